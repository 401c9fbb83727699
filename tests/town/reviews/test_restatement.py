"""A figure that was frozen and is published otherwise is noticed once, explained by people, and never hidden."""

import csv

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fairplace.town.indicators.changes import tell_changed
from fairplace.town.indicators.models import Observation
from fairplace.town.indicators.operations import replace_observations
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.packs.operations import load_pack
from fairplace.town.people.models import AuditEvent
from fairplace.town.reviews.models import Restatement
from fairplace.town.reviews.operations.restatement import (
    Unexplained,
    explain_restatements,
    find_restatements,
)
from fairplace.town.reviews.queries.frozen import read_body
from tests.factories import make_counts, make_indicator, make_measure, make_neighbourhoods
from tests.factories.frozen import make_frozen, make_published_review
from tests.factories.pack import write_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(reviewed_town):
    return make_published_review(reviewed_town).snapshot


def own(town, slug="jobs"):
    return Observation.objects.filter(indicator__code=slug, place=town.place)


def give(town, value, period="2020", slug="jobs", **more):
    """Bring a figure in as every source does: by the operation that replaces them."""
    row = {
        "place": town.place.code, "period": period, "starts_on": f"{period}-01-01",
        "ends_on": f"{period}-12-31", "value": value, "lower": value - 1, "upper": value + 1, "count": None,
        "denominator": None, "flag": "", "note": "", "release": "release", "dimension": "", "subgroup": "",
        **more,
    }  # fmt: skip
    kept = [
        {
            **row, "period": one.period, "starts_on": one.starts_on, "ends_on": one.ends_on,
            "value": one.value, "lower": one.lower, "upper": one.upper,
        }
        for one in own(town, slug).exclude(period=period)
    ]  # fmt: skip
    replace_observations(indicator=slug, rows=[*kept, row])


def test_a_revision_after_sign_off_is_noticed_as_it_comes_in(reviewed_town, frozen):
    give(reviewed_town, 90)

    [one] = Restatement.objects.all()
    assert (one.snapshot, one.measure, one.place_name, one.period) == (frozen, "jobs", "Testham", "2020")
    assert one.old == {"value": 48, "lower": 47, "upper": 49, "flag": ""}
    assert one.new == {"value": 90, "lower": 89, "upper": 91, "flag": ""}
    assert (one.old_tested, one.new_tested) == ("getting worse", "cannot tell")
    assert one.old_source == one.new_source == "A publisher: A title (1)"
    assert one.cause == "not yet known"


def test_each_change_is_noticed_once(reviewed_town, frozen):
    give(reviewed_town, 90)
    give(reviewed_town, 90)
    find_restatements(town=reviewed_town)

    assert Restatement.objects.count() == 1


def test_a_figure_that_comes_back_is_noticed_too(reviewed_town, frozen):
    for value in (90, 48, 90):
        give(reviewed_town, value)

    found = Restatement.objects.order_by("pk")
    assert [one.new["value"] for one in found] == [90, 48, 90]
    assert "It came back to what was frozen." in Client().get("/restatements/").content.decode()


def test_a_new_period_is_no_restatement(reviewed_town, frozen):
    give(reviewed_town, 30, "2022")

    assert not Restatement.objects.exists()


def test_a_figure_that_was_withdrawn_is_one(reviewed_town, frozen):
    own(reviewed_town).filter(period="2016").delete()

    [one] = find_restatements(town=reviewed_town)

    assert (one.period, one.new, one.new_source) == ("2016", {}, "")


def test_a_figure_that_another_edition_gives_alike_is_none(reviewed_town, frozen):
    own(reviewed_town).update(note="Printed again")

    assert find_restatements(town=reviewed_town) == []


def test_every_snapshot_with_the_figure_tells_of_it(reviewed_town, frozen):
    make_frozen(reviewed_town)

    give(reviewed_town, 90)

    assert Restatement.objects.count() == 2


def test_a_gap_that_comes_out_otherwise_is_noticed(reviewed_town):
    edition, inside = make_neighbourhoods(reviewed_town), make_indicator("inside", "low")
    parts = [one.place for one in edition.neighbourhood_ranks.order_by("rank")]
    make_counts(inside, parts, [40, 38, 30, 28, 20, 18, 12, 10, 5, 4], [100] * 10)
    make_measure(reviewed_town, "inside", inside, gap_indicator=inside, gap_edition=edition)
    make_frozen(reviewed_town)

    Observation.objects.filter(indicator=inside, place=parts[0]).update(count=60)
    tell_changed([inside.pk])

    found = {one.subgroup: (one.old["value"], one.new["value"]) for one in Restatement.objects.all()}
    assert found["gap, absolute, iod2019"] == pytest.approx((34.5, 44.5))
    assert set(found) == {"gap, absolute, iod2019", "gap, relative, iod2019"}


