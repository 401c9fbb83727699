"""What people are told, and how often: the rules, then the letters."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairplace.town.governance.models import Reminder, UpdateLink
from fairplace.town.governance.operations.reminders import remind
from fairplace.town.governance.operations.update import give_update
from fairplace.town.governance.rules.reminders import Owed, Reason, remind_lead, remind_owner
from fairplace.town.governance.rules.workdays import is_working_day
from fairplace.town.letters.models import Letter
from tests.factories import (
    make_action,
    make_group,
    make_membership,
    make_organisation,
    make_person,
    make_risk,
)

# A Monday, with a quiet week behind it.
MONDAY = date(2026, 11, 2)
START, DUE = date(2026, 11, 2), date(2027, 3, 31)


def walk(owed, first, last, *, rule=remind_owner, updates=()):
    """Return what is told on each working day from one day to another, as the letters would."""
    told, said = {}, []
    day = first
    while day <= last:
        if is_working_day(day):
            known = max([on for on in updates if on <= day], default=owed.updated_on)
            now = Owed(owed.starts_on, owed.due_on, owed.owned_on, owed.every_months, known, owed.moved_on)
            for due in rule(now, day=day, told=told).new:
                said.append((day, due.reason))
                told[due.reason, due.about_on] = day
        day += timedelta(days=1)
    return said


def owed(**fields):
    return Owed(**{"starts_on": START, "due_on": DUE, "owned_on": START, **fields})


def test_the_start_is_told_once():
    assert walk(owed(), START - timedelta(days=7), START + timedelta(days=60)) == [(START, Reason.STARTS)]


def test_a_start_on_a_weekend_is_told_on_the_next_working_day():
    sunday = date(2026, 11, 8)

    said = walk(owed(starts_on=sunday, owned_on=sunday), sunday, sunday + timedelta(days=20))

    assert said == [(date(2026, 11, 9), Reason.STARTS)]


def test_what_began_long_ago_is_told_to_a_new_owner_and_not_to_an_old_one():
    new = date(2027, 1, 4)

    assert walk(owed(owned_on=new), new, new + timedelta(days=20)) == [(new, Reason.STARTS)]
    assert walk(owed(), new, new + timedelta(days=20)) == []


def test_three_working_days_before_the_end_step_over_easter():
    # Good Friday is the 26th and Easter Monday the 29th of March 2027.
    said = walk(owed(due_on=date(2027, 3, 31)), date(2027, 3, 1), date(2027, 3, 31))

    assert said == [(date(2027, 3, 24), Reason.SOON)]


def test_what_is_late_is_told_at_once_and_then_weekly():
    said = walk(owed(due_on=date(2027, 1, 8)), date(2027, 1, 9), date(2027, 1, 31))

    assert said == [(date(2027, 1, day), Reason.OVERDUE) for day in (11, 18, 25)]


def test_an_update_gives_a_week_of_rest():
    late = owed(due_on=date(2027, 1, 8))

    said = walk(late, date(2027, 1, 9), date(2027, 1, 31), updates=[date(2027, 1, 15)])

    assert said == [(date(2027, 1, day), Reason.OVERDUE) for day in (11, 22, 29)]


def test_a_later_last_day_is_told_anew():
    told = {
        (Reason.SOON, date(2027, 1, 8)): date(2027, 1, 5),
        (Reason.OVERDUE, date(2027, 1, 8)): date(2027, 1, 11),
    }
    moved = owed(due_on=date(2027, 2, 5))

    assert remind_owner(moved, day=date(2027, 2, 2), told=told).new[0].reason == Reason.SOON
    assert remind_owner(moved, day=date(2027, 2, 8), told=told).new[0].about_on == date(2027, 2, 5)


def test_after_a_standstill_only_what_still_holds_is_told_and_once():
    said = walk(owed(due_on=date(2027, 1, 8), every_months=1), date(2027, 2, 15), date(2027, 2, 16))

    assert said == [(date(2027, 2, 15), Reason.OVERDUE), (date(2027, 2, 15), Reason.UPDATE)]


def test_an_update_is_asked_for_a_cycle_after_the_last_word_and_again_each_fortnight():
    said = walk(
        owed(every_months=3, updated_on=date(2026, 11, 5)), START, date(2027, 3, 1),
    )  # fmt: skip

    assert said == [(date(2027, 2, 5), Reason.UPDATE), (date(2027, 2, 19), Reason.UPDATE)]


def test_an_update_ends_the_asking():
    said = walk(owed(every_months=3), date(2027, 2, 1), date(2027, 3, 20), updates=[date(2027, 2, 3)])

    assert said == [(date(2027, 2, 2), Reason.UPDATE)]


def test_what_moved_is_told_once_and_then_nothing_more_is_asked():
    moved = owed(due_on=date(2027, 1, 8), every_months=1, moved_on=date(2027, 1, 12))

    assert walk(moved, date(2027, 1, 12), date(2027, 3, 20)) == [(date(2027, 1, 12), Reason.MOVED)]
    assert walk(moved, date(2027, 1, 12), date(2027, 3, 20), rule=remind_lead) == [
        (date(2027, 1, 12), Reason.MOVED)
    ]


def test_a_lead_is_told_of_what_is_late_and_of_nothing_else():
    said = walk(owed(due_on=date(2027, 1, 8), every_months=1), START, date(2027, 1, 20), rule=remind_lead)

    assert said == [(date(2027, 1, 11), Reason.OVERDUE), (date(2027, 1, 18), Reason.OVERDUE)]


def test_an_action_stands_under_the_weightiest_reason_only():
    both = owed(due_on=date(2027, 1, 8), every_months=1)

    assert remind_owner(both, day=date(2027, 1, 11), told={}).reason == Reason.OVERDUE
    assert (
        remind_owner(owed(), day=date(2027, 1, 11), told={})
        == type(remind_owner(owed(), day=MONDAY, told={}))()
    )


# --- The letters ------------------------------------------------------------------------------

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def group(town):
    return make_group(town, "housing")


@pytest.fixture
def sam(town):
    return make_person("Sam", town, "contributor")


def make_lead(group, name="Lea", **seat):
    lead = make_person(name, group.town, "group-chair")
    make_membership(
        group, make_organisation(group.town, name.lower()), person=lead, **{"is_chair": True, **seat}
    )
    return lead


def make_late(group, owner, number=1, **fields):
    said = {
        "starts_on": date(2026, 1, 5),
        "due_on": date(2026, 10, 30),
        "owned_since": LONG_AGO,
        "every_months": None,
    }
    return make_action(group, number, owner, **{**said, **fields})


def test_one_letter_says_all_that_somebody_owes_with_a_link_for_each(town, group, sam, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://example.org"
    make_person("Ada", town, "programme-team")
    make_late(group, sam, 1, title="Warm rooms")
    make_late(group, sam, 2, title="Damp homes", due_on=date(2026, 11, 4))
    make_late(group, sam, 3, title="Boilers", due_on=date(2027, 6, 1))
    group.town.actions.filter(number=3).update(every_months=3)
    make_late(group, sam, 4, title="Not now", due_on=date(2027, 6, 1))
    make_late(group, sam, 5, title="Ended", state="done")

    assert remind(town, MONDAY) == 1

    letter = Letter.objects.get()
    assert (letter.to, letter.kind, letter.town) == ("sam@example.org", "digest", "testham")
    assert letter.subject == "3 things you owe Testham: 1 late"
    parts = ["Hello Sam", "== Late", "A1 Warm rooms", "== Due soon", "A2 Damp homes", "== An update is due",
             "A3 Boilers", "An update was due on 5 April 2026.", "ada@example.org"]  # fmt: skip
    positions = [letter.body.index(part) for part in parts]
    assert positions == sorted(positions)
    assert "Not now" not in letter.body
    assert "Ended" not in letter.body
    links = re.findall(r"https://example\.org/update/([\w-]+)/", letter.body)
    assert len(set(links)) == UpdateLink.objects.count() == 3
    assert not UpdateLink.objects.filter(digest__in=links).exists()


def test_a_letter_leaves_in_the_morning(town, group, sam):
    make_late(group, sam)

    remind(town, MONDAY)

    assert Letter.objects.get().not_before == datetime(2026, 11, 2, 7, 30, tzinfo=UTC)


def test_running_again_tells_nothing_twice_and_what_is_new_waits_for_the_next_day(town, group, sam):
    make_late(group, sam, 1)

    assert (remind(town, MONDAY), remind(town, MONDAY)) == (1, 0)
    make_late(group, sam, 2)
    assert (remind(town, MONDAY), Reminder.objects.count()) == (0, 1)
    assert remind(town, MONDAY + timedelta(days=1)) == 1
    assert Letter.objects.filter(body__contains="A1 ", key__endswith="2026-11-03").count() == 1


def test_nothing_is_sent_when_there_is_nothing_new(town, group, sam):
    make_late(group, sam)
    remind(town, MONDAY)
    Reminder.objects.update(at=datetime(2026, 11, 2, 9, tzinfo=UTC))

    assert [remind(town, MONDAY + timedelta(days=n)) for n in range(1, 8)] == [0, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("day", [date(2026, 10, 31), date(2026, 12, 25), date(2026, 12, 28)])
def test_nothing_is_sent_on_weekends_and_bank_holidays(town, group, sam, day):
    make_late(group, sam)

    assert remind(town, day) == 0


def test_who_may_not_sign_in_gets_no_letter(town, group):
    make_late(group, make_person("Gus", town, is_active=False))

    assert remind(town, MONDAY) == 0


def test_a_lead_is_told_what_is_late_and_what_moved_in_their_group_only(town, group, sam):
    lead, other = make_lead(group), make_lead(make_group(town, "jobs"), "Olu")
    make_late(group, sam, 1, title="Warm rooms")
    make_late(
        group, sam, 2, title="Damp homes", with_chair_since=datetime(2026, 11, 1, tzinfo=UTC),
        with_chair_because="Its owner has left.",
    )  # fmt: skip

    assert remind(town, MONDAY) == 2

    body = Letter.objects.get(person=lead).body
    assert "You lead Housing" in body
    assert "- A2 Damp homes. Its owner has left." in body
    assert "- A1 Warm rooms. Due on 30 October 2026. Owner: Sam." in body
    assert "1 action is on your list now." in body
    assert "/groups/housing/owners/" in body
    assert "/update/" not in body
    assert not Letter.objects.filter(person=other).exists()


def test_deputies_are_told_only_where_there_is_no_chair(town, group, sam):
    make_lead(group, "Lea"), make_lead(group, "Dan", is_chair=False, is_deputy=True)
    jobs = make_group(town, "jobs")
    make_lead(jobs, "Eve", is_chair=False, is_deputy=True)
    make_lead(jobs, "Old", until_on=date(2026, 10, 1))
    make_late(group, sam, 1), make_late(jobs, sam, 2)

    remind(town, MONDAY)

    assert set(Letter.objects.values_list("person__name", flat=True)) == {"Sam", "Lea", "Eve"}


def test_a_lead_who_owns_it_hears_of_it_once(town, group):
    lead = make_lead(group)
    make_late(group, lead)

    remind(town, MONDAY)

    assert Letter.objects.get().body.count("A1 Action 1") == 1


def test_a_risk_to_look_at_again_is_told_on_the_day_and_stands_in_later_letters(town, group, sam):
    make_risk(group, owner=sam, review_on=date(2026, 10, 31), title="Mould")
    make_risk(group, 2, owner=sam, review_on=date(2026, 12, 31), title="Later")

    assert (remind(town, MONDAY), remind(town, date(2026, 11, 3))) == (1, 0)

    body = Letter.objects.get().body
    assert "K1 Mould" in body
    assert "Later" not in body


def test_the_command_does_the_work_of_a_day(town, group, sam, capsys):
    make_late(group, sam)
    make_late(group, None, 2)

    call_command("remind", day=MONDAY)

    assert capsys.readouterr().out == "Testham: 1 moved to a chair's list, 1 letters written\n"


def test_an_update_between_two_days_ends_the_asking(town, group, sam):
    action = make_late(group, sam, every_months=3, due_on=date(2027, 12, 1))
    assert remind(town, MONDAY) == 1
    give_update(by=sam, action=action, note="Well.", state="under way")

    assert remind(town, timezone.localdate() + timedelta(days=20)) == 0


def count_queries(town, day):
    with CaptureQueriesContext(connection) as asked:
        number = remind(town, day)
    return number, len(asked)


def test_sixty_people_and_five_hundred_actions_are_read_and_told_in_bulk(town):
    groups = [make_group(town, f"g{n}") for n in range(5)]
    leads = [make_lead(group, f"Lead{n}") for n, group in enumerate(groups)]
    people = [make_person(f"P{n}", town, "contributor") for n in range(55)]
    everybody = [*leads, *people]
    for number in range(1, 501):
        make_late(groups[number % 5], everybody[number % 60], number)

    number, asked = count_queries(town, MONDAY)

    assert number == 60
    # A dozen to read and to lock. The rest are insertions in lots, as large as the database takes: 1,500 rows.
    assert UpdateLink.objects.count() == 500
    assert asked <= 30
