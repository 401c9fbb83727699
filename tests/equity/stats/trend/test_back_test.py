import numpy as np
import pytest

from fairplace.equity import NotComputable
from fairplace.equity.stats.trend import back_test, projection

NOISE = np.array([0.3, -0.4, 0.1, 0.5, -0.6, 0.2, 0.4, -0.3, -0.4, 0.2, 0.1, -0.2])
YEARS = np.arange(2012, 2024)


def test_a_steady_climb_is_foretold_better_than_by_the_last_value():
    found = back_test(YEARS, 20 + np.arange(12) + NOISE)

    assert found.error < 1 < found.naive_error
    assert len(found.years) == 7 + 6 + 5 + 4 + 3 + 2 + 1


def test_noise_is_foretold_no_better_than_by_the_last_value():
    found = back_test(YEARS, 20 + NOISE, ahead=2)

    assert found.error > 0.2
    assert (found.years - found.origins).max() == 2


def test_each_forecast_is_the_projection_from_what_was_known_then():
    values = 20 + np.arange(12) + NOISE
    found = back_test(YEARS, values, values - 1, values + 1)

    first = found.origins == 2016
    fan = projection(YEARS[:5], values[:5], values[:5] - 1, values[:5] + 1, until=2023)
    assert found.projected[first] == pytest.approx(fan.middle)
    assert found.naive[first] == pytest.approx(np.full(7, values[4]))
    assert found.observed[first] == pytest.approx(values[5:])
    held = [(band.lower <= values[5:]) & (values[5:] <= band.upper) for band in fan.bands]
    assert (found.inside[:, first] == held).all()


def test_coverage_is_the_share_that_each_band_held():
    found = back_test(YEARS, 20 + np.arange(12) + NOISE)

    assert list(found.coverage) == [0.5, 0.8, 0.95]
    assert found.coverage[0.95] == found.inside[2].mean() >= found.coverage[0.5]


def test_on_a_scale_figures_come_back_as_they_were():
    shares = 100 / (1 + np.exp(2 + 0.1 * np.arange(12) + NOISE / 5))

    found = back_test(YEARS, shares, scale="logit", per=100)

    assert found.observed[found.origins == 2022] == pytest.approx(shares[11:])
    assert found.error < found.naive_error


def test_starts_without_scatter_are_passed_over():
    values = np.concatenate([np.arange(6.0), [7.5, 6.2]])

    assert set(back_test(range(8), values).origins) == {6}


def test_years_need_not_be_a_year_apart():
    found = back_test(YEARS * 2, 20 + np.arange(12) + NOISE, ahead=2)

    assert (found.years - found.origins == 2).all()


@pytest.mark.parametrize(("years", "ahead"), [(5, None), (12, 0)])
def test_without_a_year_to_be_foretold_there_is_no_back_test(years, ahead):
    with pytest.raises(NotComputable, match="six values"):
        back_test(YEARS[:years], NOISE[:years], ahead=ahead)
