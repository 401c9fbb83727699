import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import CANNOT_TELL, Estimate, NotComputable
from fairplace.equity.stats.levelling import levelling_test

levels = st.floats(10, 90)


def sure(value, reach=0.5):
    return Estimate(value, value - reach, value + reach)


def change(best, worst, polarity="high", reach=0.5):
    return levelling_test(*(sure(number, reach) for number in (*best, *worst)), polarity)


# Four made-up cases: years of healthy life of the best-off and of the worst-off, before and after.
FOUR = {
    "both improve": ((70, 75), (50, 55)),
    "both worsen": ((70, 65), (50, 45)),
    "converge up": ((70, 71), (50, 60)),
    "converge down": ((70, 60), (50, 49.8)),
}


@pytest.mark.parametrize("outcome", FOUR)
def test_four_made_up_cases(outcome):
    found = change(*FOUR[outcome])

    assert found.outcome == outcome
    assert found.alarm is (outcome == "converge down")
    assert found.sentence.endswith(".")


@pytest.mark.parametrize("outcome", FOUR)
def test_the_same_four_where_low_is_better(outcome):
    best, worst = ((100 - before, 100 - after) for before, after in FOUR[outcome])

    assert change(best, worst, "low").outcome == outcome


@pytest.mark.parametrize(
    ("best", "worst", "outcome", "alarm"),
    [
        ((70, 75), (50, 45), "diverge", False),
        ((70, 80), (50, 52), "diverge", False),
        ((70, 60), (50, 45), "converge down", True),
        ((70, 72), (50, 58), "converge up", False),
        ((70, 70.1), (50, 50.1), CANNOT_TELL, False),
        ((70, 69.6), (50, 50.6), CANNOT_TELL, False),
    ],
)
def test_further_cases(best, worst, outcome, alarm):
    found = change(best, worst)

    assert (found.outcome, found.alarm) == (outcome, alarm)


def test_each_end_and_the_gap_has_its_word():
    found = change((70, 60), (50, 55))

    assert (found.best, found.worst, found.gap) == ("worse", "better", "narrowed")
    assert (found.best_change.value, found.worst_change.value, found.gap_change.value) == (-10, 5, -15)


def test_what_intervals_cannot_tell_raises_no_alarm():
    found = change((70, 60), (50, 50), reach=20)

    assert (found.outcome, found.alarm) == (CANNOT_TELL, False)


def test_without_intervals_nothing_is_told():
    found = levelling_test(Estimate(70), Estimate(60), Estimate(50), Estimate(50), "high")

    assert (found.outcome, found.alarm) == (CANNOT_TELL, False)


def test_groups_that_changed_places_have_no_gap_any_more():
    found = change((70, 50), (50, 70))

    assert (found.outcome, found.alarm, found.gap) == (CANNOT_TELL, False, CANNOT_TELL)
    assert "changed places" in found.sentence


def test_many_places_are_told_at_once():
    best, worst = (np.array([case[side] for case in FOUR.values()], float).T for side in (0, 1))

    found = change(best, worst)

    assert found.outcome.tolist() == list(FOUR)
    assert found.alarm.tolist() == [False, False, False, True]


def test_a_place_whose_ends_are_the_wrong_way_round_says_so():
    found = change((np.array([70.0, 40]), np.array([60.0, 40])), (np.array([50.0, 50]), np.array([50.0, 60])))

    assert found.outcome.tolist() == ["converge down", CANNOT_TELL]
    assert "not better off at the start" in found.sentence[1]


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda: change((40, 41), (50, 51)), "not better off at the start"),
        (lambda: change((70, 71), (50, 51), "none"), "which way is better"),
    ],
)
def test_what_makes_no_sense_is_refused(ask, why):
    with pytest.raises(NotComputable, match=why):
        ask()


@given(levels, levels, levels, levels, st.floats(0.1, 5))
def test_the_alarm_sounds_only_where_the_best_off_got_worse_and_the_gap_narrowed(
    one, two, three, four, reach
):
    best, worst = max(one, two), min(one, two)
    found = change((best, three), (worst, four), reach=reach)

    assert found.alarm == ((found.gap, found.best) == ("narrowed", "worse"))
