from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from fairplace.town.governance.models import Action, ActionSubject, Update
from fairplace.town.governance.rules import action as rules
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Strategy

CLOSED = (Action.State.DONE, Action.State.STOPPED)
_IS_RESTRICTED = Q(item__is_restricted=True) | Q(decision__item__is_restricted=True)


@dataclass(frozen=True)
class Reader:
    """Who reads a list: what came from restricted items is left out for all but those entitled to it.

    `groups` are those whose restricted items they may read, None for all of them; `person` is who they are.
    """

    groups: frozenset[int] | None = frozenset()
    person: int | None = None


PUBLIC = Reader()


@dataclass(frozen=True)
class ActionFilter:
    """Which actions to list; what is empty filters nothing."""

    words: str = ""
    group: str = ""
    owner: str = ""
    state: str = ""
    when: str = ""
    approach: str = ""
    without: str = ""
    strategy: str = ""


@dataclass(frozen=True)
class ActionLine:
    """An action as a list shows it: how it stands in words, its number, when word of it is due."""

    action: Action
    progress: str
    number: str
    is_late: bool
    is_done: bool
    last_update_on: date | None
    next_update_on: date | None
    missed: int


def list_actions(
    *, town: Town, reader: Reader, chosen: ActionFilter | None = None, day: date | None = None
) -> QuerySet[Action]:
    """Return the actions of a town that fit, open ones first, each with `last_update_at`."""
    chosen, day = chosen or ActionFilter(), day or timezone.localdate()
    fitting = _own(chosen, day) & _linked(chosen) & _lacking(chosen.without)
    return with_last_update(open_to(Action.objects.filter(fitting, town=town), reader))


def open_to(actions: QuerySet[Action], reader: Reader) -> QuerySet[Action]:
    """Leave out what came from restricted items that this reader may not read."""
    if reader.groups is None:
        return actions
    mine = Q(owner=reader.person) | Exists(
        Action.helpers.through.objects.filter(action=OuterRef("pk"), person=reader.person)
    )
    is_open = ~_IS_RESTRICTED | Q(group__in=reader.groups)
    return actions.filter(is_open | mine if reader.person else is_open)


def is_restricted(action: Action) -> bool:
    """Return whether an action came from a restricted item, and so is for those entitled only."""
    return Action.objects.filter(_IS_RESTRICTED, pk=action.pk).exists()


