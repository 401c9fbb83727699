"""Freezes a town, whole or not at all: its body and manifest in one transaction, its drawings afterwards."""

import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from fairplace import __version__
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.people.rules import ROLES
from fairplace.town.places.models import Appointment, Town
from fairplace.town.reviews.models import Review, Seat, Snapshot
from fairplace.town.reviews.operations.holding import NotReady, hold
from fairplace.town.reviews.operations.release import TellsTooMuch, check_release, log_refusal
from fairplace.town.reviews.queries.body import describe_town
from fairplace.town.reviews.queries.standing import Standing, get_standing
from fairplace.town.reviews.rules.canonical import write_canonical
from fairplace.town.reviews.rules.manifest import make_manifest
from fairplace.town.reviews.rules.step import State
from fairplace.town.reviews.tasks import draw_snapshot

Say = Callable[[str], None]


def _quiet(_step: str) -> None:
    """Say nothing of the steps."""


def make_snapshot(
    *, town: Town, title: str, by: Person | None, is_public: bool = False, say: Say = _quiet
) -> Snapshot:
    """Freeze the town as it stands, at an address of its day. `say` is told of each step.

    Raises TellsTooMuch where it would be public and tell of too few people; what stopped it is written down.
    """
    try:
        with transaction.atomic():
            return _freeze(town, title, by, is_public=is_public, is_checked=is_public, say=say)
    except TellsTooMuch as refused:
        log_refusal(by=by, town=town, title=title, refused=refused)
        raise


@transaction.atomic
def freeze_review(*, review: Review, by: Person | None, say: Say = _quiet) -> Snapshot:
    """Freeze a review that is whole and signed, with the town around it. Publishing it is another step.

    Raises NotReady with what is missing, and TellsTooMuch as `make_snapshot` does.
    """
    now = hold(review, State.SIGN_OFF)
    # Nobody may sit down, sign or stand up until it is frozen.
    list(Seat.objects.select_for_update(of=("self",)).filter(review=now).order_by("pk"))
    standing = get_standing(now)
    if standing.lacks:
        raise NotReady(standing.lacks)
    return _freeze(now.town, now.title, by, review=standing, is_checked=True, say=say)


def _freeze(
    town: Town,
    title: str,
    by: Person | None,
    *,
    review: Standing | None = None,
    is_public: bool = False,
    is_checked: bool,
    say: Say,
) -> Snapshot:
    say("begins")
    # Two who freeze one town at one time take turns.
    Town.objects.select_for_update().get(pk=town.pk)
    now = timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        body = describe_town(town=town, review=review, say=say)
        if is_checked:
            check_release(town=town, body=body)
            say("checked")
    content = write_canonical(body)
    slug = _find_slug(town, now)
    about = {"title": title, "slug": slug, "review": review.review.year if review else None}
    manifest = make_manifest(
        body,
        content,
        about=about,
        software=__version__,
        made_at=now.isoformat(timespec="seconds"),
        made_by=_name_role(town, by),
    )
    say("written")
    snapshot = Snapshot.objects.create(
        town=town,
        review=review.review if review else None,
        slug=slug,
        title=title,
        digest=manifest["digest"],
        manifest=manifest,
        body=zlib.compress(content, 9),
        made_by=by,
        is_public=is_public,
    )
    _write_down(by, snapshot)
    # Waits in the database with the snapshot: neither is there without the other.
    draw_snapshot.enqueue(snapshot.pk)
    say("inserted")
    return snapshot


def _find_slug(town: Town, now: datetime) -> str:
    day = timezone.localtime(now).date().isoformat()
    taken = set(Snapshot.objects.filter(town=town, slug__startswith=day).values_list("slug", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if _slug(day, n) not in taken)
    return _slug(day, number)


def _slug(day: str, number: int) -> str:
    return day if number == 1 else f"{day}-{number}"


def _name_role(town: Town, by: Person | None) -> str:
    """Return as what somebody freezes, in words; persons are not named."""
    held = (
        set(Appointment.objects.filter(town=town, person=by).values_list("role", flat=True)) if by else set()
    )
    return next((str(role.name) for code, role in reversed(ROLES.items()) if code in held), "Fairplace")


def _write_down(by: Person | None, snapshot: Snapshot) -> None:
    after: dict[str, Any] = {"title": snapshot.title, "digest": snapshot.digest, "public": snapshot.is_public}
    town = snapshot.town.slug
    record(by=by, verb="froze", kind="snapshot", subject=snapshot.slug, town=town, after=after)
