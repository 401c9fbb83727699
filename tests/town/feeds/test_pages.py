"""What the pages say and do: for an analyst, for everybody who signed in, and for the public."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairplace.town.feeds.models import Feed, Load
from fairplace.town.people.models import AuditEvent
from tests.factories import make_indicator, make_observations, make_person, make_subgroup
from tests.factories.feeds import make_comparison, make_feed, make_load
from tests.town.feeds.answers import CARD, usual, write


@pytest.fixture
def page(client, ada):
    """Return how a page reads for Ada, who is an analyst here."""
    client.force_login(ada)

    def read(address):
        answer = client.get(address)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return read


def ago(days):
    return timezone.now() - timedelta(days=days)


def test_the_list_says_how_each_feed_stands(page, town):
    make_feed(town, "never")
    fresh, late, failed, waiting = (make_feed(town, code) for code in ("fresh", "late", "failed", "waiting"))
    make_load(fresh, "taken", started_at=ago(2), ended_at=ago(2))
    make_load(late, "unchanged", started_at=ago(60), ended_at=ago(60))
    make_load(failed, "failed", started_at=ago(1), ended_at=ago(1), message="Fingertips answered 500.")
    make_load(waiting, "waiting")
    make_observations(fresh.indicator, town.place, [10], first=2024)

    read = page("/data/feeds/")

    for word in (
        "never loaded",
        ">fresh<",
        ">late<",
        "the last try failed",
        "new figures wait to be looked at",
    ):
        assert word in read
    assert "Fingertips answered 500." in read
    assert "Look at them" in read
    assert "2024" in read


def test_the_list_asks_the_database_as_often_for_three_feeds_as_for_one(client, ada, town):
    client.force_login(ada)

    def add(number):
        feed = make_feed(town, f"jobs-{number}")
        make_observations(feed.indicator, town.place, [10])
        make_load(feed, "taken", ended_at=ago(2))
        make_load(feed, "failed", ended_at=ago(1), message="It failed.")
        make_load(feed, "waiting")

    counts = {}
    for number in (1, 2, 3):
        add(number)
        for address in ("/data/feeds/", "/data/health/"):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.setdefault(address, []).append(len(asked))

    assert {len(set(found)) for found in counts.values()} == {1}


def test_the_page_of_a_load_asks_as_often_for_many_lines_as_for_one(client, ada, feed):
    client.force_login(ada)
    load = make_load(feed)
    counts = []
    for times in (1, 300):
        load.comparison = make_comparison(revised=make_comparison()["revised"] * times)
        load.save()
        client.get(f"/data/loads/{load.pk}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/data/loads/{load.pk}/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_feed_is_added_with_the_fields_that_its_publisher_asks_for(client, ada, town):
    client.force_login(ada)
    make_indicator("health")
    assert "Fingertips" in client.get("/data/feeds/add/").content.decode()

    form = client.get("/data/feeds/add/?publisher=fingertips").content.decode()
    assert 'name="asked_indicators"' in form
    short = client.post(
        "/data/feeds/add/?publisher=fingertips",
        {"indicator": "health", "asked_area_type": "502", "every_days": 30},
    )
    assert "the publisher asks for it" in short.content.decode()
    assert 'value="502"' in short.content.decode()
    told = {"indicator": "health", "asked_indicators": "90362", "asked_area_type": "502", "every_days": 90}
    answer = client.post("/data/feeds/add/?publisher=fingertips", told)

    feed = Feed.objects.get()
    assert answer["Location"] == f"/data/feeds/{feed.pk}/"
    assert (feed.asked, feed.every_days, feed.is_confirmed) == (
        {"indicators": "90362", "area_type": "502"}, 90, False,
    )  # fmt: skip
    assert AuditEvent.objects.get(kind="feed").verb == "added"
    again = client.post("/data/feeds/add/?publisher=fingertips", told).content.decode()
    assert "This publisher is asked for this indicator already." in again


def test_a_change_of_a_feed_that_somebody_else_changed_meanwhile_loses_nothing(client, ada, feed):
    client.force_login(ada)
    told = {"asked_indicators": "90002", "asked_area_type": "502", "every_days": 7, "version": 1}
    client.post(f"/data/feeds/{feed.pk}/change/", told)

    late = client.post(f"/data/feeds/{feed.pk}/change/", {**told, "asked_indicators": "90003"})

    assert late.status_code == 409
    assert "90003" in late.content.decode()
    assert "90002" in late.content.decode()
    feed.refresh_from_db()
    assert (feed.asked["indicators"], feed.version) == ("90002", 2)


def test_rows_are_chosen_from_what_an_answer_held(client, ada, feed):
    client.force_login(ada)
    make_subgroup("1", "deprivation")
    assert client.get(f"/data/feeds/{feed.pk}/rows/")["Location"] == f"/data/feeds/{feed.pk}/"
    make_load(feed, "refused")

    form = client.get(f"/data/feeds/{feed.pk}/rows/").content.decode()
    assert "Groups by “Deprivation fifths” are our" in form
    assert "Persons (rows: 1)" in form
    client.post(
        f"/data/feeds/{feed.pk}/rows/",
        {
            "version": 1,
            "indicator": "=90001",
            "sex": "=Persons",
            "age": "=All ages",
            "by_sex": "on",
            "part_0": "deprivation",
        },
    )

    feed.refresh_from_db()
    assert feed.taken == {
        "indicator": "90001", "sex": "Persons", "age": "All ages", "by_sex": True, "neighbourhoods": False,
        "dimensions": {"Deprivation fifths": "deprivation"},
    }  # fmt: skip


def test_nobody_together_is_a_choice_too(client, ada, feed):
    client.force_login(ada)
    make_load(feed, "refused")
    assert (
        "None: everybody together is not published"
        in client.get(f"/data/feeds/{feed.pk}/rows/").content.decode()
    )

    told = {"version": 1, "indicator": "=90001", "sex": "=", "age": "=All ages", "by_sex": "on"}
    without = client.post(f"/data/feeds/{feed.pk}/rows/", {**told, "sex": ""})
    client.post(f"/data/feeds/{feed.pk}/rows/", told)

    feed.refresh_from_db()
    assert "Choose one of these." in without.content.decode()
    assert (feed.taken["sex"], feed.taken["by_sex"]) == ("", True)


def test_a_feed_is_paused_and_goes_on(client, ada, feed):
    client.force_login(ada)

    client.post(f"/data/feeds/{feed.pk}/pause/", {"version": 1})
    feed.refresh_from_db()
    assert not feed.is_active
    client.post(f"/data/feeds/{feed.pk}/pause/", {"version": 1})
    feed.refresh_from_db()
    assert not feed.is_active
    client.post(f"/data/feeds/{feed.pk}/pause/", {"version": 2})

    feed.refresh_from_db()
    assert feed.is_active


def test_fetching_now_is_the_workers_work_and_its_page_tells_how_far_it_is(client, ada, feed, page):
    answer = client.post(f"/data/feeds/{feed.pk}/fetch/")

    load = Load.objects.get()
    assert answer["Location"] == f"/data/loads/{load.pk}/"
    assert "Waits for its turn" in page(f"/data/loads/{load.pk}/")
    assert "being fetched" in page("/data/feeds/")
    again = client.post(f"/data/feeds/{feed.pk}/fetch/", follow=True)
    assert "It is being fetched already." in again.content.decode()
    assert Load.objects.count() == 1


def test_nobody_is_asked_where_the_town_is_offline(client, ada, feed, page, settings):
    settings.ASKS_PUBLISHERS = False

    assert "This town does not ask publishers by itself" in page("/data/feeds/")
    assert "Fetch now" not in page(f"/data/feeds/{feed.pk}/")
    answer = client.post(f"/data/feeds/{feed.pk}/fetch/", follow=True)

    assert "This town does not ask publishers. Load the figures from a file." in answer.content.decode()
    assert Load.objects.count() == 0


def test_a_file_is_brought_looked_at_and_taken_on_pages(client, ada, feed, settings):
    settings.ASKS_PUBLISHERS = False
    client.force_login(ada)
    assert "Choose a file." in client.post(f"/data/feeds/{feed.pk}/file/").content.decode()
    files = [
        SimpleUploadedFile("jobs.csv", write(usual())),
        SimpleUploadedFile("about.csv", write([CARD], tuple(CARD))),
    ]

    brought = client.post(f"/data/feeds/{feed.pk}/file/", {"chosen": files})
    load = Load.objects.get()
    seen = client.get(brought["Location"]).content.decode()
    refused = client.post(
        f"/data/loads/{load.pk}/settle/", {"seen": load.comparison["digest"], "refuse": "1"}
    )

    assert "14 new, 0 revised" in seen
    assert "People in work" in seen
    assert "Say in a sentence why they are not taken." in refused.content.decode()
    client.post(f"/data/loads/{load.pk}/settle/", {"seen": load.comparison["digest"], "take": "1"})
    assert "Taken by Ada" in client.get(f"/data/loads/{load.pk}/").content.decode()


def test_what_cannot_be_taken_has_no_button_for_it(page, feed):
    load = make_load(feed, comparison=make_comparison(problems=["It is cut short."]))

    read = page(f"/data/loads/{load.pk}/")

    assert "These figures cannot be taken" in read
    assert "It is cut short." in read
    assert "Take the figures" not in read
    assert "Refuse them" in read


def test_a_revision_is_shown_with_both_numbers_their_ranges_and_the_change(page, feed):
    read = page(f"/data/loads/{make_load(feed).pk}/")

    assert "50.0% (likely between 48.0% and 52.0%)" in read
    assert "51.0% (likely between 49.0% and 53.0%)" in read
    assert "+1.0 points" in read


def test_the_file_of_a_load_says_what_when_from_whom_and_on_which_terms(client, ada, feed):
    client.force_login(ada)
    load = make_load(feed, comparison=make_comparison(terms="Not for sale."))

    answer = client.get(f"/data/loads/{load.pk}/difference.csv")

    row = next(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (row["indicator"], row["publisher"], row["change"]) == ("jobs", "fingertips", "revised")
    assert (row["value_then"], row["lower_95_then"], row["value_now"]) == ("50.0", "48.0", "51.0")
    assert (row["licence"], row["terms"]) == ("Open Government Licence v3.0", "Not for sale.")


def test_a_load_that_brought_nothing_has_no_file(client, ada, feed):
    client.force_login(ada)
    load = make_load(feed, "failed", comparison={})

    assert client.get(f"/data/loads/{load.pk}/difference.csv").status_code == 404


def test_everybody_who_signed_in_reads_and_only_an_analyst_acts(client, feed, town):
    load = make_load(feed)
    client.force_login(make_person("Ben", town, "contributor"))

    read = client.get(f"/data/feeds/{feed.pk}/").content.decode()
    shown = client.get(f"/data/loads/{load.pk}/").content.decode()

    assert "Pause it" not in read
    assert "Take the figures" not in shown
    for address in (
        f"feeds/{feed.pk}/fetch",
        f"feeds/{feed.pk}/pause",
        f"feeds/{feed.pk}/file",
        f"loads/{load.pk}/settle",
    ):
        assert client.post(f"/data/{address}/").status_code == 403


def test_the_public_reads_how_old_the_newest_figure_is_and_who_published_it(client, town):
    old, watched = make_indicator("old"), make_indicator("watched")
    make_observations(old, town.place, [1], first=2015)
    make_observations(watched, town.place, [1, 2], first=2023)
    make_load(make_feed(town, indicator=watched), "taken", ended_at=ago(3))

    read = " ".join(client.get("/data/health/").content.decode().split())

    assert read.index(">old<") < read.index(">watched<")
    assert "Brought in by hand" in read
    assert f"{timezone.localdate(ago(3)):%-d %B %Y}" in read
    assert "A publisher" in read
    assert "There are 2 kinds of figures." in read


def test_the_public_page_of_a_town_without_figures_says_so(client, town):
    assert "No figures yet" in client.get("/data/health/").content.decode()


def test_a_feed_and_a_load_of_another_town_are_not_found(client, ada, feed):
    client.force_login(ada)

    assert client.get("/data/feeds/999/").status_code == 404
    assert client.get("/data/loads/999/").status_code == 404
    assert client.get("/data/feeds/add/?publisher=nobody").status_code == 404


def test_no_page_asks_a_publisher(client, ada, feed, monkeypatch):
    """Every page opens with even loopback closed: what it shows is in the database and the folder."""
    client.force_login(ada)
    load = make_load(feed)

    def refuse(self, address):
        raise AssertionError(f"A page tried to reach {address}.")

    monkeypatch.setattr("socket.socket.connect", refuse)

    for address in (
        "/data/health/",
        "/data/feeds/",
        "/data/feeds/add/",
        "/data/feeds/add/?publisher=fingertips",
        f"/data/feeds/{feed.pk}/",
        f"/data/feeds/{feed.pk}/change/",
        f"/data/feeds/{feed.pk}/rows/",
        f"/data/feeds/{feed.pk}/file/",
        f"/data/loads/{load.pk}/",
        f"/data/loads/{load.pk}/difference.csv",
    ):
        assert client.get(address).status_code == 200, address


def test_the_age_of_a_period_that_still_runs_is_said_so(client, town):
    indicator = make_indicator()
    make_observations(indicator, town.place, [1], first=date.today().year + 1)

    assert "still running" in client.get("/data/health/").content.decode()


def test_where_nothing_is_asked_the_list_says_how_figures_come_in_and_nothing_is_due(page, town, settings):
    settings.ASKS_PUBLISHERS = False
    make_feed(town, "never")

    read = page("/data/feeds/")

    assert "Open a feed and load the file that you downloaded from its publisher." in read
    assert "from a file, when there is one" in read
    assert ">Now<" not in read


def test_a_load_that_failed_says_what_to_do_next(page, town):
    feed = make_feed(town, "wages")
    load = make_load(feed, "failed", message="It has no column “areacd”.", file_name="wrong.csv")

    read = page(f"/data/loads/{load.pk}/")

    assert "Is “wrong.csv” the file that Fingertips gives for this question?" in read
    for name in ("file", "change"):
        assert f'href="/data/feeds/{feed.pk}/{name}/"' in read
