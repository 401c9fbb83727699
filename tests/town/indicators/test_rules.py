from datetime import date

import pytest

from fairplace.town.indicators.rules import middle_year, name_kind_of_period, overlap


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


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "kind"),
    [
        ((2023, 1, 1), (2023, 12, 31), "calendar year"),
        ((2021, 1, 1), (2023, 12, 31), "3 calendar years"),
        ((2023, 4, 1), (2024, 3, 31), "financial year"),
        ((2020, 4, 1), (2022, 3, 31), "2 financial years"),
        ((2023, 9, 1), (2024, 8, 31), "academic year"),
        ((2023, 8, 1), (2024, 7, 31), "academic year"),
        ((2023, 7, 1), (2024, 6, 30), "year"),
        ((2024, 2, 1), (2024, 2, 29), "month"),
        ((2023, 10, 1), (2023, 12, 31), "quarter"),
        ((2023, 1, 1), (2023, 6, 30), "half-year"),
        ((2023, 1, 1), (2023, 2, 28), "other"),
        ((2023, 3, 21), (2023, 3, 21), "day"),
        ((2023, 3, 21), (2023, 4, 20), "other"),
    ],
)
def test_days_tell_the_kind_of_their_period(starts_on, ends_on, kind):
    assert name_kind_of_period(date(*starts_on), date(*ends_on)) == kind
