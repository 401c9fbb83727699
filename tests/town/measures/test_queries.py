import pytest

from fairplace.town.indicators.models import Dimension, Observation, Subgroup
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import (
    get_evidence,
    get_gap,
    list_gaps_over_time,
    list_group_gaps,
    list_measures_of,
    list_readings,
)
from tests.factories import (
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_objective,
    make_observations,
    make_place,
    make_release,
    make_subgroup,
    make_town,
)

pytestmark = pytest.mark.django_db
CLIMB = [(10 + n, 9.8 + n, 10.2 + n) for n in range(6)]


def test_a_reading_holds_the_latest_number_and_its_direction():
    town = make_town()
    indicator = make_indicator(polarity="low")
    make_observations(indicator, town.place, CLIMB)
    make_measure(town, indicator=indicator)

    [reading] = list_readings(town=town)

    assert (reading.latest.period, reading.latest.value, reading.verdict) == ("2019", 15, "worse")
    assert reading.judgements[0].change.value == pytest.approx(1)


def test_a_measure_without_numbers_says_that_there_is_none():
    town = make_town()
    make_measure(town, needed="A survey.")

    [reading] = list_readings(town=town)

    assert (reading.latest, reading.verdict, reading.lines) == (None, "none", [])


def test_where_only_subgroups_are_published_each_is_a_line_and_must_agree():
    town = make_town()
    indicator = make_indicator()
    sex = Dimension.objects.create(code="sex", name="sex")
    female, male = (
        Subgroup.objects.create(dimension=sex, code=c, name=c, position=n) for n, c in enumerate("fm")
    )
    make_observations(indicator, town.place, CLIMB, subgroup=female)
    make_observations(indicator, town.place, [10, 12, 9, 11, 10, 12], subgroup=male)
    make_measure(town, indicator=indicator)

    [reading] = list_readings(town=town)

    assert [(line.subgroup, judgement.verdict) for line, judgement in reading.lines] == [
        ("f", "better"),
        ("m", "cannot tell"),
    ]
    assert reading.verdict == "cannot tell"


def test_a_group_stands_beside_everybody_in_absolute_and_relative_terms():
    town = make_town()
    indicator = make_indicator()
    meals = Dimension.objects.create(code="meals", name="meals")
    poorer = Subgroup.objects.create(dimension=meals, code="free-meals", name="free meals", position=1)
    make_observations(indicator, town.place, [10, 20, 30])
    make_observations(indicator, town.place, [15, 30], subgroup=poorer)
    make_measure(town, indicator=indicator)

    [reading] = list_readings(town=town)
    [gap] = list_group_gaps(reading)

    assert len(reading.lines) == 1
    assert (gap.dimension, gap.group, gap.point.period, gap.difference, gap.ratio) == (
        "meals",
        "free meals",
        "2015",
        10,
        1.5,
    )


def test_a_value_carried_forward_is_told():
    town = make_town()
    indicator = make_indicator()
    make_observations(indicator, town.place, [1, 2, 3])
    make_observations(indicator, town.place, [3], first=2017, flag="carried-forward")
    make_measure(town, indicator=indicator)

    assert list_readings(town=town)[0].is_old


def test_beside_another_place_only_the_same_period_is_compared():
    england = make_place("E92000001", "England", "country")
    town = make_town(compared=[england])
    indicator = make_indicator()
    make_observations(indicator, town.place, CLIMB)
    make_observations(indicator, england, [20, 20, 20, 20, 20, 14])
    measure = make_measure(town, indicator=indicator)

    [beside] = get_evidence(measure=measure).beside

    assert (beside.point.period, beside.point.value, beside.difference) == ("2019", 14, "better")
    assert beside.words.startswith("Here it is better than in England")


def test_without_limits_no_difference_is_called_one():
    england = make_place("E92000001", "England", "country")
    town = make_town(compared=[england])
    indicator = make_indicator()
    make_observations(indicator, town.place, [1, 2])
    make_observations(indicator, england, [90, 90])
    measure = make_measure(town, indicator=indicator)

    [beside] = get_evidence(measure=measure).beside

    assert beside.difference == "cannot tell"


def make_gap(town, counts) -> ImpactMeasure:
    indicator = make_indicator("crowding", polarity="low")
    edition = make_neighbourhoods(town, number=len(counts))
    for row, count in zip(edition.neighbourhood_ranks.order_by("rank"), counts, strict=True):
        [made] = make_observations(indicator, row.place, [count], first=2021)
        Observation.objects.filter(pk=made.pk).update(count=count, denominator=100)
    return make_measure(town, "crowding", kind="number", gap_indicator=indicator, gap_edition=edition)


