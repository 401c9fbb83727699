from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.places.operations.saving import lock
from fairplace.town.reviews.models import Assessment, Review, Seat
from fairplace.town.reviews.operations.holding import ReviewRefused, hold, write_down
from fairplace.town.reviews.operations.letter import write_to_void
from fairplace.town.reviews.queries.review import get_open_review
from fairplace.town.reviews.queries.standing import Standing, get_standing
from fairplace.town.reviews.rules.step import OPEN_STATES, State
from fairplace.town.reviews.rules.words import tidy


@dataclass(frozen=True)
class SeatEntry:
    """A seat as somebody named it; `pk` is that of a seat there is, None for a new one."""

    title: str
    person: Person | None = None
    group: Group | None = None
    is_required: bool = True
    pk: int | None = None


@transaction.atomic
def open_review(
    *,
    by: Person | None,
    town: Town,
    year: int,
    title: str = "",
    days: Mapping[str, date] | None = None,
    seats: Iterable[SeatEntry] = (),
    is_demonstration: bool = False,
) -> Review:
    """Open the review of a year, with an empty assessment of every measure that is watched, and its seats."""
    Town.objects.select_for_update().get(pk=town.pk)
    if Review.objects.filter(town=town, year=year).exists():
        raise ReviewRefused(_("There is a review of this year already."), "year")
    unfinished = get_open_review(town=town)
    if unfinished:
        raise ReviewRefused(_("%(review)s is not frozen yet.") % {"review": unfinished}, "year")
    review = Review.objects.create(
        town=town,
        year=year,
        title=title.strip() or _("Annual review %(year)s") % {"year": year},
        days=_plain(days or {}),
        opened_by=by,
        is_demonstration=is_demonstration,
    )
    add_measures(review)
    for position, entry in enumerate(seats, start=1):
        _add_seat(review, entry, position)
    write_down(by, "opened", review, after=_describe(review))
    return review


def add_measures(review: Review) -> None:
    """Add an empty assessment for each measure that is watched and has none yet."""
    there = review.assessments.values("measure")
    new = ImpactMeasure.objects.filter(town=review.town_id, retired_on=None).exclude(pk__in=there)
    Assessment.objects.bulk_create(Assessment(review=review, measure=one) for one in new)


@transaction.atomic
def change_review(*, by: Person | None, review: Review, version: int, values: Mapping[str, Any]) -> Review:
    """Change title, days, foreword or looking ahead before anything is frozen. Raises ChangedMeanwhile.

    Changed words make the signatures under them void, and those who gave them are told.
    """
    hold(review, *OPEN_STATES)
    now = lock(review, version=version)
    standing = get_standing(now)
    before = _describe(now)
    for name, value in values.items():
        setattr(now, name, _plain(value) if name == "days" else tidy(value))
    after = _describe(now)
    if before == after:
        return now
    if any(before[name] != after[name] for name in ("foreword", "foreword by")):
        now.foreword_on = timezone.localdate() if now.foreword else None
    now.version += 1
    now.save()
    write_down(by, "changed", now, before=before, after=after)
    tell_void(standing, now)
    return now


@transaction.atomic
def save_seats(*, by: Person | None, review: Review, version: int, seats: Iterable[SeatEntry]) -> Review:
    """Set who sits in which seat, in this order. A seat that was signed stays in the record and is kept."""
    hold(review, *OPEN_STATES)
    now = lock(review, version=version)
    before, entries = _describe(now), list(seats)
    titles = [one.title.strip().lower() for one in entries]
    if len(set(titles)) < len(titles):
        raise ReviewRefused(_("Two seats have the same name."))
    _remove_seats(now, kept={one.pk for one in entries})
    # Titles and positions are one of a kind in a review: they are moved out of the way first.
    last = now.seats.aggregate(last=Max("position"))["last"] or 0
    for at, seat in enumerate(now.seats.order_by("position"), start=max(last, len(entries)) + 1):
        now.seats.filter(pk=seat.pk).update(position=at, title=f"{seat.pk} {seat.title}"[:120])
    for position, entry in enumerate(entries, start=1):
        _add_seat(now, entry, position)
    after = _describe(now)
    if before != after:
        now.version += 1
        now.save()
        write_down(by, "changed the seats of", now, before=before, after=after)
    return now


def _remove_seats(now: Review, kept: set[int | None]) -> None:
    gone = now.seats.exclude(pk__in=[pk for pk in kept if pk])
    signed = gone.filter(signatures__isnull=False).first()
    if signed:
        sentence = _(
            "“%(seat)s” was signed, and stays. It need not be asked again: untick that it must sign."
        )
        raise ReviewRefused(sentence % {"seat": signed.title})
    gone.delete()


def _add_seat(review: Review, entry: SeatEntry, position: int) -> None:
    values = {
        "title": entry.title.strip(),
        "person": entry.person,
        "group": entry.group,
        "is_required": entry.is_required,
        "position": position,
    }
    if entry.pk:
        Seat.objects.filter(review=review, pk=entry.pk).update(**values)
    else:
        Seat.objects.create(review=review, **values)


def tell_void(before: Standing, review: Review) -> None:
    """Write to those whose signature counted before a change, and does not any more."""
    if review.state != State.SIGN_OFF:
        return
    after = {line.seat.pk: line for line in get_standing(review).seats}
    for line in before.seats:
        if line.is_valid and line.signature and not after[line.seat.pk].is_valid:
            write_to_void(review, line.signature)


def _plain(days: Mapping[str, date | None]) -> dict[str, str]:
    return {str(step): day.isoformat() for step, day in days.items() if day}


def _describe(review: Review) -> dict[str, Any]:
    return {
        "title": review.title,
        "days": dict(review.days),
        "foreword": review.foreword,
        "foreword by": review.foreword_by,
        "looking ahead": review.looking_ahead,
        "seats": [
            f"{one.title}: {one.person or '–'}{'' if one.is_required else ' (may sign)'}"
            for one in review.seats.select_related("person").order_by("position")
        ],
    }
