from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.framework.models import Recommendation
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Alignment, Batch, Mark, Round, Settlement, Workstream
from fairplace.town.workstreams.operations.alignment import begin_cell, describe, lock_cells
from fairplace.town.workstreams.operations.snapshot import Change, change_of, snapshot
from fairplace.town.workstreams.queries.round import Cell, get_outcome

KIND = "mapping round"


class RoundRefused(Exception):
    """A round cannot go on so; the message is a sentence for whoever tried."""


@transaction.atomic
def open_round(
    *,
    by: Person,
    town: Town,
    name: str,
    first: Person,
    second: Person,
    recommendations: Iterable[Recommendation],
    workstreams: Iterable[Workstream],
) -> Round:
    """Ask two people to mark the same cells, each apart from the other."""
    one = Round.objects.create(town=town, name=name, first=first, second=second, opened_at=timezone.now())
    one.recommendations.set(recommendations)
    one.workstreams.set(workstreams)
    said = {
        "first": str(first),
        "second": str(second),
        "recommendations": [row.code for row in one.recommendations.all()],
        "workstreams": [work.code for work in one.workstreams.all()],
    }
    _write_down(by, "opened", one, after=said)
    return one


@transaction.atomic
def save_marks(
    *, by: Person, one: Round, recommendation: Recommendation, marks: Mapping[Workstream, tuple[str, str]]
) -> None:
    """Keep what somebody says of one recommendation: a fit and a reason for each workstream marked.

    The record says that they marked, never what: others read the record while the round is still blind.
    """
    one = _lock(one)
    _refuse_if_over(one)
    if _done_field(one, by) is None or getattr(one, _done_field(one, by) or "") is not None:
        raise RoundRefused(_("You said that you are done, so your marks cannot be changed."))
    for work, (fit, rationale) in marks.items():
        Mark.objects.update_or_create(
            round=one,
            by=by,
            recommendation=recommendation,
            workstream=work,
            defaults={"fit": fit, "rationale": rationale},
        )
    _write_down(by, "marked", one, after={"recommendation": recommendation.code, "cells": len(marks)})


@transaction.atomic
def finish_marking(*, by: Person, one: Round) -> Round:
    """Say that somebody is done. When both are, their marks are shown to both."""
    one = _lock(one)
    _refuse_if_over(one)
    field = _done_field(one, by)
    if field is None:
        raise RoundRefused(_("Only the two people of this round mark it."))
    if getattr(one, field) is not None:
        raise RoundRefused(_("You said that you are done already."))
    left = one.recommendations.count() * one.workstreams.count() - one.marks.filter(by=by).count()
    if left > 0:
        said = ngettext(
            "%(n)s cell has no mark yet. Mark it first; a mark can be “None”.",
            "%(n)s cells have no mark yet. Mark them first; a mark can be “None”.",
            left,
        )
        raise RoundRefused(said % {"n": left})
    setattr(one, field, timezone.now())
    one.save(update_fields=[field])
    _write_down(by, "finished marking", one)
    return one


@transaction.atomic
def settle_cell(*, by: Person, one: Round, cell: Cell, fit: str, why: str) -> Settlement:
    """Write down what the two settled on for a cell where they differed."""
    one = _lock(one)
    _refuse_if_over(one)
    if not one.is_marked:
        raise RoundRefused(_("Both people must be done first."))
    before = cell.settlement
    settlement, _is_new = Settlement.objects.update_or_create(
        round=one,
        recommendation=cell.recommendation,
        workstream=cell.workstream,
        defaults={"fit": fit, "why": why, "by": by, "at": timezone.now()},
    )
    _write_down(
        by, "settled", one,
        before={"cell": cell.name, "fit": before.fit, "why": before.why} if before else None,
        after={"cell": cell.name, "fit": fit, "why": why},
    )  # fmt: skip
    return settlement


@transaction.atomic
def abandon_round(*, by: Person, one: Round) -> Round:
    """End a round that nobody will finish. What was marked is kept; the matrix stays as it is."""
    one = _lock(one)
    _refuse_if_over(one)
    one.abandoned_at = timezone.now()
    one.save(update_fields=["abandoned_at"])
    _write_down(by, "abandoned", one)
    return one


@transaction.atomic
def take_into_matrix(*, by: Person, one: Round) -> Batch:
    """Write every cell of a settled round into the matrix, all or nothing; one step undoes it."""
    one = _lock(one)
    _refuse_if_over(one)
    if not one.is_marked:
        raise RoundRefused(_("Both people must be done first."))
    outcome = get_outcome(one=one)
    if outcome.open_count:
        said = ngettext(
            "%(n)s cell is not settled yet.", "%(n)s cells are not settled yet.", outcome.open_count
        )
        raise RoundRefused(said % {"n": outcome.open_count})
    lock_cells(one.town)
    before = {
        (cell.recommendation_id, cell.workstream_id): cell  # pyright: ignore[reportAttributeAccessIssue]
        for cell in Alignment.objects.filter(
            recommendation__in=one.recommendations.all(), workstream__in=one.workstreams.all()
        ).select_related("mapped_by", "checked_by")
    }
    changes = [
        _write_cell(by, one, cell, before.get((cell.recommendation.pk, cell.workstream.pk)))
        for cell in outcome.cells
    ]
    one.closed_at = timezone.now()
    one.batch = Batch.objects.create(town=one.town, by=by, at=one.closed_at, changes=changes)
    one.save(update_fields=["closed_at", "batch"])
    _write_down(by, "took into the matrix", one, after={"cells": len(outcome.cells)})
    return one.batch


def _write_cell(by: Person, one: Round, cell: Cell, found: Alignment | None) -> Change:
    before, said = snapshot(found), describe(found)
    alignment = found or begin_cell(cell.recommendation, cell.workstream)
    now = timezone.now()
    if cell.settlement:
        alignment.fit, alignment.rationale = cell.settlement.fit, cell.settlement.why
        alignment.mapped_by, alignment.mapped_at = cell.settlement.by, cell.settlement.at
        alignment.checked_by, alignment.checked_at = None, None
    else:
        reasons = dict.fromkeys(mark.rationale for mark in (cell.first, cell.second) if mark.rationale)
        alignment.fit, alignment.rationale = cell.first.fit, "\n\n".join(reasons)
        alignment.mapped_by, alignment.mapped_at = one.first, one.first_done_at or now
        alignment.checked_by, alignment.checked_at = one.second, one.second_done_at
    alignment.version += 1
    alignment.save()
    record(
        by=by, verb="changed a mapping" if before else "mapped", kind="alignment", subject=cell.name,
        town=one.town.slug, before=said, after=describe(alignment),
    )  # fmt: skip
    return change_of(cell.name, before, alignment)


def _refuse_if_over(one: Round) -> None:
    if one.closed_at is not None:
        raise RoundRefused(_("This round is in the matrix already, so it cannot be changed any more."))
    if one.abandoned_at is not None:
        raise RoundRefused(_("This round was abandoned, so it cannot be changed any more."))


def _lock(one: Round) -> Round:
    """Return the round as it is now, and let nobody else change it until the transaction ends."""
    return (
        Round.objects.select_for_update(of=("self",)).select_related("first", "second", "town").get(pk=one.pk)
    )


def _done_field(one: Round, by: Person) -> str | None:
    return {one.first.pk: "first_done_at", one.second.pk: "second_done_at"}.get(by.pk)


def _write_down(by: Person, verb: str, one: Round, before: Any = None, after: Any = None) -> None:
    record(by=by, verb=verb, kind=KIND, subject=one.name, town=one.town.slug, before=before, after=after)
