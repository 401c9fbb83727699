import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import CANNOT_TELL, Estimate, NotComputable, verdict, yearly_change
from tests.reference.lines import ANSCOMBE_ERROR, ANSCOMBE_SLOPE, ANSCOMBE_X, ANSCOMBE_Y, T_NINE

YEARS = list(range(2014, 2024))
NOISE = np.array([0.3, -0.4, 0.1, 0.5, -0.6, 0.2, 0.4, -0.3, -0.4, 0.2])
STEADY = 20 + np.arange(10) + NOISE
ALONG = np.array([0.5, 0.6, 0.4, 0.2, -0.1, -0.4, -0.6, -0.5, -0.3, 0.2])
noise = st.lists(st.floats(-5, 5).map(lambda x: round(x, 3)), min_size=6, max_size=15, unique=True)


def numbers(change):
    return change.value, change.lower, change.upper


def test_the_line_through_anscombes_first_data_is_the_published_one():
    change = yearly_change(ANSCOMBE_X, ANSCOMBE_Y)

    assert change.value == pytest.approx(ANSCOMBE_SLOPE, abs=5e-4)
    assert (change.upper - change.value) == pytest.approx(T_NINE * ANSCOMBE_ERROR, abs=2e-3)


@given(noise, st.floats(-1000, 1000), st.floats(0.1, 100))
def test_shift_leaves_the_change_and_scale_scales_it(values, shift, factor):
    years = range(len(values))
    there = numbers(yearly_change(years, np.array(values) * factor + shift))

    assert there == pytest.approx(
        tuple(np.array(numbers(yearly_change(years, values))) * factor), rel=1e-6, abs=1e-6
    )


@given(noise, st.randoms())
def test_the_order_of_the_rows_does_not_matter(values, random):
    rows = list(enumerate(values))
    random.shuffle(rows)
    years, shuffled = zip(*rows, strict=True)

    assert numbers(yearly_change(years, shuffled)) == pytest.approx(
        numbers(yearly_change(range(len(values)), values))
    )


@given(noise)
def test_upside_down_the_change_is_its_negative(values):
    there, back = (numbers(yearly_change(range(len(values)), sign * np.array(values))) for sign in (1, -1))

    assert there == pytest.approx((-back[0], -back[2], -back[1]))


def test_weights_follow_the_published_limits():
    widths = np.array([1, 1, 1, 1, 1, 5, 5, 5, 5, 5.0])
    change = yearly_change(YEARS, STEADY, STEADY - widths, STEADY + widths)

    slope, _ = np.polyfit(np.array(YEARS) - 2018, STEADY, 1, w=1 / widths)
    assert change.value == pytest.approx(slope)
    assert "weighted by limits" in change.method


def test_scatter_within_the_limits_does_not_narrow_the_interval():
    straight = 20 + np.arange(10.0)
    change = yearly_change(YEARS, straight, straight - 1.96, straight + 1.96)

    # Standard errors of 1 at ten even points: 1 / sqrt(82.5), times t with 8 degrees of freedom.
    assert change.upper - change.value == pytest.approx(2.306 / np.sqrt(82.5), rel=1e-3)
    assert "dispersion 1.00" in change.method


def test_scatter_beyond_the_limits_widens_the_interval_to_the_unweighted_one():
    tight = yearly_change(YEARS, STEADY, STEADY - 0.001, STEADY + 0.001)

    assert numbers(tight) == pytest.approx(numbers(yearly_change(YEARS, STEADY)))


@pytest.mark.parametrize("limit", [None, "same"])
def test_a_limit_missing_or_without_width_leaves_all_points_alike(limit):
    lowers, uppers = list(STEADY - 1), list(STEADY + 1)
    lowers[3] = uppers[3] if limit == "same" else None

    change = yearly_change(YEARS, STEADY, lowers, uppers)

    assert numbers(change) == numbers(yearly_change(YEARS, STEADY))
    assert "unweighted" in change.method


def test_neighbours_that_err_together_widen_the_interval():
    values = 20 + 0.1 * np.arange(10) + ALONG
    change = yearly_change(YEARS, values)

    slope, level = np.polyfit(np.arange(10), values, 1)
    residuals = values - slope * np.arange(10) - level
    r = (residuals[1:] * residuals[:-1]).sum() / (residuals**2).sum()
    plain = 2.306 * np.sqrt((residuals**2).sum() / 8 / 82.5)
    assert r > 0.3
    assert change.upper - change.value == pytest.approx(plain * np.sqrt((1 + r) / (1 - r)), rel=1e-3)


def test_carried_forward_and_missing_values_count_for_nothing():
    flags = ["", "provisional", *[""] * 8, "carried-forward", ""]
    change = yearly_change([*YEARS, 2024, 2025], [*STEADY, 99, None], flags=flags)

    assert numbers(change) == pytest.approx(numbers(yearly_change(YEARS, STEADY)))


@pytest.mark.parametrize(
    ("years", "values", "why"),
    [
        ([1, 2, 3, 4], [1, 2, 3, 5], "at least 5"),
        ([1, 2, 3, 4, 4], [1, 2, 3, 5, 6], "same year"),
        ([1, 2, 3, 4, None], [1, 2, 3, 5, 6], "same year"),
        ([1, 2, 3, 4, 5], [7] * 5, "Every value is the same"),
        ([1, 2, 3, 4, 5], [7] * 4, "one value for every point"),
    ],
)
def test_a_series_that_shows_no_direction_is_refused_with_a_sentence(years, values, why):
    with pytest.raises(NotComputable, match=why):
        yearly_change(years, values)


@pytest.mark.parametrize(("lowers", "why"), [([9] * 10, "above its upper"), ([1] * 9, "for every point")])
def test_limits_that_make_no_sense_are_refused(lowers, why):
    with pytest.raises(NotComputable, match=why):
        yearly_change(YEARS, STEADY, lowers, [5] * 10)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Estimate(1, 0.5, 1.5), ["better", "worse", "higher"]),
        (Estimate(-1, -1.5, -0.5), ["worse", "better", "lower"]),
        (Estimate(1, -0.1, 2), [CANNOT_TELL] * 3),
        (Estimate(1), [CANNOT_TELL] * 3),
    ],
)
def test_a_direction_needs_an_interval_without_zero(change, words):
    assert [verdict(change, polarity) for polarity in ("high", "low", "none")] == words


def test_a_steady_climb_is_told_and_pure_noise_is_not():
    assert verdict(yearly_change(YEARS, STEADY), "low") == "worse"
    assert verdict(yearly_change(YEARS, 20 + NOISE), "low") == CANNOT_TELL


@pytest.mark.parametrize(
    ("carried", "least", "most"), [(0, 0.035, 0.065), (0.3, 0.07, 0.11), (0.6, 0.18, 0.24)]
)
def test_chance_alone_passes_as_often_as_the_reference_page_admits(carried, least, most):
    random = np.random.default_rng(20261123)
    errors = random.normal(size=(2000, 40))
    for year in range(1, 40):
        errors[:, year] = carried * errors[:, year - 1] + errors[:, year] * np.sqrt(1 - carried**2)

    told = [verdict(yearly_change(YEARS, values), "high") != CANNOT_TELL for values in errors[:, 30:]]

    assert least < np.mean(told) < most
