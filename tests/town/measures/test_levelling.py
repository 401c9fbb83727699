"""The four ways in which a gap can change, from rows in the database to what everybody reads."""

import pytest

from fairplace.town.measures.queries import list_gaps_over_time, list_readings, list_statuses
from fairplace.town.measures.rules.gap import tell_gap
from tests.factories import (
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_observations,
    make_subgroup,
    make_town,
)

pytestmark = pytest.mark.django_db
PEOPLE = 1000
# Of a thousand people in each neighbourhood: what share of the most deprived, of those between, of the
# least deprived has what nobody should have. Before, and after.
CASES = {
    "converge up": ((400, 250, 100), (250, 180, 100), "The gap narrowed because the worse-off got better."),
    "converge down": (
        (400, 250, 100),
        (400, 330, 260),
        "Levelling down: the gap narrowed while the better-off got worse.",
    ),
    "both improve": (
        (400, 250, 200),
        (340, 210, 140),
        "Both ends got better; whether the gap changed cannot be told.",
    ),
    "both worsen": (
        (340, 210, 140),
        (400, 250, 200),
        "Both ends got worse; whether the gap changed cannot be told.",
    ),
}


def make_fifths(town, before, after):
    """Make ten neighbourhoods, two a fifth, counted in two years."""
    indicator = make_indicator("cold-homes", polarity="low")
    edition = make_neighbourhoods(town, number=10)
    ranked = list(edition.neighbourhood_ranks.order_by("rank"))
    for year, (worst, middle, best) in ((2015, before), (2020, after)):
        counts = [worst] * 2 + [middle] * 6 + [best] * 2
        for row, count in zip(ranked, counts, strict=True):
            value = 100 * count / PEOPLE
            make_observations(indicator, row.place, [value], first=year, count=count, denominator=PEOPLE)
    make_observations(indicator, town.place, [25, 25, 25, 25, 25, 25], first=2015)
    return make_measure(town, "cold", indicator, gap_indicator=indicator, gap_edition=edition)


@pytest.mark.parametrize("case", CASES)
def test_a_page_a_status_and_a_card_tell_the_four_cases_apart(client, case):
    before, after, sentence = CASES[case]
    town = make_town()
    measure = make_fifths(town, before, after)

    page = client.get("/measures/cold/").content.decode()
    listed = client.get("/measures/").content.decode()
    alarm = list_statuses(town=town)[measure.pk].alarm

    is_levelling_down = case == "converge down"
    assert f"2015 to 2020: {sentence}" in page
    assert ("Levelling down" in page) is is_levelling_down
    assert ("Levelling down" in listed) is is_levelling_down
    assert bool(alarm) is is_levelling_down
    assert (sentence in alarm) is is_levelling_down


def test_a_difference_and_a_ratio_that_disagree_are_told_with_the_reason(client):
    # Both ends fall to a quarter: far less apart, and more times as many.
    make_fifths(make_town(), (800, 500, 400), (250, 150, 60))

    page = client.get("/measures/cold/").content.decode()

    assert "The difference narrowed, but the ratio widened: levels fell" in page


def test_a_gap_between_published_groups_is_told_as_well(client):
    town, indicator = make_town(), make_indicator(polarity="low")
    poorer, richer = make_subgroup("free-meals", "meals"), make_subgroup("other", "meals", 2)
    make_observations(indicator, town.place, [(30, 29, 31), (20, 19, 21)], subgroup=poorer)
    make_observations(indicator, town.place, [(10, 9, 11), (10, 9, 11)], subgroup=richer)
    make_observations(indicator, town.place, [15, 13])
    make_measure(town, indicator=indicator)

    page = client.get("/measures/jobs/").content.decode()

    assert "2014 to 2015: The gap narrowed because the worse-off got better." in page
    assert "Both the difference and the ratio narrowed." in page


def test_without_likely_ranges_a_gap_that_shrank_is_not_said_to_have_narrowed(client):
    town, indicator = make_town(), make_indicator(polarity="low")
    make_observations(indicator, town.place, [10, 10])
    make_observations(indicator, town.place, [40, 11], subgroup=make_subgroup("free-meals", "meals"))
    make_measure(town, indicator=indicator)

    page = client.get("/measures/jobs/").content.decode()

    assert "No likely range was published with these figures" in page
    assert "narrowed" not in page


def test_of_three_groups_without_an_order_no_two_are_picked_as_the_gap():
    town, indicator = make_town(), make_indicator(polarity="low")
    for position, name in enumerate(("a", "b", "c"), start=1):
        one = make_subgroup(name, "ethnicity", position)
        make_observations(indicator, town.place, [(10 * position, 9, 99)] * 2, subgroup=one)
    make_observations(indicator, town.place, [20, 20])
    measure = make_measure(town, indicator=indicator)

    gaps = list_gaps_over_time(town=town, readings=list_readings(town=town))

    assert gaps[measure.pk].series == ()


@pytest.mark.parametrize(("polarity", "worse"), [("low", "Women"), ("high", "Men")])
def test_of_two_groups_the_worse_off_stands_first(polarity, worse):
    town, indicator = make_town(), make_indicator(polarity=polarity)
    make_observations(indicator, town.place, [30, 32], subgroup=make_subgroup("women"))
    make_observations(indicator, town.place, [20, 21], subgroup=make_subgroup("men", position=2))
    measure = make_measure(town, indicator=indicator)

    [series] = list_gaps_over_time(town=town, readings=list_readings(town=town))[measure.pk].series

    assert series.worse == worse
    assert [point.absolute.value for point in series.points] == [10, 11]


def test_neighbourhoods_that_changed_leave_a_period_out_of_the_gap():
    town = make_town()
    measure = make_fifths(town, (400, 250, 100), (250, 180, 100))
    measure.gap_indicator.observations.filter(period="2015", place__parent=town.place).first().delete()

    [series] = list_gaps_over_time(town=town, readings=list_readings(town=town))[measure.pk].series

    assert [point.period for point in series.points] == ["2020"]
    assert tell_gap(series) is None
