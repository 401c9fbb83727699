import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.framework.models import Recommendation
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Alignment, Workstream
from fairplace.town.workstreams.operations.snapshot import Snapshot, find_people, put_back
from fairplace.town.workstreams.queries.alignment import KIND, name_cell


class ChangedMeanwhile(Exception):
    """Somebody else changed the cell since it was read; `now` is what they left, None if they cleared it."""

    def __init__(self, now: Alignment | None) -> None:
        super().__init__(_("Somebody else changed this cell while you were writing."))
        self.now = now


class CheckRefused(Exception):
    """Whoever mapped a cell cannot check it too; the message is a sentence for them."""


@dataclass(frozen=True)
class Judgement:
    """What somebody says of a cell."""

    fit: str
    rationale: str = ""
    evidence: str = ""
    review_on: date | None = None


@transaction.atomic
def save_alignment(
    *, by: Person, recommendation: Recommendation, workstream: Workstream, version: int, judgement: Judgement
) -> Alignment:
    """Write a judgement into its cell. `version` is what the writer had before them, 0 for an empty cell.

    Another judgement takes away the check of the one before.
    """
    lock_cells(workstream.town)
    alignment = _find(recommendation, workstream)
    if alignment and judgement_of(alignment) == judgement:
        return alignment
    _refuse_if_changed(alignment, version)
    before = describe(alignment)
    alignment = write(alignment, by=by, at=(recommendation, workstream), judgement=judgement)
    alignment.save()
    verb = "changed a mapping" if before else "mapped"
    _record(by, verb, recommendation, workstream, before=before, after=describe(alignment))
    return alignment


@transaction.atomic
def restore_alignment(
    *, by: Person, recommendation: Recommendation, workstream: Workstream, version: int, before: Snapshot
) -> Alignment:
    """Write a cell back exactly as a snapshot has it, who mapped and who checked it included."""
    lock_cells(workstream.town)
    alignment = _find(recommendation, workstream)
    _refuse_if_changed(alignment, version)
    said = describe(alignment)
    alignment = alignment or begin_cell(recommendation, workstream)
    put_back(alignment, before, find_people([before]))
    _record(by, "undid a mapping", recommendation, workstream, before=said, after=describe(alignment))
    return alignment


@transaction.atomic
def clear_alignment(
    *, by: Person, recommendation: Recommendation, workstream: Workstream, version: int
) -> None:
    """Empty a cell, as if nobody had judged it. What it said stays in the record."""
    lock_cells(workstream.town)
    alignment = _find(recommendation, workstream)
    _refuse_if_changed(alignment, version)
    if alignment:
        before = describe(alignment)
        _record(by, "cleared a mapping", recommendation, workstream, before=before, after=None)
        alignment.delete()


@transaction.atomic
def check_alignment(
    *, by: Person, recommendation: Recommendation, workstream: Workstream, version: int
) -> Alignment:
    """Say that a second person agrees with a cell."""
    lock_cells(workstream.town)
    alignment = _find(recommendation, workstream)
    _refuse_if_changed(alignment, version)
    if alignment is None:
        raise CheckRefused(_("There is nothing to check: nobody has mapped this cell."))
    if alignment.mapped_by == by:
        raise CheckRefused(_("You mapped this cell, so somebody else has to check it."))
    before = describe(alignment)
    alignment.checked_by, alignment.checked_at = by, timezone.now()
    alignment.version += 1
    alignment.save()
    _record(by, "checked a mapping", recommendation, workstream, before=before, after=describe(alignment))
    return alignment


def lock_cells(town: Town) -> None:
    """Let nobody else write cells of this town until the transaction ends."""
    Town.objects.select_for_update().get(pk=town.pk)


def begin_cell(recommendation: Recommendation, workstream: Workstream) -> Alignment:
    """Return a cell with nothing in it, not saved yet.

    Its version begins anywhere: a cell that was cleared and mapped again must not pass for the one before.
    """
    version = secrets.randbelow(1_000_000_000)
    return Alignment(recommendation=recommendation, workstream=workstream, version=version)


def write(
    alignment: Alignment | None, *, by: Person, at: tuple[Recommendation, Workstream], judgement: Judgement
) -> Alignment:
    """Return the cell with the judgement in it, not saved yet."""
    alignment = alignment or begin_cell(*at)
    alignment.fit, alignment.review_on = judgement.fit, judgement.review_on
    alignment.rationale, alignment.evidence = judgement.rationale, judgement.evidence
    alignment.mapped_by, alignment.mapped_at = by, timezone.now()
    alignment.checked_by, alignment.checked_at = None, None
    alignment.version += 1
    return alignment


def judgement_of(alignment: Alignment) -> Judgement:
    """Return what a cell says, with line breaks as forms and spreadsheets have them once they are read."""
    why, shown = (text.replace("\r\n", "\n") for text in (alignment.rationale, alignment.evidence))
    return Judgement(alignment.fit, why, shown, alignment.review_on)


def describe(alignment: Alignment | None) -> dict[str, Any] | None:
    """Return what the record keeps of a cell; None for an empty one."""
    if alignment is None:
        return None
    return {
        "fit": alignment.fit,
        "rationale": alignment.rationale,
        "evidence": alignment.evidence,
        "review on": _iso(alignment.review_on),
        "mapped by": str(alignment.mapped_by or ""),
        "checked by": str(alignment.checked_by or ""),
    }


def _iso(day: date | datetime | None) -> str:
    return day.isoformat() if day else ""


def _find(recommendation: Recommendation, workstream: Workstream) -> Alignment | None:
    found = Alignment.objects.filter(recommendation=recommendation, workstream=workstream)
    return found.select_related("mapped_by", "checked_by").first()


def _refuse_if_changed(alignment: Alignment | None, version: int) -> None:
    if (alignment.version if alignment else 0) != version:
        raise ChangedMeanwhile(alignment)


def _record(
    by: Person, verb: str, row: Recommendation, column: Workstream, *, before: Any, after: Any
) -> None:
    record(
        by=by,
        verb=verb,
        kind=KIND,
        subject=name_cell(row, column),
        town=column.town.slug,
        before=before,
        after=after,
    )
