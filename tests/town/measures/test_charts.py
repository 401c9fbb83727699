import pytest

from fairplace.town.measures.charts import list_charts
from fairplace.town.measures.operations import draw_charts
from fairplace.town.measures.queries import get_evidence
from fairplace.town.ui.charts.drawing import get_drawing
from tests.factories import make_indicator, make_measure, make_observations, make_town
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
        "The most and the least deprived fifth are 25.0 percentage points apart; one is 3.5 times the other."
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
