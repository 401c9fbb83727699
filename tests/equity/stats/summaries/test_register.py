from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import SUMMARIES, Breakdown
from fairplace.equity.stats.summaries import summaries_for, summarise

NAMES = tuple("abcdefghijkl")
SIZES = (10, 20, 30, 20, 20, 15, 25, 30, 10, 20, 40, 10)
DESCRIBED = {"polarity": "high", "reference": "l", "kind": "proportion", "per": 100}

every_summary = pytest.mark.parametrize("summary", SUMMARIES.values(), ids=SUMMARIES)


def breakdown_for(summary, values, sizes=SIZES, errors=(0.1,) * 12, **other):
    """Return a breakdown for which the summary is offered."""
    ordered = summary.dimensions != "unordered"
    return Breakdown(
        NAMES, values, sizes, standard_errors=errors, **{**DESCRIBED, "ordered": ordered, **other}
    )


BENDS = {"slope_index", "relative_index", "population_attributable_risk", "population_attributable_fraction"}
RISING = tuple(float(value) for value in range(50, 62))


def test_there_are_whos_twenty_one_englands_two_and_twelve_of_the_tails():
    assert len(SUMMARIES) == 21 + 2 + 12


@every_summary
def test_without_inequality_each_is_what_the_register_says(summary):
    found = summary(breakdown_for(summary, (50,) * 12))

    assert found.value == pytest.approx(summary.no_inequality, abs=1e-9)


@every_summary
def test_the_register_says_rightly_which_way_to_read_it(summary):
    value = summary(breakdown_for(summary, RISING)).value

    assert value > summary.no_inequality, "More is better, and the better off have more."


@every_summary
def test_the_register_says_rightly_whether_populations_weigh(summary):
    values = (50, 53, 51, 58, 60, 49, 55, 52, 61, 57, 54, 56)
    one, other = (summary(breakdown_for(summary, values, sizes)).value for sizes in ((100,) * 12, SIZES))

    if summary.code == "index_of_disparity":
        return  # subgroups count alike, but the average they are far from is that of the people
    assert (one != pytest.approx(other)) == summary.weighted


@every_summary
def test_absolute_measures_scale_with_the_values_and_relative_ones_do_not(summary):
    power = {"absolute": 2 if "square" in summary.unit else 1, "relative": 0}[summary.kind]
    factor = 1.01**power
    plain, larger = (summary(breakdown_for(summary, np.array(RISING) * times)).value for times in (1, 1.01))

    # The logit bends, so that WHO's own indices scale only nearly.
    assert larger == pytest.approx(plain * factor, rel=0.05 if summary.needs_scale else 1e-9)


@every_summary
def test_more_confidence_needs_a_wider_interval(summary):
    values = (50, 53, 51, 58, 60, 49, 55, 52, 61, 57, 54, 56)
    usual, surer = (summary(breakdown_for(summary, values), confidence=c) for c in (95, 99.8))

    assert surer.lower < usual.lower < usual.upper < surer.upper


@every_summary
@given(st.permutations(range(12)), st.lists(st.floats(10, 90), min_size=12, max_size=12, unique=True))
def test_without_an_order_the_order_of_the_rows_does_not_matter(summary, order, values):
    if summary.dimensions == "ordered":
        return
    errors = None
    plain = breakdown_for(summary, values, errors=errors, ordered=False)
    mixed = Breakdown(
        tuple(NAMES[at] for at in order),
        [values[at] for at in order],
        [SIZES[at] for at in order],
        **{**DESCRIBED, "ordered": False},
    )

    assert summary(mixed).value == pytest.approx(summary(plain).value, rel=1e-9, abs=1e-9)


@every_summary
@given(st.lists(st.floats(10, 90), min_size=12, max_size=12))
def test_splitting_a_subgroup_changes_nothing_where_people_count(summary, values):
    """Cut the last subgroup into two equal halves: the people have not changed."""
    # A line through midpoints moves a little when its points are cut in two, and the slope indices
    # with it; for the attributable ones the reference would be half a subgroup.
    if not summary.weighted or summary.code in BENDS or summary.needs_scale:
        return
    plain = breakdown_for(summary, values, errors=None)
    split = Breakdown(
        (*NAMES, "m"),
        (*values, values[-1]),
        (*SIZES[:-1], SIZES[-1] / 2, SIZES[-1] / 2),
        ordered=plain.ordered,
        **DESCRIBED,
    )

    assert summary(split).value == pytest.approx(summary(plain).value, rel=1e-6, abs=1e-6)


@every_summary
def test_many_places_are_answered_as_one_by_one(summary):
    one, other = RISING, (50, 53, 51, 58, 60, 49, 55, 52, 61, 57, 54, 56)
    both = summary(breakdown_for(summary, np.array([one, other]), errors=None))

    assert both.value == pytest.approx(
        [summary(breakdown_for(summary, v, errors=None)).value for v in (one, other)]
    )


@every_summary
def test_the_numbers_of_the_caller_are_not_changed(summary):
    values, sizes, errors = np.array(RISING), np.array(SIZES, float), np.full(12, 0.1)
    before = values.copy(), sizes.copy(), errors.copy()

    summary(breakdown_for(summary, values, sizes, errors))

    assert all((now == then).all() for now, then in zip((values, sizes, errors), before, strict=True))


@every_summary
def test_a_summary_is_offered_exactly_where_it_can_be_computed(summary):
    breakdown = breakdown_for(summary, RISING)

    assert summary.why_not(breakdown) == ""
    assert summary.why_not(replace(breakdown, ordered=not breakdown.ordered)).endswith(".") == (
        summary.dimensions != "any"
    )


def test_what_is_not_offered_says_why():
    plain = Breakdown(("a", "b"), (1, 2), (1, 1), ordered=False)

    offered, reasons = summaries_for(plain)

    assert list(offered) == ["difference", "ratio"]
    assert reasons["slope_index"] == "Slope index of inequality needs subgroups in order of disadvantage."
    assert reasons["theil_index"] == "Theil index needs 3 or more subgroups."
    assert reasons["mean_difference_from_best"].endswith("needs 3 or more subgroups.")


def test_summarise_leaves_out_what_the_values_cannot_have():
    found = summarise(Breakdown(("a", "b", "c"), (0, 2, 3), (1, 1, 1)))

    assert "ratio" not in found
    assert found["difference"].value == -3
