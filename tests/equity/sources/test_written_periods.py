from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.periods import ACADEMIC
from fairplace.equity.sources.written_periods import add_months, end_of_month, read_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("2016/17", "2016-04-01", "2017-03-31"),
        ("2016/2017", "2016-04-01", "2017-03-31"),
        ("1999/00", "1999-04-01", "2000-03-31"),
        ("2014 - 16", "2014-01-01", "2016-12-31"),
        ("2014-2016", "2014-01-01", "2016-12-31"),
        ("2016 - 17", "2016-01-01", "2017-12-31"),
        ("2016 to 2018", "2016-01-01", "2018-12-31"),
        ("2014-16", "2014-01-01", "2016-12-31"),
        ("2014/15 - 16/17", "2014-04-01", "2017-03-31"),
        ("2019 Q1", "2019-01-01", "2019-03-31"),
        ("Q4 2019", "2019-10-01", "2019-12-31"),
        ("2019/20 Q4", "2020-01-01", "2020-03-31"),
        ("Jan 2019", "2019-01-01", "2019-01-31"),
        ("2020 February", "2020-02-01", "2020-02-29"),
        ("Jan-Mar 2019", "2019-01-01", "2019-03-31"),
        ("Oct 2019 - Mar 2020", "2019-10-01", "2020-03-31"),
        ("year ending March 2021", "2020-04-01", "2021-03-31"),
        ("Year ending 30 June 2021", "2020-07-01", "2021-06-30"),
        ("mid-2021", "2021-06-30", "2021-06-30"),
        ("2026-01-15", "2026-01-15", "2026-01-15"),
        ("31/03/2021", "2021-03-31", "2021-03-31"),
        ("31 March 2021", "2021-03-31", "2021-03-31"),
        ("2021-04-01/2022-03-31", "2021-04-01", "2022-03-31"),
        ("2021-04-01/P1Y", "2021-04-01", "2022-03-31"),
        ("2015-11-16/P1Y", "2015-11-16", "2016-11-15"),
        ("2022-01-01/P3Y", "2022-01-01", "2024-12-31"),
        ("2022-01-01/P3M", "2022-01-01", "2022-03-31"),
        ("2022-01-03/P1W", "2022-01-03", "2022-01-09"),
        ("2022-01-31/P1M", "2022-01-31", "2022-02-27"),
        (" 2015 ", "2015-01-01", "2015-12-31"),
    ],
)
def test_a_published_period_has_a_first_and_a_last_day(text, first, last):
    period = read_period(text)

    assert (period.text, period.starts_on, period.ends_on) == (
        text.strip(), date.fromisoformat(first), date.fromisoformat(last),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["", "soon", "202122", "2016/19", "2021-02-30", "2016 - 14", "2019 Q5", "2022-04-01/P0D", "2022-04-01/P", "9999/00",
     "2014/15 - 16/18", "2022-04-01/P9999Y"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_what_would_be(text):
    with pytest.raises(NotLoaded, match=r"^“.*” is not understood as a period\. Write 2023, 2023/24"):
        read_period(text)


def test_a_period_that_could_mean_two_things_is_refused():
    with pytest.raises(
        NotLoaded, match=r"may be one year from 2016 into 2017, or both calendar years. Write 2016/17"
    ):
        read_period("2016-17")
    with pytest.raises(NotLoaded, match=r"may be a month or several years. Write Dec 2009 or 2009 to 2012"):
        read_period("2009-12")


def test_a_school_year_begins_in_september():
    assert read_period("2016/17", year_from=ACADEMIC).ends_on == date(2017, 8, 31)


@given(st.dates(date(1900, 1, 1), date(2150, 1, 1)), st.integers(-600, 600))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later == end_of_month(later.year, later.month) and later.day < day.day)
