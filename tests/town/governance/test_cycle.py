from datetime import date

import pytest

from fairplace.town.governance.rules.cycle import add_months, begins_on, missed_cycles, update_due_on


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 5), 24, date(2028, 5, 5)),
    ],
)
def test_a_month_that_is_shorter_ends_on_its_last_day(day, months, then):
    assert add_months(day, months) == then


def test_a_cycle_begins_with_the_latest_of_start_owner_and_update():
    start, owned, updated = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)

    assert begins_on(starts_on=start, owned_on=owned, updated_on=updated) == updated
    assert begins_on(starts_on=start, owned_on=owned, updated_on=None) == owned
    assert begins_on(starts_on=date(2026, 4, 1), owned_on=owned, updated_on=updated) == date(2026, 4, 1)


def test_where_no_updates_are_asked_for_none_is_due_or_missed():
    begins = date(2020, 1, 1)

    assert update_due_on(begins=begins, every_months=None) is None
    assert missed_cycles(begins=begins, every_months=None, day=date(2026, 1, 1)) == 0


@pytest.mark.parametrize(
    ("day", "missed"),
    [
        (date(2026, 4, 1), 0),
        (date(2026, 4, 2), 1),
        (date(2026, 7, 1), 1),
        (date(2026, 7, 2), 2),
        (date(2027, 1, 2), 4),
    ],
)
def test_a_cycle_is_missed_on_the_day_after_its_update_was_due(day, missed):
    assert missed_cycles(begins=date(2026, 1, 1), every_months=3, day=day) == missed
