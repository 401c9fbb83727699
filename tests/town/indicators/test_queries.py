"""Each clever query stands beside a plain twin here, and the two must agree."""

from collections import defaultdict

import pytest

import fairplace.equity as eq
from fairplace.town.indicators.models import Observation
from fairplace.town.indicators.queries import (
    get_local_gap,
    list_indicators_of,
    list_neighbourhood_facts,
    list_observations,
    list_releases,
    list_releases_of,
    list_series,
)
from fairplace.town.places.models import NeighbourhoodRank
from tests.factories import (
    make_counts,
    make_indicator,
    make_neighbourhoods,
    make_observations,
    make_place,
    make_release,
    make_subgroup,
    make_town,
)

pytestmark = pytest.mark.django_db


def list_series_plainly(indicators, places):
    """Return {(indicator, place, dimension, subgroup): [(period, value)]}, one row at a time."""
    found = defaultdict(list)
    for row in sorted(Observation.objects.all(), key=lambda row: (row.ends_on, row.starts_on)):
        if row.indicator in indicators and row.place in places and row.value is not None:
            dimension = row.subgroup.dimension.name if row.subgroup else ""
            subgroup = row.subgroup.name if row.subgroup else ""
            found[row.indicator_id, row.place_id, dimension, subgroup].append((row.period, row.value))
    return found


def test_series_agree_with_those_put_together_row_by_row():
    town, england = make_town(), make_place("E92000001", "England", "country")
    jobs, pay, other = make_indicator(), make_indicator("pay"), make_indicator("other")
    make_observations(jobs, town.place, [3, 1, 2], first=2015)
    make_observations(jobs, town.place, [9], first=2010)
    make_observations(jobs, town.place, [None], first=2020)
    make_observations(jobs, town.place, [5, 6], subgroup=make_subgroup())
    make_observations(jobs, england, [7, 8], subgroup=make_subgroup("poorer", "income"))
    make_observations(pay, england, [1])
    make_observations(other, town.place, [99])

    found = list_series(indicators=[jobs.pk, pay.pk], places=[town.place_id, england.pk])

    plain = list_series_plainly([jobs, pay], [town.place, england])
    assert {
        (one.indicator_id, one.place_id, one.dimension, one.subgroup): [
            (point.period, point.value) for point in one.points
        ]
        for one in found
    } == plain
    assert len(found) == len(plain) == 4
    assert [point.period for point in found[0].points] == ["2010", "2015", "2016", "2017"]


def test_series_of_no_indicator_are_none():
    town = make_town()
    make_observations(make_indicator(), town.place, [1])

    assert list_series(indicators=[], places=[town.place_id]) == []


def test_series_are_read_in_one_question(django_assert_num_queries):
    town = make_town()
    indicators = [make_indicator(code) for code in ("jobs", "pay", "homes")]
    for indicator in indicators:
        make_observations(indicator, town.place, [1, 2])

    with django_assert_num_queries(1):
        found = list_series(indicators=[one.pk for one in indicators], places=[town.place_id])

    assert len(found) == 3


def test_releases_of_series_are_named_once():
    town, jobs = make_town(), make_indicator()
    make_observations(jobs, town.place, [1, 2])
    make_release("never-used")

    series = list_series(indicators=[jobs.pk], places=[town.place_id])

    assert list_releases([*series, *series]) == [make_release()]


COUNTS = [40, 33, 31, 30, 22, 25, 18, 12, 9, 4]
PEOPLE = [110, 90, 100, 95, 105, 130, 80, 100, 120, 85]


def fifths_by_hand(rows):
    """Return the percentage in each fifth of (score, count, people), the highest scores first."""
    ordered = sorted(rows, reverse=True)
    size = len(ordered) // 5
    groups = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    return [100 * sum(row[1] for row in group) / sum(row[2] for row in group) for group in groups]


@pytest.fixture
def ranked():
    return make_ranked(10)


def make_ranked(number):
    town, crowded = make_town(), make_indicator("crowded", "low")
    edition = make_neighbourhoods(town, number=number)
    places = [rank.place for rank in edition.neighbourhood_ranks.order_by("rank")]
    make_counts(crowded, places, COUNTS[:number], PEOPLE[:number])
    return town, crowded, edition, places


