"""The pages of what was frozen: they show it from its own bytes, whatever becomes of the town."""

import json
import re
import zlib

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fairplace.town.framework.models import Item
from fairplace.town.indicators.models import Indicator, Observation, Release
from fairplace.town.measures.models import ImpactMeasure, Note
from fairplace.town.people.models import Person
from fairplace.town.places.models import Appointment, Comparator, Place, Town
from fairplace.town.reviews.models import Review, Snapshot
from fairplace.town.reviews.operations.freezing import freeze_signed
from fairplace.town.reviews.queries.frozen import read_body
from fairplace.town.reviews.questions import _say_way
from fairplace.town.reviews.rules.canonical import digest_of
from fairplace.town.reviews.telling import tell_measure
from tests.factories import make_decision, make_group, make_person
from tests.factories.frozen import make_frozen, make_kept, make_published_review, make_signed_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(reviewed_town):
    make_group(reviewed_town)
    make_decision(
        reviewed_town.groups.get(), state="decided", decided_at=timezone.now(), outcome="It opens.",
        proved="right", happened="It filled.",
    )  # fmt: skip
    review = make_published_review(
        reviewed_town, dissent="I read the figures otherwise.", foreword="We began."
    )
    return review.snapshot


def read(snapshot, name="snapshot_content", client=None, **more):
    return (client or Client()).get(reverse(name, kwargs={"slug": snapshot.slug, **more}))


def change_everything(town):
    """Change all that a page of the live town would show otherwise."""
    Observation.objects.update(value=99, lower=98, upper=100)
    Release.objects.update(publisher="Another", title="Another")
    Indicator.objects.update(name="Another", unit="£", polarity="low", definition="Another.")
    ImpactMeasure.objects.update(name="Another", question="Another?", caveat="Another")
    Item.objects.update(name="Another", short="Another")
    Comparator.objects.all().delete()
    Appointment.objects.all().delete()
    Person.objects.update(name="Another")
    Place.objects.update(name="Another")
    Town.objects.filter(pk=town.pk).update(name="Another", title="Another", attribution=["Another"])
    Note.objects.create(measure=ImpactMeasure.objects.all()[0], kind="story", text="Another")
    town.decisions.update(title="Another", outcome="Another")


def test_a_past_review_is_the_same_bytes_whatever_becomes_of_the_town(reviewed_town, published):
    names = [("snapshot_content", {}), ("snapshot_body", {}), ("snapshot_manifest", {})]
    before = [digest_of(read(published, name, **more).content) for name, more in names]

    change_everything(reviewed_town)

    assert [digest_of(read(published, name, **more).content) for name, more in names] == before
    page = read(published, "snapshot_measure", measure="jobs").content.decode()
    assert "Another" not in page[page.index("<main") : page.index("</main>")]


