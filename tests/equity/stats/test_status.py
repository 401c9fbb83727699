import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fairplace.equity import CANNOT_TELL, Estimate, NotComputable
from fairplace.equity.stats.status import REASONS, STATUSES, status

some = st.floats(-10, 10)


@pytest.mark.parametrize(
    ("lower", "upper", "word"),
    [
        (1.1, 2, "on course"),
        (1, 2, "on course"),
        (0.2, 0.9, "off course"),
        (-0.5, 0.9, "off course"),
        (-2, -0.1, "getting worse"),
        (0.5, 1.5, CANNOT_TELL),
        (-1, 3, CANNOT_TELL),
    ],
)
def test_the_interval_beside_the_required_change(lower, upper, word):
    change = Estimate((lower + upper) / 2, lower, upper)

    assert status(change, 1, "high").word == word
    assert status(Estimate(-change.value, -upper, -lower), -1, "low").word == word
    assert status(change, 1, "high").reason == REASONS[word]


@given(some, st.floats(0.01, 5), some, st.sampled_from(["high", "low"]))
def test_an_interval_that_spans_the_required_change_is_never_judged(value, reach, required, polarity):
    # An interval that just touches the required change has reached it from one side, and not from the other.
    assume(abs(abs(value - required) - reach) > 1e-9)

    word = status(Estimate(value, value - reach, value + reach), required, polarity).word

    if value - reach < required < value + reach:
        assert word in {CANNOT_TELL, "getting worse"}
    else:
        assert word != CANNOT_TELL


@given(some, some, st.floats(0.01, 5))
def test_upside_down_the_status_stays(value, required, reach):
    one = status(Estimate(value, value - reach, value + reach), required, "high")
    other = status(Estimate(-value, -value - reach, -value + reach), -required, "low")

    assert one == other


@pytest.mark.parametrize(
    ("ratio", "word"),
    [(1.2, "on course"), (0.95, "on course"), (0.94, "off course"), (0.6, "off course"), (0.0, "off course"), (-0.1, "getting worse")],
)  # fmt: skip
def test_without_limits_the_labels_are_those_of_open_sdg(ratio, word):
    # Open SDG: on track from 95% of the required growth rate, progress below, deterioration below zero.
    assert status(Estimate(2 * ratio), 2, "high").word == word


def test_a_target_is_achieved_by_the_whole_interval():
    steady = Estimate(0.0, -1, 1)
    reached, unsure = (Estimate(80, 80 - reach, 80 + reach) for reach in (1, 10))

    assert status(steady, 0, "high", level=reached, target=75).word == "achieved"
    assert status(steady, 0, "high", level=unsure, target=75).word == CANNOT_TELL
    assert status(steady, 0, "low", level=reached, target=85).word == "achieved"
    assert status(steady, 0, "high", level=Estimate(75), target=75).word == "achieved"


def test_before_a_change_can_show_it_is_too_early_but_not_to_see_a_worsening():
    slow, falling = Estimate(0.1, 0, 0.2), Estimate(-1, -2, -0.5)

    assert status(slow, 1, "high", year=2026, judged_from=2028).word == "too early"
    assert status(slow, 1, "high", year=2028, judged_from=2028).word == "off course"
    assert status(falling, 1, "high", year=2026, judged_from=2028).word == "getting worse"
    assert status(Estimate(np.nan), 1, "high", year=2026, judged_from=2028).word == "too early"


def test_what_is_not_known_says_so():
    found = status(Estimate(np.nan), 1, "high")

    assert (found.word, found.reason) == (CANNOT_TELL, "The yearly change is not known.")


def test_many_measures_are_told_at_once():
    change = Estimate(np.array([1.5, 0.5, np.nan]), np.array([1.1, 0.1, np.nan]), np.array([2, 0.9, np.nan]))

    found = status(change, [1, 1, 1], "high", level=Estimate(np.array([1.0, 9, 1])), target=[5, 5, 5])

    assert found.word.tolist() == ["on course", "achieved", CANNOT_TELL]
    assert found.reason[2] == "The yearly change is not known."


def test_there_are_six_statuses_each_with_its_reason():
    assert set(STATUSES) == set(REASONS)
    assert len(STATUSES) == 6


def test_without_a_better_way_there_is_no_status():
    with pytest.raises(NotComputable, match="which way is better"):
        status(Estimate(1, 0, 2), 1, "none")


def test_getting_worse_is_told_where_nothing_says_what_is_needed():
    assert status(Estimate(-1, -2, -0.5), None, "high").word == "getting worse"


def test_without_a_required_change_an_improvement_cannot_be_held_against_it():
    found = status(Estimate(1, 0.5, 2), None, "high")

    assert (found.word, found.reason) == (CANNOT_TELL, "The change that is needed is not known.")
