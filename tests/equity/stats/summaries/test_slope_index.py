import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import Breakdown, NotComputable, slope_index
from tests.equity.stats.summaries.sii_vectors import breakdown_of, read_cases, read_limits
from tests.equity.stats.summaries.strategies import breakdowns, moved, numbers, stacked, turned
from tests.equity.vectors import needs_vectors, number


def test_slope_index_of_an_even_staircase():
    years = Breakdown(("1", "2", "3", "4", "5"), (75, 76, 77, 78, 79), (100,) * 5, standard_errors=(0.1,) * 5)

    # Even fifths stand at 0.1 to 0.9: a year a step is five from bottom to top. The squared
    # distances from the middle add up to 0.4, so the error is 0.1 over their root.
    assert numbers(slope_index(years)) == pytest.approx(
        (5, 5 - 1.96 * 0.1 / 0.4**0.5, 5 + 1.96 * 0.1 / 0.4**0.5), rel=1e-4
    )


def test_slope_index_is_zero_without_a_gradient():
    level = Breakdown(("1", "2", "3"), (80, 80, 80), (5, 70, 25))

    assert slope_index(level).value == pytest.approx(0, abs=1e-12)


@given(breakdowns)
def test_slope_index_is_the_weighted_line_of_numpy(breakdown):
    slope, _ = np.polyfit(breakdown.ranks, breakdown.values, 1, w=np.sqrt(breakdown.shares))

    assert slope_index(breakdown).value == pytest.approx(slope, rel=1e-6, abs=1e-6)


@given(breakdowns, st.floats(-1000, 1000), st.floats(0.1, 100))
def test_shift_leaves_it_and_scale_scales_it(breakdown, shift, factor):
    there = numbers(slope_index(moved(breakdown, factor=factor, shift=shift)))

    assert there == pytest.approx(
        tuple(factor * np.array(numbers(slope_index(breakdown)))), rel=1e-6, abs=1e-6
    )


@given(breakdowns)
def test_turned_round_it_changes_only_its_sign(breakdown):
    value, lower, upper = numbers(slope_index(turned(breakdown)))

    assert numbers(slope_index(breakdown)) == pytest.approx((-value, -upper, -lower), rel=1e-6, abs=1e-6)


@given(breakdowns)
def test_many_places_are_answered_as_one_by_one(breakdown):
    both = slope_index(stacked(breakdown))

    assert (both.value[0], both.lower[0], both.upper[0]) == pytest.approx(numbers(slope_index(breakdown)))
    assert np.isnan([both.value[1], both.lower[1], both.upper[1]]).all()


def test_without_errors_there_are_no_limits():
    found = slope_index(Breakdown(("1", "2", "3"), (1, 2, 3), (1, 1, 1)))

    assert not found.has_interval
    assert "five" in found.note


@pytest.mark.parametrize(("values", "ordered"), [((1, 2), True), ((1, 2, 3), False), ((1, None, 3), True)])
def test_slope_index_needs_three_ordered_subgroups_without_gaps(values, ordered):
    breakdown = Breakdown(tuple("abc"[: len(values)]), values, (1,) * len(values), ordered=ordered)

    with pytest.raises(NotComputable, match="The slope index needs"):
        slope_index(breakdown)


@needs_vectors
def test_slope_index_equals_that_of_the_peer():
    for _, rows, options, expected in read_cases():
        if expected["status"] == "ok":
            found = slope_index(breakdown_of(rows), **options, method="fast").value
            assert found == pytest.approx(number(expected["sii"]), rel=1e-9, abs=1e-9)


@needs_vectors
def test_what_the_peer_refuses_is_refused_in_a_sentence():
    """PHEindicatormethods stops on a value of 0 or 1 and on missing values without saying which."""
    # The peer refuses fewer than five subgroups; here that is a note.
    reasons = {"value_not_finite_after_transform", "denominator_not_positive", "bad_standard_error"}
    for _, rows, options, expected in read_cases():
        if expected["reason"] in reasons:
            with pytest.raises(NotComputable, match=r"[.]$"):
                slope_index(breakdown_of(rows), **options)


@needs_vectors
def test_limits_equal_what_the_peers_simulation_converges_to():
    for case, rows, options, expected in read_limits():
        found = slope_index(breakdown_of(rows), confidence=number(expected["confidence"]), **options)
        wanted = np.array([number(expected["sii_lower"]), number(expected["sii_upper"])])
        apart = np.abs(np.array([found.lower, found.upper]) - wanted).max()
        assert apart <= 1e-8 * (wanted[1] - wanted[0]) / 2 + 1e-12, case