def with_last_update(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Return actions with group, owner, organisation and `last_update_at`, open ones first, then by day."""
    at = Case(When(state__in=CLOSED, then=Value(1)), default=Value(0), output_field=IntegerField())
    told = actions.select_related("group", "owner", "organisation")
    told = told.annotate(last_update_at=Max("updates__at"), is_closed=at)
    return told.order_by("is_closed", "due_on", "number")


def _own(chosen: ActionFilter, day: date) -> Q:
    asked = Q()
    for word in chosen.words.split():
        said = Q(title__icontains=word) | Q(text__icontains=word)
        number = word[1:] if word[:1] in "Aa" else ""
        asked &= said | Q(number=int(number)) if number.isdigit() and len(number) < 10 else said
    if chosen.state == "open":
        asked &= ~Q(state__in=CLOSED)
    elif chosen.state:
        asked &= Q(state=chosen.state)
    if chosen.when == "late":
        asked &= Q(due_on__lt=day) & ~Q(state__in=CLOSED)
    elif chosen.when == "soon":
        asked &= Q(due_on__range=(day, day + timedelta(days=rules.SOON))) & ~Q(state__in=CLOSED)
    if chosen.approach:
        asked &= Q(approach="" if chosen.approach == "unknown" else chosen.approach)
    return asked


def _linked(chosen: ActionFilter) -> Q:
    asked = Q()
    if chosen.group:
        asked &= Q(group__slug=chosen.group)
    if chosen.owner.isdigit():
        asked &= Q(owner=int(chosen.owner))
    if chosen.strategy.isdigit():
        through = Action.strategies.through.objects.filter(strategy=int(chosen.strategy))
        asked &= Q(pk__in=through.values("action"))
    return asked


def _lacking(without: str) -> Q:
    """Return what asks for actions that lack something; "chair" are those that wait on a chair's list."""
    return {
        "owner": Q(owner=None),
        "update": ~Exists(Update.objects.filter(action=OuterRef("pk"))) & Q(),
        "link": ~Exists(ActionSubject.objects.filter(action=OuterRef("pk"))) & Q(),
        "number": Q(count=None),
        "chair": Q(with_chair_since__isnull=False) & ~Q(state__in=CLOSED),
    }.get(without, Q())


def make_line(action: Action, *, day: date | None = None) -> ActionLine:
    """Return an action that has `last_update_at` as a list shows it."""
    day = day or timezone.localdate()
    last_at = getattr(action, "last_update_at", None)
    last_on = timezone.localdate(last_at) if last_at else None
    rhythm = {
        "starts_on": action.starts_on,
        "last_update_on": last_on,
        "owned_on": timezone.localdate(action.owned_since),
        "every_months": action.every_months if action.is_open else None,
    }
    return ActionLine(
        action=action,
        progress=rules.say_progress(
            state=str(Action.State(action.state).label),
            is_open=action.is_open,
            starts_on=action.starts_on,
            due_on=action.due_on,
            since_on=timezone.localdate(action.state_since),
            day=day,
        ),
        number=rules.say_number(
            count=action.count,
            denominator=action.denominator,
            of_what=action.denominator_what,
            counts_what=action.counts_what,
        ),
        is_late=rules.is_late(due_on=action.due_on, is_open=action.is_open, day=day),
        is_done=action.state == Action.State.DONE,
        last_update_on=last_on,
        next_update_on=rules.next_update_on(**rhythm),
        missed=rules.missed_cycles(**rhythm, day=day),
    )


def make_lines(actions: Iterable[Action], *, day: date | None = None) -> list[ActionLine]:
    day = day or timezone.localdate()
    return [make_line(one, day=day) for one in actions]


@dataclass(frozen=True)
class Readers:
    """Who reads what is said of an action: its group and those above it, others told as well, strategies."""

    groups: tuple[Group, ...]
    strategies: tuple[Strategy, ...]


def list_readers(action: Action) -> Readers:
    """Return every group and strategy that one update of this action serves, its own group first.

    The line of `reports_to` is climbed to its end, also where it was drawn as a circle by mistake.
    """
    of_town = Group.objects.filter(town=action.town)
    known, above = {one.pk: one for one in of_town}, dict(of_town.values_list("pk", "reports_to"))
    found: dict[int, Group] = {}
    here: int | None = action.group_id
    while here is not None and here not in found:
        found[here] = known[here]
        here = above[here]
    found |= {one.pk: one for one in action.also_to.all()}
    return Readers(tuple(found.values()), tuple(action.strategies.all()))


def list_actions_read_by(group: Group, *, reader: Reader = PUBLIC, own: bool = True) -> QuerySet[Action]:
    """Return what a group reads: its own actions, those of groups below it at any depth, those told to it.

    With `own=False` its own are left out. Each has `last_update_at`; `make_lines` puts them into words.
    """
    feeders: dict[int, list[int]] = {}
    for pk, above in Group.objects.filter(town=group.town).values_list("pk", "reports_to"):
        feeders.setdefault(above, []).append(pk)
    below, waiting = {group.pk}, [group.pk]
    for one in waiting:
        fresh = [pk for pk in feeders.get(one, []) if pk not in below]
        below.update(fresh)
        waiting += fresh
    told = Action.also_to.through.objects.filter(group=group.pk).values("action")
    found = Action.objects.filter(Q(group__in=below) | Q(pk__in=told), town=group.town)
    return with_last_update(open_to(found if own else found.exclude(group=group.pk), reader))
