from datetime import date

import pytest

from fairplace.equity.sources.periods import days_of, days_of_sortable, first_month

KNOWN = {
    "2015": ((2015, 1, 1), (2015, 12, 31)),
    "2016/17": ((2016, 4, 1), (2017, 3, 31)),
    "2016/2017": ((2016, 4, 1), (2017, 3, 31)),
    "1999/00": ((1999, 4, 1), (2000, 3, 31)),
    "2014 - 16": ((2014, 1, 1), (2016, 12, 31)),
    "2014–16": ((2014, 1, 1), (2016, 12, 31)),
    "1999 - 01": ((1999, 1, 1), (2001, 12, 31)),
    "2009-11": ((2009, 1, 1), (2011, 12, 31)),
    "2014/15 - 16/17": ((2014, 4, 1), (2017, 3, 31)),
    "2015 Q2": ((2015, 4, 1), (2015, 6, 30)),
    "2016/17 Q4": ((2017, 1, 1), (2017, 3, 31)),
    "2015 Q2 - 2016 Q1": ((2015, 4, 1), (2016, 3, 31)),
    "Feb 2020": ((2020, 2, 1), (2020, 2, 29)),
    "2020 March": ((2020, 3, 1), (2020, 3, 31)),
    "Jan 2015-Dec 2015": ((2015, 1, 1), (2015, 12, 31)),
    "Jan-Mar 2018": ((2018, 1, 1), (2018, 3, 31)),
    "31/03/2020": ((2020, 3, 31), (2020, 3, 31)),
    "2020-03-31": ((2020, 3, 31), (2020, 3, 31)),
}


@pytest.mark.parametrize("period", KNOWN)
def test_a_period_covers_these_days(period):
    assert days_of(period) == tuple(date(*day) for day in KNOWN[period])


@pytest.mark.parametrize("period", ["", "x", "2016/19", "2018 - 2016", "2020-02-31", "Jan-Mar", "201"])
def test_what_is_no_period_is_none(period):
    assert days_of(period) is None


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("Calendar", 1),
        ("Financial", 4),
        ("", 4),
        ("Academic", 9),
        ("August to July", 8),
        ("October-September", 10),
    ],
)
def test_a_kind_of_year_begins_in_a_month(words, month):
    assert first_month(words) == month


def test_a_year_that_begins_elsewhere():
    assert days_of("2016/17", year_from=9) == (date(2016, 9, 1), date(2017, 8, 31))


@pytest.mark.parametrize(
    ("sortable", "length", "days"),
    [
        ("20160000", "", ((2016, 1, 1), (2016, 12, 31))),
        ("20160000", "3y", ((2016, 1, 1), (2018, 12, 31))),
        ("20160200", "", ((2016, 4, 1), (2016, 6, 30))),
        ("20160003", "", ((2016, 3, 1), (2016, 3, 31))),
        ("20160010", "6m", ((2016, 10, 1), (2017, 3, 31))),
    ],
)
def test_the_number_for_sorting_says_where_a_period_begins(sortable, length, days):
    assert days_of_sortable(sortable, length) == tuple(date(*day) for day in days)


@pytest.mark.parametrize("sortable", ["", "2016", "20160500", "20160013"])
def test_a_number_that_says_nothing_is_none(sortable):
    assert days_of_sortable(sortable) is None
