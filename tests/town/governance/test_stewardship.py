"""No phantom owners: what moves to the chair's list by itself, and how well a group looks after things."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import fairplace.equity as eq
from fairplace.town.governance.models import Action, Update
from fairplace.town.governance.operations import stewardship
from fairplace.town.governance.operations.stewardship import settle_owners
from fairplace.town.governance.operations.update import give_update
from fairplace.town.governance.queries.stewardship import get_stewardship
from fairplace.town.governance.rules.stewardship import Because, Kept, Owner, why_move
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.models import Appointment, Comparator
from tests.factories import (
    make_action,
    make_decision,
    make_group,
    make_indicator,
    make_measure,
    make_membership,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_place,
    make_town,
)

DAY = date(2026, 11, 2)
KEPT = Kept(date(2026, 1, 1), date(2026, 1, 1), 3)


@pytest.mark.parametrize(
    ("owner", "has_left"),
    [
        (Owner(True, {"contributor"}), False),
        (Owner(False, {"contributor"}, seats_now=1), True),
        (Owner(True), True),
        (Owner(True, seats_now=1), False),
        (Owner(True, seats_now=1, seats_ended=1), False),
        (Owner(True, {"contributor"}, seats_ended=1), True),
        (Owner(True, {"contributor", "programme-team"}, seats_ended=1), False),
    ],
)
def test_who_has_left(owner, has_left):
    assert owner.has_left is has_left


@pytest.mark.parametrize(
    ("kept", "owner", "because"),
    [
        (KEPT, None, Because.NOBODY),
        (KEPT, Owner(False), Because.LEFT),
        (KEPT, Owner(True, {"contributor"}), Because.SILENT),
        (Kept(KEPT.starts_on, KEPT.owned_on, None), Owner(True, {"contributor"}), None),
        (Kept(KEPT.starts_on, KEPT.owned_on, 3, date(2026, 5, 3)), Owner(True, {"contributor"}), None),
        (
            Kept(KEPT.starts_on, KEPT.owned_on, 3, date(2026, 5, 1)),
            Owner(True, {"contributor"}),
            Because.SILENT,
        ),
    ],
)
def test_why_an_action_moves(kept, owner, because):
    assert why_move(kept, owner=owner, day=DAY) == because


@pytest.fixture
def group(town):
    return make_group(town, "housing")


@pytest.fixture
def sam(town):
    return make_person("Sam", town, "contributor")


def make_old(group, number=1, owner=None, **fields):
    said = {"starts_on": date(2026, 1, 1), "owned_since": datetime(2026, 1, 1, tzinfo=UTC), **fields}
    return make_action(group, number, owner, **said)


def say(action, by, day, note="Well."):
    return Update.objects.create(
        action=action, by=by, note=note, state_before="under way", state="under way",
        at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
    )  # fmt: skip


def test_a_silent_owner_loses_it_to_the_chairs_list_and_their_word_takes_it_back(town, group, sam):
    action = make_old(group, owner=sam)

    assert (settle_owners(town, DAY), settle_owners(town, DAY)) == (1, 0)

    action.refresh_from_db()
    assert action.with_chair_since is not None
    assert action.with_chair_because == "2 updates were due, and none came."
    assert (action.owner, action.version) == (sam, 2)
    event = AuditEvent.objects.get(subject="A1")
    assert (event.by, event.verb) == (None, "moved to the chair’s list")
    give_update(by=sam, action=action, note="I am here.", state="under way")
    action.refresh_from_db()
    assert (action.with_chair_since, action.with_chair_because) == (None, "")
    assert settle_owners(town, timezone.localdate()) == 0


def test_a_helpers_word_counts_and_that_of_others_does_not(town, group, sam):
    helped, talked_of = make_old(group, 1, sam), make_old(group, 2, sam)
    helper, other = make_person("Hal", town, "contributor"), make_person("Zoe", town, "contributor")
    helped.helpers.add(helper)
    say(helped, helper, date(2026, 10, 1)), say(talked_of, other, date(2026, 10, 1))

    settle_owners(town, DAY)

    moved = Action.objects.exclude(with_chair_since=None)
    assert [one.number for one in moved] == [2]


def test_what_has_ended_stays_where_it_is(town, group):
    make_old(group, state="done"), make_old(group, 2, state="stopped")

    assert settle_owners(town, DAY) == 0


def test_an_owner_who_left_the_town_is_found_by_their_seat_and_role(town, group):
    ended, gone = make_person("Ed", town, "contributor"), make_person("Gus", town, "contributor")
    stays, other_town = make_person("Sue", town, "contributor"), make_person("Tom")
    council = make_organisation(town)
    make_membership(group, council, name="Ed", person=ended, until_on=date(2026, 11, 1))
    make_membership(group, council, name="Sue", person=stays, until_on=DAY)
    Appointment.objects.filter(person=gone).delete()
    Appointment.objects.create(
        person=other_town, town=make_town("other", "E06000002", "Other", is_default=False), role="analyst"
    )
    new = {"starts_on": DAY, "owned_since": datetime(2026, 11, 2, tzinfo=UTC)}
    for number, person in enumerate([ended, gone, stays, other_town], start=1):
        make_action(group, number, person, **new)

    assert settle_owners(town, DAY) == 3

    assert not Action.objects.get(number=3).with_chair_since
    assert set(Action.objects.exclude(number=3).values_list("with_chair_because", flat=True)) == {
        "Its owner has left."
    }


def test_somebody_elses_change_meanwhile_is_not_written_over(town, group, sam, monkeypatch):
    action = make_old(group, owner=sam)
    usual = stewardship.list_standings

    def change_first(*arguments, **options):
        found = usual(*arguments, **options)
        give_update(by=sam, action=action, note="Just in time.", state="under way")
        return found

    listed = stewardship.list_open_actions(town)
    monkeypatch.setattr(stewardship, "list_open_actions", lambda town: listed)
    monkeypatch.setattr(stewardship, "list_standings", change_first)

    assert settle_owners(town, DAY) == 0


def test_settling_does_not_ask_more_for_more_actions(town, group, sam):
    make_old(group, 1, sam, every_months=None)
    with CaptureQueriesContext(connection) as one:
        settle_owners(town, DAY)
    for number in (2, 3):
        make_old(group, number, make_person(f"P{number}", town, "contributor"), every_months=None)

    with CaptureQueriesContext(connection) as three:
        settle_owners(town, DAY)

    assert len(three) == len(one)


def test_a_groups_stewardship_counts_owners_notes_vacancies_and_the_chairs_list(town, group, sam):
    pat, new = make_person("Pat", town, "contributor"), make_person("Nia", town, "contributor")
    fresh, stale, silent = make_old(group, 1, sam), make_old(group, 2, pat), make_old(group, 3, pat)
    make_old(group, 4)
    make_old(group, 5, new, owned_since=datetime(2026, 10, 1, tzinfo=UTC))
    make_old(group, 6, sam, state="done")
    Action.objects.filter(number=3).update(with_chair_since=timezone.now())
    say(fresh, sam, date(2026, 10, 1)), say(stale, pat, date(2026, 3, 1))

    found = get_stewardship(group, day=DAY)

    assert (found.current.count, found.current.denominator) == (1, 2)
    assert found.current == eq.proportion(1, 2, per=100)
    # Of the six, the one owned for a month is not asked for yet; silent, vacant and ended have no word.
    assert found.never == eq.proportion(3, 5, per=100)
    assert (found.open, found.vacant, found.stale) == (5, 1, 1)
    assert found.with_chair == (silent,)


def test_a_group_without_anything_has_nothing_to_count(group):
    found = get_stewardship(group, day=DAY)

    assert (found.current, found.never, found.open, found.measures) == (None, None, 0, 0)


def test_measures_without_another_place_in_the_same_period_are_named(town, group):
    england = make_place("E92000001", "England", "country")
    Comparator.objects.create(town=town, place=england, role="country", position=1)
    objective = make_objective(town)
    group.objectives.add(objective)
    measures = {}
    for code, there in {"both": 6, "older": 5, "alone": 0}.items():
        indicator = make_indicator(code)
        make_observations(indicator, town.place, list(range(10, 16)))
        make_observations(indicator, england, list(range(10, 10 + there)))
        measures[code] = make_measure(town, code, indicator, [objective])
    measures["none"] = make_measure(town, "none", None, [objective])
    make_measure(town, "elsewhere")

    found = get_stewardship(group, day=DAY)

    assert found.measures == 4
    assert [one.slug for one in found.without_comparator] == ["older", "alone", "none"]


def test_the_page_shows_it_to_staff_and_hides_what_is_restricted(client, town, group, sam):
    secret = make_decision(group, is_restricted=True)
    make_old(group, 1, sam, title="Warm rooms")
    make_old(group, 2, sam, title="A hidden thing", decision=secret)
    client.force_login(make_person("Ben", town, "contributor"))

    page = client.get("/groups/housing/owners/").content.decode()

    assert "Warm rooms" in page
    assert "A hidden thing" not in page
    assert "A2 (restricted)" in page
    assert "0 of 1 owners have updated everything" in page
    assert "The mark to beat is 75 in 100." in page
    client.force_login(make_person("Ada", town, "programme-team"))
    assert "A hidden thing" in client.get("/groups/housing/owners/").content.decode()
    assert client.get("/groups/nobody/owners/").status_code == 404


def test_the_page_asks_as_often_for_three_as_for_one(client, town, group, sam):
    client.force_login(make_person("Ada", town, "programme-team"))
    objective = make_objective(town)
    group.objectives.add(objective)

    def add(number):
        make_old(group, number, make_person(f"P{number}", town, "contributor"))
        make_old(group, number + 10, sam, with_chair_since=timezone.now())
        indicator = make_indicator(f"i{number}")
        make_observations(indicator, town.place, list(range(10, 16)))
        make_measure(town, f"m{number}", indicator, [objective])

    add(1)
    client.get("/groups/housing/owners/")
    with CaptureQueriesContext(connection) as one:
        client.get("/groups/housing/owners/")
    add(2), add(3)
    with CaptureQueriesContext(connection) as three:
        assert client.get("/groups/housing/owners/").status_code == 200

    assert len(three) == len(one)