def test_every_number_of_a_gap_says_which_end_is_higher(client):
    make_gap(make_town(), [40, 30, 28, 22, 20, 18, 16, 14, 12, 8])

    page = client.get("/measures/crowding/").content.decode()

    assert "Most deprived fifth 35.0% beside least deprived fifth 10.0%." in page
    assert "Above zero the most deprived fifth is higher" in page
    assert "Above 1 the most deprived fifth is higher" in page
    assert "Below zero the most deprived end is higher" in page


def test_the_gap_agrees_with_fifths_made_by_hand():
    measure = make_gap(make_town(), [40, 30, 28, 22, 20, 18, 16, 14, 12, 8])

    gap = get_gap(measure=measure)

    # Ten neighbourhoods of a hundred, two a fifth, the most deprived first.
    plain = [(40 + 30) / 2, (28 + 22) / 2, (20 + 18) / 2, (16 + 14) / 2, (12 + 8) / 2]
    assert [part.value for part in gap.local.parts] == pytest.approx(plain)
    assert gap.absolute.value == pytest.approx(35 - 10)
    assert gap.relative.value == pytest.approx(3.5)
    assert gap.slope.value < 0
    assert gap.local.neighbourhoods == (2, 2, 2, 2, 2)


def test_with_too_few_neighbourhoods_there_is_no_gap_to_show():
    assert get_gap(measure=make_gap(make_town(), [40, 30, 20])) is None


def test_the_sources_of_a_page_are_named_once():
    town = make_town()
    indicator = make_indicator()
    make_observations(indicator, town.place, CLIMB)
    measure = make_measure(town, indicator=indicator)

    assert get_evidence(measure=measure).sources == [make_release()]


def test_readings_of_all_measures_take_four_questions(django_assert_num_queries):
    town = make_town()
    for number in range(3):
        indicator = make_indicator(f"jobs-{number}")
        make_observations(indicator, town.place, CLIMB)
        make_measure(town, f"jobs-{number}", indicator)

    # The measures, their objectives, every number, and the marked changes of definition.
    with django_assert_num_queries(4):
        readings = list_readings(town=town)

    assert [reading.verdict for reading in readings] == ["better"] * 3


def test_readings_stand_in_the_order_of_the_town_and_leave_out_other_towns():
    town, other = make_town(), make_town("other", "E06000002", "Otherham", is_default=False)
    for slug in ("zebras", "apples"):
        make_measure(town, slug)
    make_measure(other, "theirs")

    assert [reading.measure.slug for reading in list_readings(town=town)] == ["zebras", "apples"]


def test_a_number_of_another_place_is_never_read_as_the_towns():
    town, indicator = make_town(), make_indicator()
    make_observations(indicator, make_place("E06000099", "Elsewhere"), CLIMB)
    make_measure(town, indicator=indicator)

    assert list_readings(town=town)[0].series == ()


def test_a_place_without_a_number_for_the_same_period_is_not_stood_beside():
    england = make_place("E92000001", "England", "country")
    town, indicator = make_town(compared=[england]), make_indicator()
    make_observations(indicator, town.place, CLIMB)
    make_observations(indicator, england, [1, 2, 3])

    evidence = get_evidence(measure=make_measure(town, indicator=indicator))

    assert evidence.beside == ()
    assert [len(one.points) for one in evidence.others] == [3]


@pytest.mark.parametrize(
    ("polarity", "theirs", "difference"),
    [
        ("high", 14, "better"),
        ("high", 16, "worse"),
        ("low", 14, "worse"),
        ("low", 16, "better"),
        ("none", 14, "higher"),
        ("none", 16, "lower"),
        ("high", 15.1, "similar"),
        ("high", 15.2, "similar"),
    ],
)
def test_a_difference_is_one_where_the_towns_range_leaves_out_the_other_number(polarity, theirs, difference):
    england = make_place("E92000001", "England", "country")
    town, indicator = make_town(compared=[england]), make_indicator(polarity=polarity)
    make_observations(indicator, town.place, [(15, 14.8, 15.2)])
    make_observations(indicator, england, [theirs])

    [beside] = get_evidence(measure=make_measure(town, indicator=indicator)).beside

    assert beside.difference == difference


def test_groups_are_only_stood_beside_the_same_group():
    england = make_place("E92000001", "England", "country")
    town, indicator = make_town(compared=[england]), make_indicator()
    women, men = make_subgroup("women"), make_subgroup("men", position=2)
    for place, add in ((town.place, 0), (england, 5)):
        make_observations(indicator, place, [10 + add], subgroup=women)
        make_observations(indicator, place, [20 + add], subgroup=men)

    beside = get_evidence(measure=make_measure(town, indicator=indicator)).beside

    assert [(one.subgroup, one.point.value) for one in beside] == [("women", 15), ("men", 25)]


