"""From a publisher over real HTTP on loopback to figures of the town: fetched, looked at, taken."""

import gzip
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fairplace.town.feeds.models import Load
from fairplace.town.feeds.operations.feed import choose_rows
from fairplace.town.feeds.operations.load import load_files
from fairplace.town.feeds.operations.settling import NotSettled, refuse_load
from fairplace.town.indicators.models import Observation
from fairplace.town.people.models import AuditEvent
from tests.equity.sources.fake import BRIEF, LINE, QUICK, SPOILED
from tests.factories import make_measure, make_observations, make_place, make_release
from tests.town.feeds.answers import CARD, ENGLAND, TESTHAM, line, usual, write
from tests.town.feeds.steps import everything, fetch, take


def test_figures_wait_and_then_are_the_towns_with_their_source(fake, feed, ada):
    load = fetch(feed, ada)

    assert (load.state, load.message, load.comparison["problems"]) == (Load.State.WAITING, "", [])
    assert load.comparison["counts"] == {
        "new": 14, "revised": 0, "refined": 0, "withdrawn": 0, "same": 0, "stay": 0,
    }  # fmt: skip
    assert load.comparison["left_out"] == [
        "7 rows are of other places (1 of them), which this town is not compared with."
    ]
    assert everything() == []

    release = take(load, ada)

    newest = Observation.objects.filter(place__code=TESTHAM).order_by("ends_on").last()
    assert (newest.period, newest.value, newest.lower, newest.surer_upper) == ("2020", 66.0, 64.0, 69.0)
    assert (newest.count, newest.denominator, newest.release) == (660.0, 1000.0, release)
    assert set(Observation.objects.values_list("place__code", flat=True)) == {ENGLAND, TESTHAM}
    assert (release.publisher, release.title) == ("Fingertips", "People in work")
    assert release.edition == "updated 2026-02-01T00:00:00"
    assert (load.state, load.settled_by) == (Load.State.TAKEN, ada)
    assert list(AuditEvent.objects.filter(kind="load").order_by("pk").values_list("verb", "by__name")) == [
        ("asked for", "Ada"),
        ("took", "Ada"),
    ]


def test_what_is_taken_is_the_same_the_next_time(fake, feed, ada):
    take(fetch(feed), ada)
    before = everything()

    again = fetch(feed)

    assert (again.state, again.comparison["counts"]["same"]) == (Load.State.UNCHANGED, 14)
    assert everything() == before


def test_revised_new_and_withdrawn_figures_are_told_apart_and_taken(fake, feed, ada):
    take(fetch(feed), ada)
    older = Observation.objects.filter(release__code="release").count()
    fake.answer.rows = [
        *(
            one
            for one in usual()
            if (one["Area Code"], one["Time period"]) not in {(TESTHAM, "2014"), (TESTHAM, "2020")}
        ),
        line(2020, 65.5),
        line(2021, 68.0),
    ]

    load = fetch(feed)

    counts = load.comparison["counts"]
    assert (counts["new"], counts["revised"], counts["withdrawn"], counts["same"]) == (1, 1, 1, 12)
    told = load.comparison["revised"][0]
    assert (told["name"], told["period"], told["then"]["value"], told["now"]["value"]) == (
        "Testham",
        "2020",
        66.0,
        65.5,
    )
    assert "1 number was withdrawn." in load.comparison["warnings"]
    with pytest.raises(NotSettled, match="Say in a sentence"):
        take(load, ada)

    take(load, ada, "The publisher announced it.")

    values = dict(Observation.objects.filter(place__code=TESTHAM).values_list("period", "value"))
    assert "2014" not in values
    assert (values["2020"], values["2021"]) == (65.5, 68.0)
    assert older == 0


def test_years_that_only_an_older_edition_has_stay(fake, feed, ada, town):
    make_observations(feed.indicator, town.place, [(50, 48, 52), (51, 49, 53)], first=2012)

    load = fetch(feed)
    take(load, ada)

    assert load.comparison["counts"]["stay"] == 2
    values = dict(Observation.objects.filter(place=town.place).values_list("period", "value"))
    assert (values["2012"], values["2013"], values["2014"]) == (50, 51, 60)


