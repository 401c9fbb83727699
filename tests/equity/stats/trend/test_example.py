"""The worked example of the page on change, and the cases drawn for its tables."""

from pathlib import Path

import numpy as np
import pytest

from fairplace.equity import CANNOT_TELL, verdict, yearly_change
from fairplace.equity.stats.status import status
from fairplace.equity.stats.trend import back_test, chance_of_reaching, projection, required_yearly_change

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "statistics" / "change.md"
YEARS = range(2015, 2025)
SHARES = [18.4, 17.9, 18.6, 17.2, 17.9, 16.4, 17.3, 16.0, 15.4, 16.3]


def test_the_worked_example_is_what_the_library_says():
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    change = yearly_change(YEARS, SHARES)
    needed, later = (
        required_yearly_change(SHARES[-1], 10, 2024, 2040, starts_in=wait).value for wait in (0, 2)
    )
    fan = projection(YEARS, SHARES, until=2040, scale="logit", per=100)
    test = back_test(YEARS, SHARES, scale="logit", per=100, ahead=3)

    assert ", ".join(str(share) for share in SHARES) in page
    assert f"by {-change.value:.2f} points a year ({-change.upper:.2f} to {-change.lower:.2f})" in page
    assert verdict(change, "low") == "better"
    assert f"takes {-needed:.2f} a year, starting two years later {-later:.2f}" in page
    assert status(change, needed, "low").word == CANNOT_TELL
    band = fan.bands[2]
    assert f"at {fan.middle[-1]:.1f}% in 2040 (95%: {band.lower[-1]:.1f} to {band.upper[-1]:.1f})" in page
    assert f"{chance_of_reaching(fan, 10, 'low', year=2040) * 100:.0f} in 100" in page
    assert f"missed by {test.error:.2f} points, the last value carried on by {test.naive_error:.3g}" in page


@pytest.mark.parametrize(("points", "admitted"), [(5, 0.006), (8, 0.019), (10, 0.022), (15, 0.028)])
def test_chance_alone_passes_with_limits_as_often_as_the_page_says(points, admitted):
    random = np.random.default_rng(5)
    scatter = random.normal(size=(4000, points))
    for year in range(1, points):
        scatter[:, year] = 0.3 * scatter[:, year - 1] + scatter[:, year] * np.sqrt(1 - 0.3**2)
    values = scatter + random.normal(size=scatter.shape)

    told = verdict(yearly_change(range(points), values, values - 1.96, values + 1.96), "high") != CANNOT_TELL

    assert told.mean() == pytest.approx(admitted, abs=0.01)
