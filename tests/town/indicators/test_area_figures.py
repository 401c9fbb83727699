"""Figures of areas that are made of neighbourhoods."""

import pytest

import fairplace.equity as eq
from fairplace.town.indicators.queries.area import list_area_figures, list_counted, list_latest_counts
from fairplace.town.indicators.rules import How, compare, is_additive, say_reliability
from fairplace.town.places.queries.geography import get_geography
from fairplace.town.places.rules.carrying import homes_of
from tests.factories import (
    make_counts,
    make_geography,
    make_indicator,
    make_observations,
    make_place,
    make_town,
)

pytestmark = pytest.mark.django_db
OLD = ("a", "b", "c", "d", "e", "f")


@pytest.fixture
def england():
    return make_place("E92000001", "England", "country")


@pytest.fixture
def town(england):
    return make_town(compared=[england])


@pytest.fixture
def places(town):
    return make_geography(town)


def figures_of(town, vintage, how=How.BEST_FIT):
    geography = get_geography(town=town)
    layer = geography.find_layer("ward", vintage)
    return list_area_figures(town=town, geography=geography, base=layer.base, homes=homes_of(layer), how=how)


def count(indicator, places, names=OLD, counts=None, of=100, year=2021):
    counts = counts or [10] * len(names)
    make_counts(indicator, [places[name] for name in names], counts, [of] * len(names), year=year)


def test_rates_of_wards_are_made_of_summed_counts_never_averaged(town, places):
    cold = make_indicator("cold", polarity="low")
    make_counts(cold, [places[name] for name in OLD], [10, 0, 0, 1, 1, 1], [100, 1000, 900, 10, 10, 10])

    [found] = figures_of(town, "wd-2021")

    north = found.figures["E05000001"]
    assert north.how == How.BEST_FIT
    assert (north.estimate.count, north.estimate.denominator) == (10, 2000)
    assert north.estimate.value == pytest.approx(0.5)
    assert (north.estimate.lower, north.estimate.upper) == (
        pytest.approx(eq.proportion(10, 2000, per=100).lower),
        pytest.approx(eq.proportion(10, 2000, per=100).upper),
    )
    assert (found.vintage, found.period) == ("LSOA 2011", "2021")


def test_wards_add_up_to_the_town(town, places):
    count(make_indicator("cold"), places, counts=[1, 2, 3, 4, 5, 6])

    for vintage in ("wd-2021", "wd-2024"):
        [found] = figures_of(town, vintage)
        sums = [one.estimate.count for one in found.figures.values()]
        assert sum(sums) == pytest.approx(found.whole.count) == pytest.approx(21)


def test_figures_of_one_census_on_wards_of_the_next_are_apportioned_and_say_so(town, places):
    count(make_indicator("cold"), places)

    [found] = figures_of(town, "wd-2024")

    assert {one.how for one in found.figures.values()} == {How.APPORTIONED}
    assert found.figures["E05000011"].estimate.count == pytest.approx(26)


def test_where_shares_are_not_known_there_is_no_figure(england):
    town = make_town("other", "E06000002", "Otherham", is_default=False, compared=[england])
    places = make_geography(town, changed="X")
    count(make_indicator("cold"), places)

    [found] = figures_of(town, "wd-2024")

    assert {(one.how, one.estimate) for one in found.figures.values()} == {(How.UNKNOWN, None)}


def test_a_figure_of_a_neighbourhood_keeps_the_limits_that_were_published(town, places):
    cold = make_indicator("cold")
    for name in OLD:
        make_observations(cold, places[name], [(10, 4, 20)], first=2021, count=10, denominator=100)
    geography = get_geography(town=town)
    layer = geography.find_layer("neighbourhood", "lsoa-2011")

    [found] = list_area_figures(town=town, geography=geography, base=layer.base, homes=homes_of(layer))

    one = found.figures[places["a"].code]
    assert (one.how, one.estimate.value, one.estimate.lower, one.estimate.upper) == (How.PUBLISHED, 10, 4, 20)


def test_a_neighbourhood_without_published_limits_gets_those_of_its_count(town, places):
    count(make_indicator("cold"), places)
    geography = get_geography(town=town)
    layer = geography.find_layer("neighbourhood", "lsoa-2021", base="LSOA 2021")

    [found] = list_area_figures(town=town, geography=geography, base=layer.base, homes=homes_of(layer))

    assert {code: one.how for code, one in found.figures.items()} == {
        **{places[name].code: How.PUBLISHED for name in ("a", "b", "d", "e", "f")},
        **{places[name].code: How.APPORTIONED for name in ("c1", "c2")},
    }
    assert found.figures[places["a"].code].estimate.lower == pytest.approx(
        eq.proportion(10, 100, per=100).lower
    )


