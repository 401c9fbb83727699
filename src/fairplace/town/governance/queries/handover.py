"""All that somebody who leaves has in hand in a town, as it stands now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from fairplace.town.governance.models import Action, AgendaItem, Decision, Handover, Risk, Update, Vote
from fairplace.town.governance.queries.desk import Seats, get_seats
from fairplace.town.letters.models import Letter
from fairplace.town.partners.models import Group, Membership, Seat
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Round

CLOSED = (Action.State.DONE, Action.State.STOPPED)
UPDATES, DECISIONS, LETTERS = 20, 20, 20


@dataclass(frozen=True)
class InHand:
    """What somebody has in hand: what moves to others, what ends with them, and what they leave behind."""

    actions: tuple[Action, ...]
    helped: tuple[Action, ...]
    risks: tuple[Risk, ...]
    seats: tuple[Membership, ...]
    speaks_for: tuple[Seat, ...]
    open_decisions: tuple[Decision, ...]
    votes: tuple[Vote, ...]
    items: tuple[AgendaItem, ...]
    rounds: tuple[Round, ...]
    updates: tuple[Update, ...]
    decisions: tuple[Decision, ...]
    contacts: tuple[Membership, ...]
    letters: tuple[Letter, ...]

    @property
    def groups(self) -> list[Group]:
        """Return the groups in which something moves to somebody else, by name."""
        moved = [*self.actions, *self.helped, *self.risks, *self.seats]
        found = {one.group.pk: one.group for one in moved}
        return sorted(found.values(), key=lambda one: one.name)


def get_in_hand(*, town: Town, person: Person) -> InHand:
    """Return everything that a person has in hand in a town today."""
    seats = get_seats(town=town, person=person, day=timezone.localdate())
    return InHand(
        actions=tuple(list_owned(town, person)),
        helped=tuple(list_helped(town, person)),
        risks=tuple(list_risks_owned(town, person)),
        seats=tuple(list_held(town, person)),
        speaks_for=tuple(
            Seat.objects.filter(organisation__town=town, person=person).select_related("organisation")
        ),
        open_decisions=tuple(_decisions_of(seats).filter(state=Decision.State.OPEN)),
        votes=tuple(_list_votes(town, person)),
        items=tuple(_list_items(person, seats)),
        rounds=tuple(_list_rounds(town, person)),
        updates=tuple(
            Update.objects.filter(action__town=town, by=person)
            .select_related("action")
            .order_by("-at")[:UPDATES]
        ),
        decisions=tuple(
            _decisions_of(seats).filter(state=Decision.State.DECIDED).order_by("-decided_at")[:DECISIONS]
        ),
        contacts=tuple(_list_contacts(person, seats)),
        letters=tuple(_list_letters(town, person)),
    )


def list_owned(town: Town, person: Person) -> QuerySet[Action]:
    owned = Action.objects.filter(town=town, owner=person).exclude(state__in=CLOSED)
    return owned.select_related("group").order_by("due_on", "number")


def list_helped(town: Town, person: Person) -> QuerySet[Action]:
    helped = Action.objects.filter(town=town, helpers=person).exclude(state__in=CLOSED)
    return helped.select_related("group", "owner").order_by("due_on", "number")


def list_risks_owned(town: Town, person: Person) -> QuerySet[Risk]:
    owned = Risk.objects.filter(town=town, owner=person, state=Risk.State.OPEN)
    return owned.select_related("group").order_by("number")


def list_held(town: Town, person: Person, *, day: date | None = None) -> QuerySet[Membership]:
    """Return the seats in groups that somebody holds today or will hold."""
    day = day or timezone.localdate()
    held = Membership.objects.filter(Q(until_on=None) | Q(until_on__gte=day), group__town=town, person=person)
    return held.select_related("group", "organisation__town").order_by("group__position", "pk")


def _decisions_of(seats: Seats) -> QuerySet[Decision]:
    return Decision.objects.filter(group__in=seats.keys).select_related("group").order_by("number")


def _list_votes(town: Town, person: Person) -> QuerySet[Vote]:
    """Return what somebody said on decisions that are still open. It cannot be passed on."""
    given = Vote.objects.filter(decision__town=town, decision__state=Decision.State.OPEN, person=person)
    return given.select_related("decision").order_by("decision__number")


def _list_items(person: Person, seats: Seats) -> Iterable[AgendaItem]:
    """Return what somebody presents at meetings to come, as far as their name tells."""
    name = person.name.split(" (")[0].strip()
    if not name:
        return []
    told = AgendaItem.objects.filter(
        Q(meeting=None) | Q(meeting__state="planned"), series__group__in=seats.keys, presenter__icontains=name
    )
    return told.select_related("meeting", "series__group").order_by("meeting__starts_at", "position")


def _list_rounds(town: Town, person: Person) -> QuerySet[Round]:
    mapping = Round.objects.filter(Q(first=person) | Q(second=person), town=town)
    return mapping.filter(closed_at=None, abandoned_at=None)


def _list_contacts(person: Person, seats: Seats) -> list[Membership]:
    """Return who else sits in the same groups, each once."""
    today = timezone.localdate()
    others = Membership.objects.filter(
        Q(since_on=None) | Q(since_on__lte=today),
        Q(until_on=None) | Q(until_on__gte=today),
        group__in=seats.keys,
    )
    others = others.exclude(person=person).exclude(name="").select_related("organisation", "person", "group")
    once = {(one.organisation.pk, one.name): one for one in others.order_by("-is_chair")}
    return sorted(once.values(), key=lambda one: (one.organisation.name, one.name))


def _list_letters(town: Town, person: Person) -> QuerySet[Letter]:
    waiting = Letter.objects.filter(town=town.slug, person=person, state=Letter.State.WAITING)
    return waiting.order_by("written_at")[:LETTERS]


def get_draft(*, town: Town, person: Person) -> Handover | None:
    return Handover.objects.filter(town=town, person=person, finished_at=None).select_related("to").first()


def list_finished(*, town: Town, person: Person) -> QuerySet[Handover]:
    """Return the handovers that somebody finished, the newest first."""
    return Handover.objects.filter(town=town, person=person, finished_at__isnull=False).order_by(
        "-finished_at"
    )


def find_handover(*, town: Town, pk: int) -> Handover | None:
    return Handover.objects.filter(town=town, pk=pk).select_related("person", "to", "by", "town").first()


def is_heir(handover: Handover, person: Person) -> bool:
    return person.pk == handover.to_id or person.pk in handover.heirs.values()
