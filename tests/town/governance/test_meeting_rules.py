from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from fairplace.town.governance.rules.meeting import (
    Lack,
    Standing,
    list_lacking,
    propose_start,
)
from fairplace.town.governance.rules.workdays import add_working_days, is_working_day

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 6), True),
        (date(2026, 10, 10), False),
        (date(2026, 10, 11), False),
        (date(2026, 12, 25), False),
        # Boxing Day falls on a Saturday: the Monday after is given instead.
        (date(2026, 12, 28), False),
        (date(2027, 3, 26), False),
        # A bank holiday in Scotland only.
        (date(2026, 11, 30), True),
    ],
)
def test_people_work_neither_on_weekends_nor_on_englands_bank_holidays(day, works):
    assert is_working_day(day) is works


def test_a_bank_holiday_gives_way_to_the_next_working_day():
    assert add_working_days(date(2026, 12, 25), 0) == date(2026, 12, 29)


def test_the_next_meeting_keeps_its_time_of_day_when_the_clocks_change():
    last = datetime(2026, 10, 6, 13, tzinfo=UTC)

    proposed = propose_start(last, every_weeks=4, after=last)

    assert proposed == datetime(2026, 11, 3, 14, tzinfo=UTC)
    assert proposed.astimezone(LONDON).hour == last.astimezone(LONDON).hour == 14


def test_the_rhythm_passes_over_what_is_past_and_is_not_bent_by_a_holiday():
    last = datetime(2026, 11, 27, 14, tzinfo=LONDON)

    on_a_holiday = propose_start(last, every_weeks=4, after=last)
    after_it = propose_start(last, every_weeks=4, after=on_a_holiday)

    assert on_a_holiday == datetime(2026, 12, 29, 14, tzinfo=LONDON)
    assert after_it == datetime(2027, 1, 22, 14, tzinfo=LONDON)


def test_a_meeting_lacks_nothing_once_seats_are_marked_and_items_have_outcomes_in_words():
    items = [Standing("Homes", 1, "decision", "Agreed."), Standing("Jobs", 2, "carried", "To the backlog.")]

    assert list_lacking(seats_open=0, attended=3, items=items) == []


def test_a_meeting_lacks_attendance_outcomes_and_words():
    items = [Standing("Homes", 1, "", ""), Standing("Jobs", 2, "action", "  ")]

    assert list_lacking(seats_open=2, attended=1, items=items) == [
        Lack("seats", count=2),
        Lack("outcome", "Homes", pk=1),
        Lack("words", "Jobs", pk=2),
    ]
    assert list_lacking(seats_open=0, attended=0, items=[]) == [Lack("attendance")]