def test_a_period_that_the_publisher_writes_otherwise_is_no_second_period(fake, feed, ada, town):
    pooled = {"period": "2018-20", "starts_on": date(2018, 1, 1), "ends_on": date(2020, 12, 31)}
    feed.indicator.observations.create(place=town.place, value=66.0, release=make_release(), **pooled)
    fake.answer.rows = [line(2018, 66.5) | {"Time period": "2018 - 20", "Time period Sortable": "20180000"}]

    load = fetch(feed)
    take(load, ada, "A correction.")

    assert (load.comparison["counts"]["revised"], load.comparison["counts"]["new"]) == (1, 0)
    assert list(Observation.objects.values_list("period", "value")) == [("2018-20", 66.5)]


def test_nothing_of_another_publisher_is_withdrawn_by_a_feed_for_fewer_places(fake, feed, ada, town):
    slough = make_place("E06000039", "Slough")
    make_observations(feed.indicator, slough, [40])

    take(fetch(feed), ada)

    assert Observation.objects.filter(place=slough).count() == 1


@pytest.mark.parametrize("fault", SPOILED)
def test_spoiled_figures_fail_the_load_with_a_sentence_and_leave_every_number(fake, feed, ada, fault):
    take(fetch(feed), ada)
    before = everything()
    fake.answer.spoil = SPOILED[fault]

    load = fetch(feed)

    assert (load.state, load.comparison) == (Load.State.FAILED, {})
    assert "Fingertips" in load.message
    assert load.message.endswith(".")
    assert everything() == before
    fake.answer.spoil = lambda good: good
    assert fetch(feed).state == Load.State.UNCHANGED


@pytest.mark.parametrize("fault", LINE)
def test_a_broken_line_fails_the_load_with_a_sentence_and_leaves_every_number(
    fake, feed, ada, settings, fault
):
    take(fetch(feed), ada)
    before = everything()
    settings.SOURCE_CLIENT = {**settings.SOURCE_CLIENT, "limits": BRIEF if "slow" in fault else QUICK}
    fake.break_with(fault)

    load = fetch(feed)

    assert (load.state, load.comparison) == (Load.State.FAILED, {})
    assert "Fingertips" in load.message
    assert load.message.endswith("what was loaded before is untouched.")
    assert everything() == before
    fake.mend()
    assert fetch(feed).state == Load.State.UNCHANGED


def test_an_answer_with_half_of_our_rows_can_be_refused_alone(fake, feed, ada):
    take(fetch(feed), ada)
    before = everything()
    fake.answer.rows = usual(years=range(2018, 2021))

    load = fetch(feed)

    assert load.comparison["problems"] == [
        "The answer has 6 of our rows where there were 14. It is cut short, or of something else."
    ]
    with pytest.raises(NotSettled, match="cut short"):
        take(load, ada, "It looks fine to me.")
    refuse_load(by=ada, load=load, because="Cut short.")
    load.refresh_from_db()
    assert (load.state, load.because) == (Load.State.REFUSED, "Cut short.")
    assert everything() == before


def test_terms_of_their_own_go_with_the_figures(fake, feed, ada, client):
    fake.answer.reuse = "For non-commercial use, with acknowledgement of ONS."
    load = fetch(feed)
    client.force_login(ada)

    page = client.get(f"/data/loads/{load.pk}/").content.decode()
    release = take(load, ada)
    file = client.get("/data/jobs.csv").content.decode()

    assert "These figures come on terms of their own" in page
    assert "For non-commercial use" in page
    assert release.licence == "For non-commercial use, with acknowledgement of ONS."
    assert "For non-commercial use" in file


def test_a_file_of_the_publisher_goes_the_same_way(data, feed, ada):
    body, card = write(usual()), write([CARD], tuple(CARD))

    load = load_files(by=ada, feed=feed, files={"jobs.csv": body, "about.csv": card})
    load.refresh_from_db()
    take(load, ada)

    assert (load.state, load.file_name) == (Load.State.TAKEN, "jobs.csv, about.csv")
    assert Observation.objects.count() == 14