def test_a_frozen_chart_whose_drawing_is_gone_is_asked_for_once_and_comes(published, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    before = set(DBTaskResult.objects.values_list("pk", flat=True))

    first = read(published, "snapshot_measure", measure="jobs")
    read(published, "snapshot_measure", measure="jobs")

    asked = DBTaskResult.objects.exclude(pk__in=before)
    assert len(asked) == len(first.context["drawings"]) > 0
    for one in asked:
        one.task.func(*one.args_kwargs["args"], **one.args_kwargs["kwargs"])
    page = read(published, "snapshot_measure", measure="jobs")
    assert all(one.svg for one in page.context["drawings"])
    assert ("data-awaited" in first.content.decode(), "data-awaited" in page.content.decode()) == (
        True,
        False,
    )


def test_a_review_is_shown_with_ranges_tests_names_and_dissent(published):
    page = read(published).content.decode()

    assert "46.0% (likely between 45.0% and 47.0%), 2021" in page
    assert "Testham is getting worse. The change from 2014 to 2021 passes our test." in page
    assert "Director 2026" in page
    assert "I read the figures otherwise." in page
    assert "We began." in page
    assert "no likely range" not in page


def test_a_frozen_review_is_an_overview_and_what_is_of_one_measure_stands_on_its_page(published):
    page = read(published).content.decode()
    measure = read(published, "snapshot_measure", measure="jobs").content.decode()

    assert f'href="/frozen/{published.slug}/jobs/"' in page
    assert "No path agreed" in page
    assert "No measure is changed or retired." in page
    assert "1 of 3 measures has no number yet." in page
    for words in ("How sure we are", "It did not change much."):
        assert (words in page, words in measure) == (False, True)


def test_a_review_says_what_is_retired_and_plainly_that_nothing_passed(reviewed_town):
    Observation.objects.all().delete()
    review = make_signed_review(reviewed_town)
    said = {"decision": "retire", "decision_because": "Nobody counts it."}
    review.assessments.filter(measure__slug="air").update(**said)

    page = read(make_kept(review, "2026-12-01")).content.decode()

    assert "No measure passed a test of change." in page
    assert "Air: Retire it. Nobody counts it." in page


def test_all_that_was_frozen_is_one_link_away_and_the_paper_for_the_board_for_those_inside(
    reviewed_town, published, client
):
    client.force_login(make_person("Ben", reviewed_town, "contributor"))
    files = ("report/", "report.pdf", "report.docx", "manifest.json", "body.json")
    public, inside = read(published, "snapshot_detail"), read(published, "snapshot_detail", client)

    for page in (public, Client().get("/reviews/2026/")):
        for name in files:
            assert f'href="/frozen/{published.slug}/{name}"' in page.content.decode()
        assert f"/restatements/?snapshot={published.slug}" in page.content.decode()
        assert "board-paper" not in page.content.decode()
    assert f"/frozen/{published.slug}/board-paper.docx" in inside.content.decode()


def test_those_inside_meet_the_ceremony_and_a_link_to_what_was_frozen(published, client, ada):
    client.force_login(ada)

    page = client.get("/reviews/2026/").content.decode()

    assert f'href="/frozen/{published.slug}/"' in page
    assert "What passed a test" not in page
    assert 'class="verdict verdict--worse"' in page


def test_the_public_page_of_a_review_shows_what_was_frozen(reviewed_town, published):
    ImpactMeasure.objects.update(name="Another")

    page = Client().get("/reviews/2026/").content.decode()

    assert ">Jobs</a>" in page
    assert published.slug in page


def test_each_measure_is_one_short_block_under_its_objective(reviewed_town, published):
    page = " ".join(Client().get("/reviews/2026/").content.decode().split())

    table = page[page.index('<table class="table table--brief"') : page.index("</table>")]
    assert re.findall(r'scope="rowgroup">([^<]*)<', table) == ["M1 Objective M1", "For the whole town"]
    jobs = table[table.index(">Jobs</a>") : table.index(">Wages</a>")]
    told, folded = jobs.split("<details", 1)
    for words in ("verdict--worse", "Cannot tell if on course", "Keep it as it is"):
        assert words in told
    for words in ("46.0% (likely between 45.0% and 47.0%), 2021", "On its path", "No path agreed"):
        assert words in folded
    assert f'href="{reverse("snapshot_measure", args=[published.slug, "jobs"])}"' in table


def test_a_town_that_is_frozen_without_a_review_has_no_ratings_in_its_table(reviewed_town):
    page = read(make_frozen(reviewed_town)).content.decode()

    assert 'data-label="Direction, by test"' in page
    assert 'data-label="Rating"' not in page


def test_the_body_is_given_as_the_bytes_that_were_frozen(published):
    answer = read(published, "snapshot_body")

    assert digest_of(answer.content) == published.digest
    assert answer["ETag"] == f'"{published.digest}"'
    assert json.loads(answer.content) == read_body(published)
    assert read(published, "snapshot_manifest").json()["digest"] == published.digest


def test_a_changed_byte_is_refused_with_a_sentence_on_every_page(published, monkeypatch):
    changed = zlib.decompress(bytes(published.body)).replace(b"We began.", b"We ended.")
    monkeypatch.setattr("fairplace.town.reviews.queries.frozen.zlib.decompress", lambda body: changed)

    for name, more in (
        ("snapshot_detail", {}), ("snapshot_content", {}), ("snapshot_measure", {"measure": "jobs"}),
        ("annual_report", {}), ("snapshot_compare", {"other": published.slug}),
    ):  # fmt: skip
        answer = read(published, name, **more)
        assert (answer.status_code, "We ended" in answer.content.decode()) == (500, False)
        assert "not what was frozen" in answer.content.decode()
    assert "not what was frozen" in read(published, "snapshot_body").json()["error"]
    assert "not what was frozen" in Client().get("/reviews/2026/").content.decode()


def test_what_is_not_public_is_not_there_for_the_public(reviewed_town, client):
    snapshot = make_frozen(reviewed_town, is_public=False)
    client.force_login(make_person("Ben", reviewed_town, "contributor"))

    assert read(snapshot, "snapshot_detail").status_code == 404
    assert read(snapshot, "snapshot_body").status_code == 404
    assert "Not public" in read(snapshot, "snapshot_detail", client).content.decode()
    assert snapshot.title not in Client().get("/frozen/").content.decode()


def test_a_group_that_begins_a_sentence_gets_a_capital(reviewed_town, published):
    kept = read_body(published)
    [one] = [each for each in kept["measures"] if each["slug"] == "jobs"]
    one["tests"] = [
        {**one["tests"][0], "subgroup": "female", "change": None, "reason": "The periods overlap."}
    ]
    one["targets"] = [{"of": "level", "subgroup": "female", "value": 3, "year": 2030, "status": "proposed"}]
    one["beside"] = [{**one["beside"][0], "subgroup": "female", "words": "Higher than in England."}]

    told = tell_measure(kept, one)

    assert told.changes == ("Female: The periods overlap.",)
    assert told.targets[0].startswith("Female, ")
    assert told.beside == ("Female: Higher than in England.",)
    assert "Female: The periods overlap." in list(_say_way(one))


def test_a_frozen_review_is_not_public_before_it_is_published(reviewed_town):
    snapshot = freeze_signed(by=None, review=make_signed_review(reviewed_town), seen="sign-off")

    assert read(snapshot, "snapshot_detail").status_code == 404
    assert Review.objects.get().state == "frozen"


def test_the_team_freezes_the_town_on_any_day(reviewed_town, ada, client):
    client.force_login(ada)

    answer = client.post("/frozen/make/", {"title": "Before the election", "is_public": "on"})

    snapshot = Snapshot.objects.get()
    assert answer.url == f"/frozen/{snapshot.slug}/"
    assert (snapshot.title, snapshot.made_by, snapshot.is_public) == ("Before the election", ada, True)


def test_a_measure_is_shown_with_every_figure_and_its_source(published):
    page = read(published, "snapshot_measure", measure="jobs").content.decode()

    # Each year, and once under the comparison.
    assert page.count('<th scope="row">England</th>') == 9
    assert "A publisher" in page
    assert "The chart is still being drawn. Here are its figures." in page
    assert read(published, "snapshot_measure", measure="nothing").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_as_many_queries_for_three_as_for_one(reviewed_town, count):
    for measure in list(ImpactMeasure.objects.all())[count:]:
        measure.delete()
    first, *_more = [make_frozen(reviewed_town) for _ in range(count)]

    for name, most in (("snapshot_detail", 5), ("snapshot_content", 3), ("snapshot_list", 3)):
        with CaptureQueriesContext(connection) as asked:
            Client().get(reverse(name, args=[] if name == "snapshot_list" else [first.slug]))
        assert len(asked) <= most
