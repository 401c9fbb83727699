from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.partners.models import Group, Membership
from fairplace.town.people.models import Person
from fairplace.town.people.rules import ROLES, Ability
from fairplace.town.places.models import Appointment, Town
from fairplace.town.reviews.models import Review, Seat, Signature
from fairplace.town.reviews.rules.signing import VALID, VOID, Change, Signed, list_changes, stand


@dataclass(frozen=True)
class SeatLine:
    """A seat with its newest signature, how that stands, and what was changed since it was given."""

    seat: Seat
    signature: Signature | None
    standing: str
    changes: tuple[Change, ...] = ()
    earlier: tuple[Signature, ...] = ()

    @property
    def is_valid(self) -> bool:
        return self.standing == VALID

    @property
    def is_void(self) -> bool:
        return self.standing == VOID


def list_seats(review: Review, content: Mapping[str, Any], digest: str) -> list[SeatLine]:
    """Return the seats of a review in their order, each with how its signature stands under this content."""
    given: dict[int, list[Signature]] = {}
    for one in Signature.objects.filter(review=review).order_by("-at", "-pk"):
        given.setdefault(one.seat_id, []).append(one)
    seats = Seat.objects.filter(review=review).select_related("person", "group").order_by("position")
    return [_line(seat, given.get(seat.pk, []), content, digest) for seat in seats]


def _line(seat: Seat, given: list[Signature], content: Mapping[str, Any], digest: str) -> SeatLine:
    # A signature under what stands there now counts, also when another was given in between.
    def standing_of(one: Signature) -> str:
        signed = Signed(one.by_id, one.digest, one.withdrawn_at is not None)
        return stand(signed, holder=seat.person_id, digest=digest)

    newest = next((one for one in given if standing_of(one) == VALID), given[0] if given else None)
    if newest is None:
        return SeatLine(seat, None, "")
    standing = standing_of(newest)
    changes = tuple(list_changes(newest.seen, content)) if standing == VOID else ()
    return SeatLine(seat, newest, standing, changes, tuple(one for one in given if one.pk != newest.pk))


@dataclass(frozen=True)
class Proposed:
    """A seat as it is proposed for a new review."""

    title: str
    group: Group | None = None
    person: Person | None = None
    is_required: bool = True


def propose_seats(town: Town, *, day: date | None = None) -> list[Proposed]:
    """Return the seats of the last review, each with whoever chairs its group now; or else the usual ones.

    Usual are the chairs of the priority groups, the director of public health, and the chair of the board.
    """
    chairs = _list_chairs(town, day or timezone.localdate())
    last = Review.objects.filter(town=town).order_by("-year").first()
    if last:
        seats = last.seats.select_related("group", "person").order_by("position")
        return [Proposed(one.title, one.group, _holder(one, chairs), one.is_required) for one in seats]
    groups = list(Group.objects.filter(town=town).order_by("position"))
    priority = [one for one in groups if one.kind == Group.Kind.PRIORITY]
    board = next((one for one in groups if one.kind == Group.Kind.BOARD), None)
    director = Appointment.objects.filter(town=town, role="director").select_related("person").first()
    return [
        *(
            Proposed(_("Chair of %(group)s") % {"group": one.name}, one, chairs.get(one.pk))
            for one in priority
        ),
        Proposed(_("Director of public health"), None, director.person if director else None),
        *(
            [Proposed(_("Chair of %(group)s") % {"group": board.name}, board, chairs.get(board.pk))]
            if board
            else []
        ),
    ]


def _holder(seat: Seat, chairs: Mapping[int, Person]) -> Person | None:
    if seat.group and seat.group.pk in chairs:
        return chairs[seat.group.pk]
    return seat.person if seat.person and seat.person.is_active else None


def _list_chairs(town: Town, day: date) -> dict[int, Person]:
    held = Membership.objects.filter(
        Q(since_on=None) | Q(since_on__lte=day),
        Q(until_on=None) | Q(until_on__gte=day),
        group__town=town,
        is_chair=True,
        person__is_active=True,
    )
    return {one.group_id: one.person for one in held.select_related("person").order_by("-pk") if one.person}


def list_signers(town: Town) -> list[Person]:
    """Return the people who can sit in a seat: those whose role lets them sign in and read."""
    roles = [code for code, role in ROLES.items() if Ability.SEE_DESK in role.abilities]
    found = Person.objects.filter(appointments__town=town, appointments__role__in=roles, is_active=True)
    return list(found.distinct().order_by("name", "email"))


def list_keepers(town: Town) -> list[Person]:
    """Return the people who run the review of a town."""
    roles = [code for code, role in ROLES.items() if Ability.KEEP_REVIEWS in role.abilities]
    found = Person.objects.filter(appointments__town=town, appointments__role__in=roles, is_active=True)
    return list(found.distinct().order_by("name", "email"))


def list_signed(reviews: Iterable[int]) -> dict[int, list[Person]]:
    """Return who signed each of these reviews and did not take it back."""
    found: dict[int, list[Person]] = {}
    given = Signature.objects.filter(review__in=list(reviews), withdrawn_at=None, by__isnull=False)
    for one in given.select_related("by").order_by("at", "pk"):
        found.setdefault(one.review_id, []).append(one.by)  # pyright: ignore[reportAttributeAccessIssue, reportArgumentType]
    return found


def list_owners(town: Town, slugs: Iterable[str]) -> dict[str, Person]:
    """Return who answers for each of these measures, where somebody does."""
    measures = ImpactMeasure.objects.filter(town=town, slug__in=list(slugs), owner__isnull=False)
    return {one.slug: one.owner for one in measures.select_related("owner") if one.owner}