def test_the_gap_across_fifths_agrees_with_fifths_made_by_hand(ranked):
    town, crowded, edition, places = ranked
    scores = [NeighbourhoodRank.objects.get(place=place).score for place in places]

    gap = get_local_gap(indicator=crowded, edition=edition, place=town.place)

    plain = fifths_by_hand(zip(scores, COUNTS, PEOPLE, strict=True))
    assert [part.value for part in gap.parts] == pytest.approx(plain)
    assert list(gap.breakdown.values) == pytest.approx(plain)
    assert list(gap.breakdown.populations) == [200, 195, 235, 180, 205]
    assert (gap.period, gap.neighbourhoods, gap.release) == ("2021", (2, 2, 2, 2, 2), make_release())


def test_every_part_of_the_gap_has_its_own_likely_range(ranked):
    town, crowded, edition, _ = ranked

    parts = get_local_gap(indicator=crowded, edition=edition, place=town.place).parts

    assert all(part.lower < part.value < part.upper for part in parts)


def test_the_gap_is_of_the_latest_period_alone(ranked):
    town, crowded, edition, places = ranked
    make_counts(crowded, places, [1] * 10, [100] * 10, year=2011)

    assert get_local_gap(indicator=crowded, edition=edition, place=town.place).period == "2021"


def test_neighbourhoods_that_the_edition_does_not_rank_stay_out_of_the_gap(ranked):
    town, crowded, edition, _ = ranked
    unranked = make_place("E01999999", "New", "neighbourhood", town.place)
    make_counts(crowded, [unranked], [100], [100])

    gap = get_local_gap(indicator=crowded, edition=edition, place=town.place)

    assert sum(gap.neighbourhoods) == 10


@pytest.mark.parametrize("number", [0, 4])
def test_fewer_than_five_neighbourhoods_make_no_gap(number):
    town, crowded, edition, _ = make_ranked(number)

    with pytest.raises(eq.NotComputable, match="not enough neighbourhood figures"):
        get_local_gap(indicator=crowded, edition=edition, place=town.place)


def test_numbers_without_counts_make_no_gap():
    town, indicator = make_town(), make_indicator()
    edition = make_neighbourhoods(town, number=10)
    for rank in edition.neighbourhood_ranks.all():
        make_observations(indicator, rank.place, [10])

    with pytest.raises(eq.NotComputable):
        get_local_gap(indicator=indicator, edition=edition, place=town.place)


def test_facts_of_a_neighbourhood_are_the_latest_of_each_indicator_by_name():
    place, pay, jobs = make_place(), make_indicator("pay"), make_indicator("jobs")
    make_observations(pay, place, [1, 2])
    make_observations(jobs, place, [3, 4, None])
    make_observations(jobs, place, [9], first=2020, subgroup=make_subgroup())

    found = list_neighbourhood_facts(place=place)

    assert [(row.indicator.code, row.period, row.value) for row in found] == [
        ("jobs", "2015", 4),
        ("pay", "2015", 2),
    ]


def test_a_town_has_the_indicators_of_itself_and_of_its_neighbourhoods():
    town, elsewhere = make_town(), make_place("E06000099", "Elsewhere")
    part = make_place("E01000001", "Testham 001A", "neighbourhood", town.place)
    own, local, foreign = make_indicator("own"), make_indicator("local"), make_indicator("foreign")
    make_observations(own, town.place, [1, 2])
    make_observations(local, part, [1])
    make_observations(foreign, elsewhere, [1])

    assert list_indicators_of(town=town) == [local, own]
    assert list_releases_of(town=town) == [make_release()]


def test_a_town_without_numbers_has_no_indicators_and_no_releases():
    town = make_town()
    make_observations(make_indicator(), make_place("E06000099", "Elsewhere"), [1])

    assert list_indicators_of(town=town) == []
    assert list_releases_of(town=town) == []


def test_observations_are_of_the_town_those_beside_it_and_its_parts():
    england = make_place("E92000001", "England", "country")
    town, indicator = make_town(compared=[england]), make_indicator()
    part = make_place("E01000001", "Testham 001A", "neighbourhood", town.place)
    for place in (part, england, town.place, make_place("E06000099", "Elsewhere")):
        make_observations(indicator, place, [2, 1])

    found = list_observations(indicator=indicator, town=town)

    assert [(row.place.name, row.period) for row in found] == [
        (name, period) for name in ("Testham", "England", "Testham 001A") for period in ("2014", "2015")
    ]