def test_the_latest_period_is_shown_and_the_countrys_of_the_same(town, england, places):
    cold = make_indicator("cold")
    count(cold, places, counts=[1] * 6, year=2020)
    count(cold, places, counts=[2] * 6, year=2021)
    make_observations(cold, england, [7, 8, 9], first=2020)

    [found] = figures_of(town, "wd-2021")

    assert (found.period, found.figures["E05000001"].estimate.count) == ("2021", 6)
    assert (found.country.period, found.country.value) == ("2021", 8)


def test_the_country_of_another_period_is_the_latest(town, england, places):
    cold = make_indicator("cold")
    count(cold, places)
    make_observations(cold, england, [7, 8], first=2017)

    [found] = figures_of(town, "wd-2021")

    assert (found.country.period, found.country.value) == ("2018", 8)


def test_without_a_country_there_is_none(places, town):
    town.comparators.all().delete()
    count(make_indicator("cold"), places)

    assert figures_of(town, "wd-2021")[0].country is None


def test_means_and_figures_without_counts_are_left_out(town, places):
    years = make_indicator("years", unit="years")
    count(years, places)
    make_observations(make_indicator("share"), places["a"], [10])

    assert list_counted(town=town) == []
    assert figures_of(town, "wd-2021") == []


def test_a_rate_may_count_more_events_than_people(town, places):
    visits = make_indicator("visits", unit="per 1,000")
    visits.form, visits.per = "rate", 1000
    visits.save()
    count(visits, places, counts=[150] * 6)

    [found] = figures_of(town, "wd-2021")

    north = found.figures["E05000001"].estimate
    assert north.value == pytest.approx(1500)
    assert north.lower < 1500 < north.upper


def test_a_share_that_counts_more_than_there_are_is_no_figure(town, places):
    count(make_indicator("cold"), places, counts=[150] * 6)

    [found] = figures_of(town, "wd-2021")

    assert {(one.estimate, one.how) for one in found.figures.values()} == {(None, How.UNKNOWN)}
    assert found.whole is None


def test_small_counts_are_hidden(town, places):
    cold = make_indicator("cold")
    cold.threshold = 10
    cold.save()
    count(cold, places, counts=[1, 1, 1, 4, 4, 4])

    [found] = figures_of(town, "wd-2021")

    assert (found.figures["E05000001"].estimate, found.figures["E05000001"].how) == (None, How.HIDDEN)
    assert found.figures["E05000002"].estimate.count == 12


def test_figures_that_leave_a_neighbourhood_out_have_no_sum_for_the_town(town, places):
    count(make_indicator("cold"), places, ("b", "c", "d", "e", "f"))

    [found] = figures_of(town, "wd-2021")

    assert found.whole is None
    assert [code for code, one in found.figures.items() if one.estimate] == ["E05000002"]


def test_figures_of_no_one_vintage_stand_nowhere(town, places):
    count(make_indicator("cold"), places, ("c", "c1"))

    [found] = figures_of(town, "wd-2021")

    assert (found.vintage, found.whole) == ("", None)


def test_an_indicator_without_counts_has_no_latest(town, places):
    assert list_latest_counts(town=town, indicators=[make_indicator("cold")]) == []


@pytest.mark.parametrize(
    ("form", "unit", "answer"),
    [
        ("proportion", "", True),
        ("rate", "per 1,000", True),
        ("other", "%", True),
        ("mean", "%", False),
        ("other", "years", False),
    ],
)
def test_only_shares_and_rates_are_added_up(form, unit, answer):
    assert is_additive(form=form, unit=unit) is answer


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ((10, 9.5, 10.5), "precise"),
        ((10, 8.5, 11.5), "fairly precise"),
        ((10, 7, 13), "rough"),
        ((10, 2, 18), "very rough"),
        ((0, 0, 3), "very rough"),
        ((10, None, 12), ""),
    ],
)
def test_reliability_goes_by_the_width_of_the_range(limits, words):
    assert say_reliability(*limits) == words


def test_higher_and_lower_are_said_only_where_the_range_leaves_the_other_out():
    one = eq.Estimate(10, 8, 12)

    assert [compare(one, other) for other in (7, 8, 10, 13)] == [
        "higher",
        "cannot tell",
        "cannot tell",
        "lower",
    ]