def test_the_snapshot_stays_as_it_was_and_says_so(reviewed_town, frozen):
    before = read_body(frozen)
    give(reviewed_town, 90)

    frozen.refresh_from_db()
    assert read_body(frozen) == before
    for address in (f"/frozen/{frozen.slug}/", f"/frozen/{frozen.slug}/jobs/", "/reviews/2026/"):
        assert "1 figure here has changed since it was frozen." in Client().get(address).content.decode()
    assert "has changed since" not in Client().get(f"/frozen/{frozen.slug}/wages/").content.decode()


def test_the_measure_as_it_is_today_says_that_a_signed_figure_changed(reviewed_town, frozen):
    review = make_published_review(reviewed_town, 2027)
    assert "restatements/" not in Client().get("/measures/jobs/").content.decode()
    give(reviewed_town, 90)

    page = Client().get("/measures/jobs/").content.decode()
    assert "1 figure that was frozen has changed since." in page, (
        "Each figure counts once, however often frozen."
    )
    assert 'href="/restatements/?measure=jobs"' in page
    assert "/restatements/" not in Client().get("/measures/wages/").content.decode()
    assert review.snapshot.restatements.count() == 1


def test_looking_where_nothing_changed_opens_no_snapshot(reviewed_town, frozen):
    make_frozen(reviewed_town)
    jobs = ImpactMeasure.objects.get(slug="jobs")

    with CaptureQueriesContext(connection) as asked:
        tell_changed([jobs.indicator_id])

    assert not [one for one in asked.captured_queries if '"body"' in one["sql"]]
    assert len(asked) <= 12


def test_several_are_explained_at_once_and_everybody_reads_why(reviewed_town, frozen, ada, client):
    give(reviewed_town, 90)
    own(reviewed_town, "wages").filter(period="2016").update(value=1)
    find_restatements(town=reviewed_town)
    client.force_login(ada)
    keys = list(Restatement.objects.values_list("pk", flat=True))

    page = client.get("/restatements/explain/").content.decode()
    assert "Jobs, Testham, 2020" in page
    said = {"chosen": keys, "cause": "rebase", "because": "The census came."}
    assert client.post("/restatements/explain/", said).url == "/restatements/"

    assert set(Restatement.objects.values_list("cause", "because")) == {("rebase", "The census came.")}
    assert AuditEvent.objects.filter(verb="explained", by=ada).count() == 2
    public = Client().get("/restatements/").content.decode()
    assert "Population figures were rebased. The census came." in public
    assert "Ada" not in public


def test_a_reason_that_says_nothing_is_refused(reviewed_town, frozen, ada):
    give(reviewed_town, 90)
    keys = [Restatement.objects.get().pk]

    for cause, because in (("not yet known", "Why?"), ("error", "  ")):
        with pytest.raises(Unexplained):
            explain_restatements(by=ada, town=reviewed_town, keys=keys, cause=cause, because=because)
    with pytest.raises(Unexplained):
        explain_restatements(by=ada, town=reviewed_town, keys=[], cause="error", because="So.")


def test_the_list_leaves_as_a_file(reviewed_town, frozen):
    give(reviewed_town, 90)

    [row] = csv.DictReader(Client().get("/restatements/file.csv").content.decode().splitlines())

    assert (row["old_value"], row["new_value"], row["cause"]) == ("48", "90.0", "not yet known")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(reviewed_town, frozen, count):
    for period in ("2018", "2019", "2020")[:count]:
        own(reviewed_town).filter(period=period).update(value=90)
    find_restatements(town=reviewed_town)

    with CaptureQueriesContext(connection) as asked:
        Client().get("/restatements/")

    assert Restatement.objects.count() == count
    assert len(asked) <= 5


def test_a_pack_that_is_loaded_again_restates_what_it_changes_and_no_page(db, tmp_path):
    town = load_pack(folder=write_pack(tmp_path / "one"), by=None)
    snapshot = make_frozen(town)
    before = Client().get(f"/frozen/{snapshot.slug}/content/").content
    load_pack(folder=tmp_path / "one", by=None)
    assert not Restatement.objects.exists()

    figures = tmp_path / "one" / "figures" / "test-jobs.csv"
    figures.write_text(figures.read_text().replace(",71,69,73,", ",72,70,74,"))
    load_pack(folder=tmp_path / "one", by=None)

    [one] = Restatement.objects.all()
    assert (one.measure, one.period, one.old["value"], one.new["value"]) == ("jobs", "2024", 71, 72)
    assert Client().get(f"/frozen/{snapshot.slug}/content/").content == before
