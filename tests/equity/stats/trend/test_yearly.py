import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtr

from fairplace.equity import CANNOT_TELL, Estimate, NotComputable, verdict, yearly_change
from fairplace.equity.stats.trend import together
from tests.reference.lines import ANSCOMBE_ERROR, ANSCOMBE_SLOPE, ANSCOMBE_X, ANSCOMBE_Y, T_NINE

YEARS = list(range(2014, 2024))
NOISE = np.array([0.3, -0.4, 0.1, 0.5, -0.6, 0.2, 0.4, -0.3, -0.4, 0.2])
STEADY = 20 + np.arange(10) + NOISE
ALONG = np.array([0.5, 0.6, 0.4, 0.2, -0.1, -0.4, -0.6, -0.5, -0.3, 0.2])
noise = st.lists(st.floats(-5, 5).map(lambda x: round(x, 3)), min_size=6, max_size=15, unique=True)


def numbers(change):
    return change.value, change.lower, change.upper


def told_apart(carried, total=0.0, points=10, series=4000):
    """Return the share of drawn series, of standard deviation 1, in which a direction is told."""
    random = np.random.default_rng(20261123)
    errors = random.normal(size=(series, points))
    for year in range(1, points):
        errors[:, year] = carried * errors[:, year - 1] + errors[:, year] * np.sqrt(1 - carried**2)
    rising = errors + np.linspace(0, total, points)
    return np.mean(verdict(yearly_change(range(points), rising), "high") != CANNOT_TELL)


def slow_twin(values, share=0.975, nodes=200):
    """Return slope and reach by matrices, a fine grid of autocorrelations, and halving."""
    size = len(values)
    line = np.column_stack([np.ones(size), np.arange(size) - (size - 1) / 2])
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size)))
    ordinary = np.linalg.pinv(line)
    widths, weights = [], []
    for r in -0.9 + 1.8 * (np.arange(nodes) + 0.5) / nodes:
        together_ = np.sign(r) ** (apart % 2) * np.abs(r) ** apart
        inverse = np.linalg.inv(together_)
        inner = line.T @ inverse @ line
        residual = values - line @ np.linalg.solve(inner, line.T @ inverse @ values)
        squares = residual @ inverse @ residual
        weights.append(
            (np.linalg.det(together_) * np.linalg.det(inner)) ** -0.5 * squares ** (-(size - 2) / 2)
        )
        widths.append(np.sqrt(squares / (size - 2) * (ordinary @ together_ @ ordinary.T)[1, 1]))
    widths, weights = np.array(widths), np.array(weights) / np.sum(weights)
    low, high = 0.0, 1e3
    for _ in range(100):
        middle = (low + high) / 2
        below = (weights * stdtr(size - 2, middle / widths)).sum() < share
        low, high = (middle, high) if below else (low, middle)
    return (ordinary @ values)[1], low


def test_the_line_through_anscombes_first_data_is_the_published_one():
    change = yearly_change(ANSCOMBE_X, ANSCOMBE_Y)

    assert change.value == pytest.approx(ANSCOMBE_SLOPE, abs=5e-4)


def test_without_autocorrelation_the_limits_are_the_published_ones(monkeypatch):
    monkeypatch.setattr(together, "STRONGEST", 1e-9)

    change = yearly_change(ANSCOMBE_X, ANSCOMBE_Y)

    assert (change.upper - change.value) == pytest.approx(T_NINE * ANSCOMBE_ERROR, abs=2e-3)


@pytest.mark.parametrize("values", [STEADY, 20 + NOISE, ALONG, ALONG[:5]])
def test_a_slow_twin_by_matrices_finds_the_same_interval(values):
    change = yearly_change(range(len(values)), values)

    slope, reach = slow_twin(values)
    assert numbers(change) == pytest.approx((slope, slope - reach, slope + reach), rel=2e-4)


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
    shuffled = ALONG[[0, 5, 2, 7, 4, 9, 6, 1, 8, 3]]

    together_, apart = (yearly_change(YEARS, 20 + values) for values in (ALONG, shuffled))

    assert together_.upper - together_.value > 2 * (apart.upper - apart.value)


