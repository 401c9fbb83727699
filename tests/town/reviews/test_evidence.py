"""What is known of each measure, as plain values: every figure, what the tests say, and a digest."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairplace.town.governance.rules.digest import is_intact
from fairplace.town.measures.models import Target
from fairplace.town.reviews.queries.evidence import describe_measures
from tests.factories import (
    make_counts,
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_objective,
    make_observations,
    make_place,
    make_subgroup,
    make_town,
)

pytestmark = pytest.mark.django_db

FALLING = [(30, 29, 31), (27, 26, 28), (24, 23, 25), (21, 20, 22), (18, 17, 19), (15, 14, 16)]


@pytest.fixture
def england():
    return make_place("E92000001", "England")


@pytest.fixture
def town(england):
    return make_town(compared=[england])


@pytest.fixture
def poverty(town, england):
    indicator = make_indicator("poverty", "low")
    make_observations(indicator, town.place, FALLING)
    make_observations(indicator, england, [(16, 15.9, 16.1)], first=2019)
    return make_measure(town, "poverty", indicator, [make_objective(town)])


def test_a_measure_is_described_with_every_figure_and_what_the_tests_say(town, poverty):
    [said] = describe_measures(town=town)

    assert [(one["role"], one["place"], len(one["points"])) for one in said["series"]] == [
        ("town", "E06000001", 6),
        ("country", "E92000001", 1),
    ]
    assert said["series"][0]["points"][-1] == {
        "period": "2019", "starts_on": "2019-01-01", "ends_on": "2019-12-31", "value": 15, "lower": 14,
        "upper": 16, "surer_lower": None, "surer_upper": None, "count": None, "denominator": None,
        "flag": "", "note": "", "release": "release",
    }  # fmt: skip
    assert said["objectives"] == [{"code": "M1", "name": "Objective M1"}]
    assert said["verdict"] == "better"
    assert said["status"]["word"] == "cannot tell"
    [test] = said["tests"]
    assert (test["verdict"], test["first"], test["last"], test["latest"]) == (
        "better",
        "2014",
        "2019",
        "2019",
    )
    assert test["change"]["value"] == pytest.approx(-3)
    assert test["recent"]["word"] == "decreasing and getting better"
    assert [one["difference"] for one in said["beside"]] == ["similar"]


def test_a_value_that_repeats_an_earlier_one_is_no_point_of_the_recent_trend(town):
    indicator = make_indicator("poverty", "low")
    make_observations(indicator, town.place, FALLING[:4])
    make_observations(indicator, town.place, FALLING[4:], first=2018, flag="carried-forward")
    make_measure(town, "poverty", indicator)

    [said] = describe_measures(town=town)

    assert said["tests"][0]["recent"] == {
        "word": "cannot be calculated",
        "code": "cannot be calculated",
        "chi_square": None,
        "reason": "A recent trend needs five points, and there are 4.",
    }


def test_a_target_and_the_gap_inside_are_described_in_both_terms(town):
    edition, inside = make_neighbourhoods(town, number=10), make_indicator("inside", "low")
    parts = [one.place for one in edition.neighbourhood_ranks.order_by("rank")]
    make_counts(inside, parts, [40, 38, 30, 28, 20, 18, 12, 10, 5, 4], [100] * 10)
    measure = make_measure(town, "inside", inside, gap_indicator=inside, gap_edition=edition)
    Target.objects.create(
        measure=measure,
        of="level",
        base_year=2021,
        base_value=20,
        year=2040,
        value=0,
        status="proposed",
        source="S",
    )

    [said] = describe_measures(town=town)

    gap = said["gap"]
    assert [one["count"] for one in gap["fifths"]] == [78, 58, 38, 22, 9]
    assert gap["absolute"]["value"] == pytest.approx(34.5)
    assert gap["relative"]["value"] == pytest.approx(78 / 9)
    assert gap["edition"] == {"code": edition.code, "name": edition.name}
    assert [(one["of"], one["value"], one["year"]) for one in said["targets"]] == [("level", 0, 2040)]


def test_a_measure_without_numbers_is_described_in_words(town):
    make_measure(town, "respect", needed="A survey.")

    [said] = describe_measures(town=town)

    assert (said["series"], said["tests"], said["gap"], said["definition"]) == ([], [], None, None)
    assert (said["verdict"], said["needed"]) == ("none", "A survey.")


def test_what_was_described_can_be_kept_and_tells_when_it_was_changed(town, poverty):
    [said] = describe_measures(town=town)

    kept = json.loads(json.dumps(said))
    assert is_intact(kept)
    kept["series"][0]["points"][0]["value"] = 30.1
    assert not is_intact(kept)


def test_many_measures_take_as_many_queries_as_one(town, poverty, england):
    with CaptureQueriesContext(connection) as one:
        describe_measures(town=town)
    women = make_subgroup()
    for n in range(3):
        indicator = make_indicator(f"more-{n}")
        make_observations(indicator, town.place, FALLING)
        make_observations(indicator, town.place, FALLING, subgroup=women)
        make_observations(indicator, england, FALLING)
        make_measure(town, f"more-{n}", indicator)

    with CaptureQueriesContext(connection) as many:
        found = describe_measures(town=town)

    assert len(found) == 4
    assert len(many) == len(one)
