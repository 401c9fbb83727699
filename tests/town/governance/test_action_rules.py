from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.town.governance.rules.action import (
    Span,
    add_months,
    belongs_to_year,
    financial_year,
    is_due_soon,
    is_late,
    missed_cycles,
    next_update_on,
    quarter_spans,
    say_number,
    say_progress,
    say_year,
    year_span,
)

DAY = date(2026, 11, 30)
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


def test_an_action_is_late_the_day_after_its_last_day():
    assert not is_late(due_on=DAY, is_open=True, day=DAY)
    assert is_late(due_on=date(2026, 11, 29), is_open=True, day=DAY)


def test_what_is_done_is_never_late():
    assert not is_late(due_on=date(2020, 1, 1), is_open=False, day=DAY)


@pytest.mark.parametrize(
    ("due_on", "is_soon"),
    [
        (date(2026, 11, 29), False),
        (DAY, True),
        (date(2026, 12, 30), True),
        (date(2026, 12, 31), False),
    ],
)
def test_an_action_is_due_soon_within_thirty_days(due_on, is_soon):
    assert is_due_soon(due_on=due_on, is_open=True, day=DAY) == is_soon


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2026, 11, 30), 14) == date(2028, 1, 30)


def test_an_update_is_due_after_the_last_word():
    due_on = next_update_on(
        starts_on=date(2026, 4, 1),
        last_update_on=date(2026, 9, 10),
        owned_on=date(2026, 4, 1),
        every_months=3,
    )

    assert due_on == date(2026, 12, 10)


def test_an_update_is_due_after_the_start_where_there_was_no_word():
    told = {"starts_on": date(2026, 9, 1), "last_update_on": None, "owned_on": date(2026, 3, 1)}

    assert next_update_on(**told, every_months=3) == date(2026, 12, 1)


def test_a_new_owner_owes_nothing_of_the_time_before():
    told = {"starts_on": date(2026, 1, 1), "last_update_on": None, "every_months": 3}

    assert missed_cycles(**told, owned_on=date(2026, 1, 1), day=DAY) == 3
    assert missed_cycles(**told, owned_on=date(2026, 11, 1), day=DAY) == 0
    assert next_update_on(**told, owned_on=date(2026, 11, 1)) == date(2027, 2, 1)


def test_no_update_is_due_without_a_rhythm():
    told = {"starts_on": date(2020, 1, 1), "last_update_on": None, "owned_on": None, "every_months": None}

    assert next_update_on(**told) is None
    assert missed_cycles(**told, day=DAY) == 0


@given(DAYS, DAYS, st.integers(1, 24))
def test_a_cycle_is_missed_exactly_when_its_day_is_over(starts_on, day, every_months):
    told = {"starts_on": starts_on, "last_update_on": None, "owned_on": None, "every_months": every_months}
    due_on = next_update_on(**told)

    assert (missed_cycles(**told, day=day) > 0) == (due_on is not None and due_on < day)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"is_open": False}, "Under way on 2 June 2026"),
        ({"due_on": date(2026, 11, 29)}, "Under way; 1 day late"),
        ({"due_on": date(2026, 11, 18)}, "Under way; 12 days late"),
        ({"starts_on": date(2026, 12, 1)}, "Under way; starts on 1 December 2026"),
        ({}, "Under way"),
    ],
)
def test_progress_says_the_state_and_what_the_calendar_says(fields, words):
    told = {
        "state": "Under way",
        "is_open": True,
        "starts_on": date(2026, 4, 1),
        "due_on": date(2027, 3, 31),
        "since_on": date(2026, 6, 2),
        "day": DAY,
    }

    assert say_progress(**{**told, **fields}) == words


def test_a_number_is_told_with_what_it_is_out_of():
    said = say_number(count=1300, denominator=4120, of_what="children under five", counts_what="had a jab")

    assert said == "1,300 of 4,120 children under five: had a jab"


@pytest.mark.parametrize("fields", [{"count": None}, {"denominator": None}, {"of_what": ""}])
def test_a_count_alone_is_not_told(fields):
    assert say_number(**{"count": 130, "denominator": 412, "of_what": "children", **fields}) == ""


def test_the_financial_year_begins_in_april():
    assert financial_year(date(2026, 4, 1)) == 2026
    assert financial_year(date(2027, 3, 31)) == 2026
    assert year_span(2026) == Span(date(2026, 4, 1), date(2027, 3, 31))
    assert say_year(2026) == "April 2026 to March 2027"


@given(DAYS)
def test_every_day_is_in_one_quarter_of_its_financial_year(day):
    spans = quarter_spans(financial_year(day))

    assert sum(span.first <= day <= span.last for span in spans) == 1


@pytest.mark.parametrize(
    ("year", "fields", "belongs"),
    [
        (2026, {}, True),
        (2027, {}, False),
        (2025, {}, False),
        # Overdue: carried into the year that it is, not into one that has not begun.
        (2026, {"starts_on": date(2025, 5, 1), "due_on": date(2025, 9, 1)}, True),
        (2027, {"starts_on": date(2025, 5, 1), "due_on": date(2025, 9, 1)}, False),
        # Done late, in the year in which it was done and no later one.
        (2026, {"due_on": date(2025, 9, 1), "starts_on": date(2025, 5, 1), "is_open": False}, True),
        (
            2026,
            {
                "due_on": date(2025, 9, 1),
                "starts_on": date(2025, 5, 1),
                "is_open": False,
                "since_on": date(2025, 8, 1),
            },
            False,
        ),
    ],
)
def test_a_plan_holds_what_is_planned_carried_over_or_ended_in_its_year(year, fields, belongs):
    told = {
        "starts_on": date(2026, 5, 1),
        "due_on": date(2026, 9, 1),
        "is_open": True,
        "since_on": date(2026, 6, 1),
        "day": DAY,
    }

    assert belongs_to_year(year=year, **{**told, **fields}) == belongs
