from datetime import date

import pytest

from fairplace.town.indicators.rules import middle_year, overlap


@pytest.mark.parametrize(
    ("first", "last", "middle"),
    [
        (date(2020, 1, 1), date(2020, 12, 31), 2020.5),
        (date(2022, 4, 1), date(2023, 3, 31), 2022 + 272.5 / 365),
        (date(2016, 1, 1), date(2018, 12, 31), 2017.5),
    ],
)
def test_middle_year_stands_halfway_through_the_period(first, last, middle):
    assert middle_year(first, last) == pytest.approx(middle, abs=0.002)


def test_rolling_periods_overlap_and_years_do_not():
    rolling = [(date(2009, 1, 1), date(2011, 12, 31)), (date(2010, 1, 1), date(2012, 12, 31))]
    yearly = [(date(2010, 1, 1), date(2010, 12, 31)), (date(2009, 1, 1), date(2009, 12, 31))]

    assert overlap(rolling)
    assert not overlap(yearly)