@needs_vectors
def test_fast_limits_lie_within_the_error_of_the_peers_simulation():
    for case, rows, options, expected in read_limits():
        found = slope_index(
            breakdown_of(rows), confidence=number(expected["confidence"]), method="fast", **options
        )
        half_width = (number(expected["sii_upper"]) - number(expected["sii_lower"])) / 2
        assert abs(found.lower - number(expected["sii_lower"])) <= 4e-3 * half_width + 1e-12, case
        assert abs(found.upper - number(expected["sii_upper"])) <= 4e-3 * half_width + 1e-12, case


@needs_vectors
def test_the_peers_simulated_limits_spread_around_ours():
    for case, rows, options, wanted in read_limits("sii/expected_limits_monte_carlo.csv"):
        # The peer exchanges the limits of a transformed rate with a multiplier below one.
        if "PEER" in rows[0]["tag"] or "zero_standard_errors" in rows[0]["tag"]:
            continue
        found = slope_index(breakdown_of(rows), confidence=number(wanted["confidence"]), **options)
        for ours, name in ((found.lower, "sii_lower"), (found.upper, "sii_upper")):
            allowed = 4 * number(wanted[f"{name}_sd"]) / np.sqrt(number(wanted["seeds"]))
            assert abs(ours - number(wanted[f"{name}_mean"])) <= allowed, case


RATES = {"kind": "rate", "lowers": (70, 60, 50, 40, 35), "uppers": (130, 110, 90, 75, 62)}
FIVE = (("1", "2", "3", "4", "5"), (100, 85, 70, 57, 48), (10, 12, 9, 11, 8))


def test_a_multiplier_below_one_leaves_the_limits_in_their_order():
    """PHEindicatormethods exchanges them where a rate is transformed: RII 0.37 given limits 2.4 to 3.0."""
    whole = slope_index(Breakdown(*FIVE, **RATES), transform=True)
    half = slope_index(Breakdown(*FIVE, **RATES), transform=True, multiplier=0.5)

    assert numbers(half) == pytest.approx([part / 2 for part in numbers(whole)])
    assert half.lower < half.value < half.upper


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_exact_limits_are_where_a_large_simulation_converges(kind):
    per = {"per": 1000} if kind == "proportion" else {}
    breakdown = Breakdown(*FIVE, **{**RATES, "kind": kind}, **per)
    exact = slope_index(breakdown)

    drawn = [slope_index(breakdown, method="simulation", repetitions=400_000, seed=seed) for seed in range(8)]

    for ours, theirs in ((exact.lower, [d.lower for d in drawn]), (exact.upper, [d.upper for d in drawn])):
        assert abs(ours - np.mean(theirs)) < 4 * np.std(theirs, ddof=1) / np.sqrt(len(theirs))


def test_many_rates_are_answered_as_one_by_one():
    one = Breakdown(*FIVE, **RATES)
    many = Breakdown(
        FIVE[0],
        np.tile(FIVE[1], (60, 1)),
        FIVE[2],
        kind="rate",
        lowers=np.tile(RATES["lowers"], (60, 1)),
        uppers=np.tile(RATES["uppers"], (60, 1)),
    )

    found = slope_index(many)

    assert found.value.shape == (60,)
    assert (found.value[59], found.lower[59], found.upper[59]) == pytest.approx(numbers(slope_index(one)))


def test_a_proportion_of_none_has_normal_limits_and_says_so():
    counts, among = (0, 2, 3, 4, 6), (20,) * 5
    breakdown = Breakdown(FIVE[0], np.array(counts) / 20, among, counts=counts, denominators=among)

    found = slope_index(breakdown)

    assert numbers(found) == pytest.approx(numbers(slope_index(breakdown, method="normal")))
    assert "no logit" in found.note


def test_of_many_places_one_with_a_rate_of_zero_is_missing_with_its_reason():
    values = np.array([FIVE[1], (0, *FIVE[1][1:])])
    both = slope_index(Breakdown(FIVE[0], values, FIVE[2], kind="rate", standard_errors=np.full((2, 5), 3)))

    assert np.isnan(both.lower).tolist() == [False, True]
    assert "no logarithm" in both.note[1]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"method": "guess"}, "The method must be one of exact, fast, normal, simulation"),
        ({"transform": True}, "A mean is not transformed"),
    ],
)
def test_what_the_index_cannot_be_asked_for(options, why):
    with pytest.raises(NotComputable, match=why):
        slope_index(Breakdown(*FIVE), **options)


def test_the_same_index_comes_out_whatever_the_multiplier_turns():
    plain = slope_index(Breakdown(*FIVE, **RATES), method="fast")
    turned_round = slope_index(Breakdown(*FIVE, **RATES), method="fast", multiplier=-1)

    assert numbers(turned_round) == pytest.approx((-plain.value, -plain.upper, -plain.lower))