def test_a_file_that_cannot_be_read_fails_with_a_sentence(data, feed, ada):
    load = load_files(by=ada, feed=feed, files={"wrong.csv": b"a,b\n1,2\n"})
    load.refresh_from_db()

    assert load.state == Load.State.FAILED
    assert "Fingertips" in load.message


def test_what_is_suppressed_keeps_its_note_and_has_no_value(fake, feed, ada):
    note = "Value suppressed for disclosure control"
    fake.answer.rows = [*usual(years=range(2014, 2020)), line(2020, None, note=note)]

    take(fetch(feed), ada)

    hidden = Observation.objects.get(place__code=TESTHAM, period="2020")
    assert (hidden.value, hidden.lower, hidden.flag, hidden.note) == (None, None, "suppressed", note)


def test_women_and_men_become_the_groups_that_a_first_answer_suggests(fake, feed, ada):
    fake.answer.rows = [line(2020, 80.0, sex="Female"), line(2020, 76.0, sex="Male")]

    load = fetch(feed)
    take(load, ada)

    assert load.comparison["taken"]["by_sex"] is True
    found = Observation.objects.values_list("subgroup__dimension__code", "subgroup__code", "value")
    assert sorted(found) == [("sex", "female", 80.0), ("sex", "male", 76.0)]


def test_two_ages_must_be_chosen_from_before_anything_can_be_taken(fake, feed, ada):
    fake.answer.rows = [*usual(), *(one | {"Age": "All ages"} for one in usual())]
    load = fetch(feed)
    assert load.comparison["needs_choice"] is True
    with pytest.raises(NotSettled):
        take(load, ada)

    choose_rows(
        by=ada, feed=feed, version=1, taken={"indicator": "90001", "sex": "Persons", "age": "All ages"}
    )
    load.refresh_from_db()

    assert (load.comparison["needs_choice"], load.comparison["counts"]["new"]) == (False, 14)
    assert "14 rows are of other ages." in load.comparison["left_out"]
    take(load, ada)


def test_a_changed_verdict_of_a_measure_is_said_before_taking(fake, feed, ada, town):
    measure = make_measure(town, "jobs", feed.indicator)
    take(fetch(feed), ada)
    fake.answer.rows = [
        one
        if one["Area Code"] != TESTHAM
        else line(int(one["Time period"]), 66.0 - int(one["Time period"]) + 2014)
        for one in usual()
    ]

    load = fetch(feed)

    said = f"{measure.name}: the tested verdict would change from “Getting better” to “Getting worse”."
    assert {"sentence": said, "url": "/measures/jobs/", "is_grave": True} in load.comparison["opinions"]
    assert said in load.comparison["warnings"]


def test_a_packed_file_is_unpacked_as_the_page_says(fake, feed, ada):
    body = gzip.compress(write(usual()))

    load = load_files(by=ada, feed=feed, files={"jobs.csv.gz": body})
    load.refresh_from_db()

    assert (load.state, load.message) == (Load.State.WAITING, "")
    assert load.comparison["counts"]["new"] == 14


def test_a_packed_file_that_is_not_whole_is_refused_in_words(fake, feed, ada):
    load = load_files(by=ada, feed=feed, files={"jobs.csv.gz": gzip.compress(write(usual()))[:-20]})
    load.refresh_from_db()

    assert load.state == Load.State.FAILED
    assert load.message.startswith("jobs.csv.gz is cut short: it cannot be unpacked to its end.")


def test_two_files_of_one_name_are_both_read(fake, feed, ada, client):
    client.force_login(ada)
    here = write(usual(places=("E06000001",))), write(usual(places=("E92000001",)))
    files = [SimpleUploadedFile("data.csv", body) for body in here]

    client.post(f"/data/feeds/{feed.pk}/file/", {"chosen": files})

    assert Load.objects.get().comparison["counts"]["new"] == 14