def test_points_that_are_not_whole_years_apart_cannot_err_apart_by_turns():
    halves = yearly_change(np.arange(10) / 2, 20 + NOISE)

    assert halves.upper - halves.value > yearly_change(range(10), 20 + NOISE).upper * 2 - halves.value
    assert np.isfinite(numbers(halves)).all()


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
    ("points", "carried", "admitted"),
    [
        (5, 0, 0.029), (5, 0.3, 0.057), (5, 0.6, 0.100),
        (8, 0, 0.021), (8, 0.3, 0.045), (8, 0.6, 0.101),
        (10, 0, 0.021), (10, 0.3, 0.037), (10, 0.6, 0.086),
        (15, 0, 0.026), (15, 0.3, 0.034), (15, 0.6, 0.068),
    ],
)  # fmt: skip
def test_chance_alone_passes_as_often_as_the_reference_page_admits(points, carried, admitted):
    assert told_apart(carried, points=points) == pytest.approx(admitted, abs=0.015)


@pytest.mark.parametrize(
    ("points", "carried", "told"),
    [(5, 0, 0.74), (8, 0.3, 0.92), (10, 0, 0.97), (10, 0.6, 0.96), (15, 0.3, 0.98)],
)
def test_a_change_of_six_standard_deviations_is_told_as_often_as_the_page_says(points, carried, told):
    assert told_apart(carried, 6, points, 2000) == pytest.approx(told, abs=0.03)


def test_many_places_are_each_as_if_alone():
    places = np.array([[STEADY, 20 + NOISE], [ALONG, STEADY]])
    places[0, 1, 3] = np.nan

    many = yearly_change(YEARS, places)

    for row in np.ndindex(2, 2):
        alone = yearly_change(YEARS, places[row])
        assert (many.value[row], many.lower[row], many.upper[row]) == pytest.approx(numbers(alone))
    assert verdict(many, "high").tolist() == [["better", CANNOT_TELL], [CANNOT_TELL, "better"]]


def test_of_many_places_those_that_cannot_be_judged_say_why():
    places = np.array([STEADY, np.full(10, 3.0), STEADY])
    places[2, 1:7] = np.nan

    many = yearly_change(YEARS, places, places - 1, places + 1)

    assert np.isnan(many.value).tolist() == [False, True, True]
    assert many.note.tolist() == [
        "",
        "Every value is the same, so there is no change to judge.",
        "4 values were measured afresh; a direction needs at least 5.",
    ]
    assert verdict(many, "high").tolist() == ["better", CANNOT_TELL, CANNOT_TELL]


def test_flags_of_many_places_leave_out_what_is_carried_forward():
    flags = np.full((2, 10), "", dtype=object)
    flags[1, 9] = "carried-forward"

    many = yearly_change(YEARS, [STEADY, STEADY], flags=flags)

    assert many.value[1] == pytest.approx(yearly_change(YEARS[:9], STEADY[:9]).value)
    with pytest.raises(NotComputable, match="one value for every point"):
        yearly_change(YEARS, STEADY, flags=["", ""])


def test_a_line_without_scatter_has_no_width():
    assert numbers(yearly_change(YEARS, np.arange(10.0))) == pytest.approx((1, 1, 1))


def test_the_callers_arrays_stay_as_they_are():
    years, values, lowers, uppers = np.array(YEARS[::-1]), STEADY.copy(), STEADY - 1, STEADY + 1
    before = [array.copy() for array in (years, values, lowers, uppers)]

    yearly_change(years, values, lowers, uppers)

    assert all((was == now).all() for was, now in zip(before, (years, values, lowers, uppers), strict=True))
