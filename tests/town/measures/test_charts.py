import pytest

from fairplace.town.measures.charts import list_charts
from fairplace.town.measures.operations import draw_charts
from fairplace.town.measures.queries import get_evidence
from fairplace.town.ui.charts.drawing import get_drawing
from tests.factories import (
    make_indicator,
    make_measure,
    make_observations,
    make_place,
    make_subgroup,
    make_town,
)
from tests.town.measures.test_queries import CLIMB, make_gap

pytestmark = pytest.mark.django_db


def sentence(values, polarity="high"):
    town = make_town()
    indicator = make_indicator(polarity=polarity)
    make_observations(indicator, town.place, values)
    return list_charts(get_evidence(measure=make_measure(town, indicator=indicator)))["trend"].finding


def test_a_tested_climb_is_called_what_it_is():
    assert sentence(CLIMB) == "Jobs: Testham is getting better. The change from 2014 to 2019 passes our test."


def test_noise_is_never_called_anything():
    words = sentence([10, 12, 9, 11, 10, 12])

    assert words == "From these numbers we cannot tell whether Testham is getting better or worse."


def test_the_gap_is_told_in_absolute_and_relative_words():
    charts = list_charts(get_evidence(measure=make_gap(make_town(), [40, 30, 28, 22, 20, 18, 16, 14, 12, 8])))

    assert charts["gap"].finding == (
        "In the most deprived fifth it is 25.0 percentage points higher than in the least deprived fifth: 3.5 "
        "times as high."
    )


def test_a_gap_within_chance_is_not_told():
    charts = list_charts(
        get_evidence(measure=make_gap(make_town(), [20, 21, 19, 20, 21, 20, 19, 20, 21, 20]))
    )

    assert "cannot tell" in charts["gap"].finding


def test_one_number_alone_is_no_line():
    town = make_town()
    indicator = make_indicator()
    make_observations(indicator, town.place, [10])

    assert list_charts(get_evidence(measure=make_measure(town, indicator=indicator))) == {}


def test_charts_are_drawn_once_and_then_read(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    town = make_town()
    indicator = make_indicator()
    make_observations(indicator, town.place, CLIMB)
    chart = list_charts(get_evidence(measure=make_measure(town, indicator=indicator)))["trend"]
    assert get_drawing(chart).svg is None

    assert list(draw_charts(town=town)) == ["Jobs"]
    files = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.*")}
    assert list(draw_charts(town=town)) == ["Jobs"]

    assert "<svg" in get_drawing(chart).svg
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.*")} == files


@pytest.mark.parametrize(
    ("polarity", "word"),
    [
        ("high", "better"),
        ("low", "worse"),
        ("none", "Neither way is better, so the direction is shown and not judged."),
    ],
)
def test_the_direction_is_named_by_which_way_is_better(polarity, word):
    assert word in sentence(CLIMB, polarity)


@pytest.mark.parametrize(
    "values",
    [[10, 12, 9, 11, 10, 12], [1, 2], [1, 5, 9], [(10 + n, 0, 40) for n in range(6)], [5, 5, 5, 5, 5, 5]],
    ids=["noise", "two values", "three values", "wide ranges", "flat"],
)
@pytest.mark.parametrize("polarity", ["high", "low"])
def test_nothing_is_called_better_or_worse_without_the_test(values, polarity):
    assert sentence(values, polarity) == (
        "From these numbers we cannot tell whether Testham is getting better or worse."
    )


def test_groups_that_disagree_say_nothing_of_the_whole():
    town, indicator = make_town(), make_indicator()
    women, men = make_subgroup("women"), make_subgroup("men", position=2)
    make_observations(indicator, town.place, CLIMB, subgroup=women)
    make_observations(indicator, town.place, [10, 12, 9, 11, 10, 12], subgroup=men)

    trend = list_charts(get_evidence(measure=make_measure(town, indicator=indicator)))["trend"]

    assert "cannot tell" in trend.finding


@pytest.mark.parametrize(
    ("values", "said"),
    [(CLIMB, "Where likely ranges meet"), ([10, 11], "No likely ranges were published")],
)
def test_groups_beside_each_other_speak_of_ranges_only_where_there_are_any(values, said):
    town, indicator = make_town(), make_indicator()
    for position, name in enumerate(("women", "men"), start=1):
        make_observations(indicator, town.place, values, subgroup=make_subgroup(name, position=position))

    groups = list_charts(get_evidence(measure=make_measure(town, indicator=indicator)))["groups"]

    assert said in groups.finding


def test_a_gap_is_as_many_times_whichever_end_is_higher():
    counts = [8, 12, 14, 16, 18, 20, 22, 28, 30, 40]

    charts = list_charts(get_evidence(measure=make_gap(make_town(), counts)))

    assert charts["gap"].finding == (
        "In the most deprived fifth it is 25.0 percentage points lower than in the least deprived fifth, "
        "where it is 3.5 times as high."
    )


def test_a_comparison_warns_that_it_is_no_league_table():
    england = make_place("E92000001", "England", "country")
    town, indicator = make_town(compared=[england]), make_indicator()
    make_observations(indicator, town.place, CLIMB)
    make_observations(indicator, england, CLIMB)

    comparison = list_charts(get_evidence(measure=make_measure(town, indicator=indicator)))["comparison"]

    assert comparison.finding == (
        "This is not a league table: where likely ranges overlap, places may not differ."
    )


def test_a_comparison_without_likely_ranges_says_that_nobody_can_tell_the_places_apart():
    england = make_place("E92000001", "England", "country")
    town, indicator = make_town(compared=[england]), make_indicator()
    for place in (town.place, england):
        make_observations(indicator, place, [10])

    comparison = list_charts(get_evidence(measure=make_measure(town, indicator=indicator)))["comparison"]

    assert comparison.finding == (
        "This is not a league table: no likely ranges were published, so nobody can tell how much of a "
        "difference is chance."
    )


def test_a_measure_without_numbers_is_drawn_without_any_chart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    town = make_town()
    make_measure(town, "silent")

    assert list(draw_charts(town=town)) == ["Silent"]
    assert list(tmp_path.rglob("*.*")) == []


def test_only_the_charts_of_this_town_are_drawn(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    town, other = make_town(), make_town("other", "E06000002", "Otherham", is_default=False)
    make_measure(town, "ours")
    make_measure(other, "theirs")

    assert list(draw_charts(town=town)) == ["Ours"]


def test_a_gap_that_is_no_percentage_is_not_told_in_percentage_points():
    measure = make_gap(make_town(), [40, 30, 28, 22, 20, 18, 16, 14, 12, 8])
    measure.gap_indicator.unit = "share"
    measure.gap_indicator.save()

    assert "percentage points" not in list_charts(get_evidence(measure=measure))["gap"].finding