def test_without_a_gap_to_measure_there_is_none():
    town, indicator = make_town(), make_indicator()

    assert get_gap(measure=make_measure(town, indicator=indicator)) is None
    assert get_gap(measure=make_measure(town, "silent")) is None


def test_a_fifth_without_a_single_case_has_no_ratio_and_so_no_gap_is_shown():
    assert get_gap(measure=make_gap(make_town(), [40, 30, 28, 22, 20, 18, 16, 14, 0, 0])) is None


def test_a_group_of_nobody_has_no_ratio():
    town, indicator = make_town(), make_indicator()
    make_observations(indicator, town.place, [0])
    make_observations(indicator, town.place, [5], subgroup=make_subgroup())
    make_measure(town, indicator=indicator)

    [gap] = list_group_gaps(list_readings(town=town)[0])

    assert (gap.difference, gap.ratio) == (5, None)


def test_a_group_that_shares_no_period_with_everybody_has_no_gap():
    town, indicator = make_town(), make_indicator()
    make_observations(indicator, town.place, [10], first=2020)
    make_observations(indicator, town.place, [5], first=2010, subgroup=make_subgroup())
    make_measure(town, indicator=indicator)

    assert list_group_gaps(list_readings(town=town)[0]) == []


def test_measures_of_an_objective_are_those_alone():
    town = make_town()
    start, work = make_objective(town, "M1"), make_objective(town, "M2", 2)
    both = make_measure(town, "both", objectives=[start, work])
    make_measure(town, "work", objectives=[work])

    assert list_measures_of(objective=start) == [both]


def test_the_publication_of_the_gap_is_among_the_sources():
    measure = make_gap(make_town(), [40, 30, 28, 22, 20, 18, 16, 14, 12, 8])

    assert get_evidence(measure=measure).sources == [make_release()]


def test_the_publication_of_the_groups_is_among_the_sources():
    town, indicator = make_town(), make_indicator()
    make_observations(indicator, town.place, [10])
    [of_group] = make_observations(indicator, town.place, [15], subgroup=make_subgroup())
    Observation.objects.filter(pk=of_group.pk).update(release=make_release("of-groups"))

    sources = get_evidence(measure=make_measure(town, indicator=indicator)).sources

    assert {release.code for release in sources} == {"release", "of-groups"}


def test_groups_of_the_same_name_in_two_dimensions_are_not_mixed_up():
    england = make_place("E92000001", "England", "country")
    town, indicator = make_town(compared=[england]), make_indicator()
    for value, dimension in ((10, "ethnicity"), (20, "tenure")):
        other = make_subgroup("other", dimension)
        make_observations(indicator, town.place, [value], subgroup=other)
        make_observations(indicator, england, [value + 5], subgroup=other)

    beside = get_evidence(measure=make_measure(town, indicator=indicator)).beside

    assert sorted(one.point.value for one in beside) == [15, 25]


def test_a_group_keeps_its_capitals_and_is_named_with_its_dimension_where_it_stands_alone(client):
    town, indicator = make_town(), make_indicator(polarity="low")
    make_observations(indicator, town.place, [10, 11])
    make_observations(
        indicator, town.place, [14, 16], subgroup=make_subgroup("Asian British", "ethnic group")
    )
    measure = make_measure(town, indicator=indicator)

    [gap] = list_gaps_over_time(town=town, readings=list_readings(town=town))[measure.pk].series

    assert (gap.worse, gap.better, gap.beside) == (
        "Ethnic group: Asian British", "Everybody", "everybody",
    )  # fmt: skip
    assert gap.includes_group
    page = client.get("/measures/jobs/").content.decode()
    assert "Ethnic group: Asian British 16.0% beside everybody" in page
    assert "Everybody includes this group, so the gap to all others is wider." in page


def test_of_two_groups_neither_includes_the_other():
    town, indicator = make_town(), make_indicator(polarity="low")
    for position, name in enumerate(("White British", "Asian British"), start=1):
        group = make_subgroup(name, "ethnic group", position)
        make_observations(indicator, town.place, [10 * position, 11 * position], subgroup=group)
    measure = make_measure(town, indicator=indicator)

    [gap] = list_gaps_over_time(town=town, readings=list_readings(town=town))[measure.pk].series

    assert (gap.worse, gap.beside, gap.includes_group) == ("Asian British", "White British", False)
