"""What people owe in a town, read in a handful of queries however much there is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Q
from django.utils import timezone

from fairplace.town.governance.models import Action, Reminder, Risk, Update
from fairplace.town.governance.rules.reminders import Owed
from fairplace.town.partners.models import Group, Membership
from fairplace.town.people.models import Person
from fairplace.town.places.models import Appointment, Town

OPEN = (Action.State.NOT_STARTED, Action.State.UNDER_WAY, Action.State.STUCK)


def list_open_actions(town: Town) -> list[Action]:
    """Return the open actions of a town with owner and group, those due first in front."""
    found = Action.objects.filter(town=town, state__in=OPEN)
    return list(found.select_related("owner", "group", "town").order_by("due_on", "number"))


def list_last_words(town: Town, *, of_anybody: bool = False) -> dict[int, date]:
    """Return the day on which the owner or a helper last updated each action, by its key."""
    updates = Update.objects.filter(action__town=town)
    if not of_anybody:
        updates = updates.filter(Q(by=F("action__owner")) | Q(by=F("action__helpers")))
    last = updates.order_by().values_list("action").annotate(last=Max("at"))
    return {action: timezone.localdate(at) for action, at in last}


def make_owed(action: Action, updated_on: date | None) -> Owed:
    """Return an action as the rules of reminders see it."""
    return Owed(
        starts_on=action.starts_on,
        due_on=action.due_on,
        owned_on=timezone.localdate(action.owned_since),
        every_months=action.every_months,
        updated_on=updated_on,
        moved_on=timezone.localdate(action.with_chair_since) if action.with_chair_since else None,
    )


def list_told(town: Town) -> dict[tuple[int, int], dict[tuple[str, date], date]]:
    """Return what was told of each open action to each person, by the keys of both."""
    told: dict[tuple[int, int], dict[tuple[str, date], date]] = {}
    rows = Reminder.objects.filter(action__town=town, action__state__in=OPEN).order_by()
    for action, person, reason, about_on, at in rows.values_list(
        "action", "person", "reason", "about_on", "at"
    ):
        told.setdefault((action, person), {})[reason, about_on] = timezone.localdate(at)
    return told


def list_leads_by_group(town: Town, *, day: date) -> dict[int, list[Person]]:
    """Return who chairs each group on a day, or its deputies where it has no chair."""
    seats = Membership.objects.filter(
        Q(is_chair=True) | Q(is_deputy=True),
        Q(since_on=None) | Q(since_on__lte=day),
        Q(until_on=None) | Q(until_on__gte=day),
        group__town=town,
        person__is_active=True,
    ).select_related("person")
    chairs: dict[int, dict[int, Person]] = {}
    deputies: dict[int, dict[int, Person]] = {}
    for seat in seats.order_by("pk"):
        if seat.person:
            held = chairs if seat.is_chair else deputies
            held.setdefault(seat.group_id, {})[seat.person.pk] = seat.person  # pyright: ignore[reportAttributeAccessIssue]
    return {group: list(people.values()) for group, people in {**deputies, **chairs}.items()}


def list_risks_to_review(town: Town, *, day: date) -> list[Risk]:
    """Return the open risks and issues that their owners were to look at again by that day."""
    found = Risk.objects.filter(town=town, state=Risk.State.OPEN, review_on__lte=day, owner__is_active=True)
    return list(found.select_related("owner", "group").order_by("review_on", "number"))


@dataclass(frozen=True)
class Standing:
    """What a town knows of somebody: the codes of their roles, and how many seats they hold or held."""

    roles: frozenset[str] = frozenset()
    seats_now: int = 0
    seats_ended: int = 0


def list_standings(town: Town, *, day: date) -> dict[int, Standing]:
    """Return what a town knows of each person who has, or had, a place in it, by their key."""
    roles: dict[int, set[str]] = {}
    for person, role in Appointment.objects.filter(town=town).values_list("person", "role"):
        roles.setdefault(person, set()).add(role)
    now: dict[int, int] = {}
    ended: dict[int, int] = {}
    seats = Membership.objects.filter(group__town=town, person__isnull=False).order_by()
    for person, until_on in seats.values_list("person", "until_on"):
        count = ended if until_on and until_on < day else now
        count[person] = count.get(person, 0) + 1
    return {
        person: Standing(frozenset(roles.get(person, ())), now.get(person, 0), ended.get(person, 0))
        for person in roles.keys() | now.keys() | ended.keys()
    }


def list_boards(group: Group) -> list[Group]:
    """Return the groups that one reports to, the nearest first; a circle is gone round once."""
    above = {one.pk: one.reports_to_id for one in Group.objects.filter(town=group.town_id)}  # pyright: ignore[reportAttributeAccessIssue]
    keys: list[int] = []
    key = above.get(group.pk)
    while key is not None and key not in keys and key != group.pk:
        keys.append(key)
        key = above.get(key)
    found = Group.objects.in_bulk(keys)
    return [found[key] for key in keys]
