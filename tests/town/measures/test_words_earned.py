"""No sentence says better, worse, narrowed or widened more often than its test errs by chance."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fairplace.equity as eq
from fairplace.town.measures.charts.listing import trend_sentence
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import Reading
from fairplace.town.measures.rules import agree, judge
from fairplace.town.measures.rules.gap import GapPoint, GapSeries, tell_gap
from tests.town.measures.test_rules import points

TRIALS = 400
# Of 400 tests that err one time in twenty, more than 35 errors come by chance less than once in a thousand.
MOST = 35
WORDS = ("narrowed", "widened", "Levelling down", "got better", "got worse")


def flat(rng, years):
    """Return a series that goes nowhere, with the limits that its noise has."""
    values = 20 + rng.normal(0, 1, years)
    return values, values - 1.96, values + 1.96


def make_gap_series(worse, better):
    found = []
    for point, other in zip(worse, better, strict=True):
        ends = point.estimate, other.estimate
        gap = eq.difference_between(*ends)
        found.append(GapPoint(point.period, point.starts_on, point.ends_on, *ends, gap, None))
    return GapSeries("meals", "poorer", "others", "%", 1, "low", tuple(found))


def say_trend(series):
    judgements = (judge(series, polarity="low"),)
    measure = ImpactMeasure(name="Jobs")
    return trend_sentence(Reading(measure, (), judgements, agree(judgements)), "Testham")


def test_a_flat_noisy_series_is_rarely_called_better_or_worse():
    rng = np.random.default_rng(20)
    called = 0
    for _ in range(TRIALS):
        values, lowers, uppers = flat(rng, 8)
        called += "passes our test" in say_trend(_with_limits(values, lowers, uppers))

    assert called <= MOST


def test_a_gap_between_flat_noisy_groups_is_rarely_said_to_have_changed():
    rng = np.random.default_rng(21)
    called = dict.fromkeys(("narrowed", "widened"), 0)
    for _ in range(TRIALS):
        worse, better = (_with_limits(*flat(rng, 6)) for _ in range(2))
        story = tell_gap(make_gap_series(worse, better))
        for word in called:
            called[word] += word in story.sentence

    assert sum(called.values()) <= MOST


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(*[st.floats(1, 99)] * 2), min_size=2, max_size=7),
    st.floats(0.01, 30),
    st.sampled_from(["low", "high"]),
)
def test_a_gap_never_changes_in_words_unless_the_interval_of_its_change_leaves_out_none(
    ends, reach, polarity
):
    worse, better = (
        _with_limits(*(np.array([pair[at] for pair in ends]) + step for step in (0, -reach, reach)))
        for at in (0, 1)
    )
    series = make_gap_series(worse, better)
    series = GapSeries(*(*[series.dimension, series.worse, series.better, "%", 1], polarity, series.points))

    story = tell_gap(series)

    if story.levelling is None:
        assert not any(word in story.sentence for word in WORDS)
        return
    change = story.levelling.gap_change
    if not change.excludes(0):
        assert not any(word in story.sentence for word in ("narrowed", "widened"))
    if "narrowed" in story.sentence:
        assert change.upper < 0
    if story.alarm:
        assert story.levelling.best_change.excludes(0)
        assert change.upper < 0


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=10), st.sampled_from(["low", "high", "none"]))
def test_a_trend_is_never_named_unless_its_interval_leaves_out_no_change(values, polarity):
    judgement = judge(points(values), polarity=polarity)

    if judgement.verdict in ("better", "worse"):
        assert judgement.change.excludes(0)
        assert (judgement.change.value > 0) == ((judgement.verdict == "better") == (polarity == "high"))


@pytest.mark.parametrize("word", WORDS)
def test_without_limits_no_word_of_change_is_said_of_a_gap(word):
    story = tell_gap(make_gap_series(points([40, 10]), points([10, 10])))

    assert word not in story.sentence


def _with_limits(values, lowers, uppers):
    return tuple(
        replace(point, lower=float(low), upper=float(high))
        for point, low, high in zip(points([float(one) for one in values]), lowers, uppers, strict=True)
    )
