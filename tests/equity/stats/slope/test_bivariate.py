import numpy as np
import pytest
from scipy.stats import cauchy, multivariate_normal

from fairplace.equity.stats.slope.bivariate import _both_below, ratio_limits


@pytest.mark.parametrize("correlation", [-0.95, -0.3, 0.0, 0.4, 0.99])
@pytest.mark.parametrize(("first", "second"), [(1.2, 0.7), (-0.4, 2.0), (-1.0, -1.5), (0.5, -2.5)])
def test_how_often_two_tied_normal_values_both_lie_below(first, second, correlation):
    wanted = multivariate_normal.cdf(
        [first, second], cov=[[1, correlation], [correlation, 1]], abseps=1e-10, releps=1e-10
    )

    found = _both_below(np.array(first), np.array(second), np.array(correlation))

    assert found == pytest.approx(wanted, abs=1e-8)


def limits_of(top, bottom, variances, confidence=0.95):
    arrays = [np.array([part], dtype=float) for part in (top, bottom, *variances)]
    lower, upper = ratio_limits(arrays[0], arrays[1], tuple(arrays[2:]), confidence)
    return lower[0], upper[0]


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.998])
def test_a_ratio_of_two_standard_normal_values_is_cauchys(confidence):
    tail = (1 - confidence) / 2

    assert limits_of(0, 1e-9, (1, 1, 0), confidence) == pytest.approx(
        (cauchy.ppf(tail), cauchy.ppf(1 - tail)), rel=1e-6
    )


@pytest.mark.parametrize(
    ("top", "bottom", "variances"),
    [(3, 1, (1, 1, 0.2)), (-2, 0.5, (1, 2, -0.9)), (0, 0.1, (4, 0.01, 0)), (5, -1, (1, 0.3, 0.5))],
)
def test_ratios_drawn_lie_below_the_limits_as_often_as_they_should(top, bottom, variances):
    tops, bottoms, both = variances
    random = np.random.default_rng(20_401_231)
    drawn = random.multivariate_normal([top, bottom], [[tops, both], [both, bottoms]], 1_000_000)
    ratios = drawn[:, 0] / drawn[:, 1]

    lower, upper = limits_of(top, bottom, variances)

    assert (ratios < lower).mean() == pytest.approx(0.025, abs=8e-4)
    assert (ratios > upper).mean() == pytest.approx(0.025, abs=8e-4)
