from datetime import date

import pytest

from fairplace.town.feeds.rules.naming import name_period


def days(*parts):
    return date(*parts[:3]), date(*parts[3:])


@pytest.mark.parametrize(
    ("published", "covered", "name"),
    [
        ("2009 - 11", days(2009, 1, 1, 2011, 12, 31), "2009-11"),
        ("2009 – 11", days(2009, 1, 1, 2011, 12, 31), "2009-11"),
        ("2016/17", days(2016, 4, 1, 2017, 3, 31), "2016/17"),
        ("2020-01-01/P1Y", days(2020, 1, 1, 2020, 12, 31), "2020"),
        ("2021-04-01/P1Y", days(2021, 4, 1, 2022, 3, 31), "2021/22"),
        ("2022-01-01/P3Y", days(2022, 1, 1, 2024, 12, 31), "2022-24"),
        ("2022-10-01/P3M", days(2022, 10, 1, 2022, 12, 31), "Oct-Dec 2022"),
        ("2022-10-01/P6M", days(2022, 10, 1, 2023, 3, 31), "Oct 2022-Mar 2023"),
        ("2022-12-31", days(2022, 12, 31, 2022, 12, 31), "31 December 2022"),
    ],
)
def test_a_period_that_is_new_here_gets_a_readable_name(published, covered, name):
    assert name_period(published, covered, {}) == name


def test_a_period_that_the_town_knows_keeps_its_name():
    known = {days(2009, 1, 1, 2011, 12, 31): "2009 to 2011"}

    assert name_period("2009 - 11", days(2009, 1, 1, 2011, 12, 31), known) == "2009 to 2011"


def test_one_day_a_year_is_called_by_its_year_where_it_always_was():
    known = {days(2008, 4, 16, 2008, 4, 16): "2008"}

    assert name_period("2009-04-22", days(2009, 4, 22, 2009, 4, 22), known) == "2009"
