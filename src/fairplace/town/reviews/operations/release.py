"""Checks figures against everything that was published before, before a snapshot lets them out."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Review, Snapshot
from fairplace.town.reviews.operations.holding import ReviewRefused
from fairplace.town.reviews.queries.counts import (
    list_areas,
    list_days,
    list_kept_claims,
    list_live_claims,
    list_thresholds,
)
from fairplace.town.reviews.queries.frozen import read_body
from fairplace.town.reviews.rules.disclosure import Exposed, find_exposed

Returned = TypeVar("Returned")


class TellsTooMuch(ReviewRefused):
    """A snapshot would tell of too few people. `exposed` names each count and why, never the count."""

    def __init__(self, exposed: list[Exposed]) -> None:
        cells = "; ".join(_say(one) for one in exposed[:5])
        sentence = _(
            "With what was published before, this would tell of too few people (%(number)s counts): "
            "%(cells)s. Hide more of these figures, or show less of them, and freeze again."
        )
        super().__init__(sentence % {"number": len(exposed), "cells": cells})
        self.exposed = exposed


def _say(one: Exposed) -> str:
    if not one.together:
        return one.cell
    *some, last = one.together
    if not some:
        return _("%(cell)s (from %(last)s)") % {"cell": one.cell, "last": last}
    said = _("%(cell)s (from %(some)s and %(last)s together)")
    return said % {"cell": one.cell, "some": ", ".join(some), "last": last}


def check_release(*, town: Town, body: Mapping[str, Any]) -> None:
    """Refuse a body that tells, alone or with earlier snapshots and the live tables, of too few people."""
    thresholds = list_thresholds(town)
    if not thresholds:
        return
    public = list(Snapshot.objects.filter(town=town, is_public=True).order_by("made_at", "pk"))
    bodies = [*(read_body(one) for one in public), body]
    names = [_("the snapshot of %(day)s") % {"day": one.slug} for one in public]
    names += [_("this snapshot"), _("the live tables")]
    # What the tables show today is out as well, and joins what is frozen.
    live, days = list_live_claims(town, thresholds, len(bodies)), list_days(town, thresholds)
    kept = [list_kept_claims(one, thresholds, number, days) for number, one in enumerate(bodies)]
    areas = list_areas(town, bodies, live, days)
    exposed: dict[str, Exposed] = {}
    for code, threshold in thresholds.items():
        claims = [claim for one in (*kept, live) for claim in one.get(code, ())]
        new = {len(public), len(bodies)}
        found = find_exposed(claims, areas, new=new, threshold=threshold, names=names)
        exposed |= {one.cell: one for one in found}
    if exposed:
        raise TellsTooMuch(list(exposed.values()))


def logs_refusal(operation: Callable[..., Returned]) -> Callable[..., Returned]:
    """Let an operation on a review that tells of too few people write down what stopped it.

    It stands above the transaction, which leaves nothing behind when it is refused.
    """

    @wraps(operation)
    def logging(*, by: Person | None, review: Review, **rest: Any) -> Returned:
        try:
            return operation(by=by, review=review, **rest)
        except TellsTooMuch as refused:
            log_refusal(by=by, town=review.town, title=review.title, refused=refused)
            raise

    return logging


@transaction.atomic
def log_refusal(*, by: Person | None, town: Town, title: str, refused: TellsTooMuch) -> None:
    """Write down which counts stopped a snapshot and why, without the counts."""
    told = [
        {"cell": one.cell, "reason": one.reason, "together": list(one.together)} for one in refused.exposed
    ]
    record(by=by, verb="stopped", kind="snapshot", subject=title, town=town.slug, after={"exposed": told})
