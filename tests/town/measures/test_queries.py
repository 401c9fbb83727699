import pytest

from fairplace.town.indicators.models import Dimension, Observation, Subgroup
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import get_evidence, get_gap, list_group_gaps, list_readings
from tests.factories import (
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_observations,
    make_place,
    make_release,
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
    return make_measure(town, "crowding", gap_indicator=indicator, gap_edition=edition)


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
