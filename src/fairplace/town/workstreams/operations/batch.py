"""Many cells in one action, and the way back in one action."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.framework.models import Recommendation
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Alignment, Batch, Round, Workstream
from fairplace.town.workstreams.operations.alignment import (
    Judgement,
    describe,
    judgement_of,
    lock_cells,
    write,
)
from fairplace.town.workstreams.operations.snapshot import change_of, find_people, put_back, snapshot
from fairplace.town.workstreams.queries.alignment import KIND, name_cell

MOST_CELLS = 2_000


class BatchRefused(Exception):
    """The cells cannot be written or taken back; the message is a sentence for whoever tried."""


@transaction.atomic
def link_cells(
    *,
    by: Person,
    town: Town,
    recommendations: Sequence[Recommendation],
    workstreams: Sequence[Workstream],
    judgement: Judgement,
    over: bool = False,
) -> Batch:
    """Write one judgement into every cell where these rows and columns meet.

    Cells that somebody judged before stay as they are, unless `over` says to write over them.
    """
    if len(recommendations) * len(workstreams) > MOST_CELLS:
        raise BatchRefused(
            _("That would be %(number)s cells. At most %(most)s can be mapped at once.")
            % {"number": f"{len(recommendations) * len(workstreams):,}", "most": f"{MOST_CELLS:,}"}
        )
    lock_cells(town)
    there = {
        (one.recommendation_id, one.workstream_id): one
        for one in _cells_of(row.pk for row in recommendations).filter(workstream__in=workstreams)
    }
    changes = []
    for row in recommendations:
        for column in workstreams:
            now = there.get((row.pk, column.pk))
            if now is None or (over and judgement_of(now) != judgement):
                changes.append(_change(by, town, now, (row, column), judgement))
    if not changes:
        raise BatchRefused(_("Every one of these cells is mapped already, so nothing was changed."))
    return Batch.objects.create(town=town, by=by, at=timezone.now(), changes=changes)


@transaction.atomic
def undo_batch(*, by: Person, batch: Batch) -> Batch:
    """Put every cell of a batch back as it was before, except those that somebody changed since.

    A change that was not taken back is marked as `kept` in the batch.
    """
    lock_cells(batch.town)
    batch.refresh_from_db()
    if batch.undone_at:
        raise BatchRefused(_("This was undone already."))
    cells = _cells_of(change["recommendation"] for change in batch.changes)
    there = {(one.recommendation_id, one.workstream_id): one for one in cells}
    people = find_people(change["before"] for change in batch.changes)
    for change in batch.changes:
        now = there.get((change["recommendation"], change["workstream"]))
        change["kept"] = snapshot(now) != change["after"]
        if now and not change["kept"]:
            _take_back(by, batch.town, now, change, people)
    batch.undone_at = timezone.now()
    batch.save()
    # A round whose cells were taken back can be settled anew, and taken in again.
    Round.objects.filter(batch=batch).update(closed_at=None, batch=None)
    return batch


def _cells_of(recommendations: Iterable[int]) -> Any:
    found = Alignment.objects.filter(recommendation__in=set(recommendations))
    return found.select_related("mapped_by", "checked_by")


def _change(
    by: Person, town: Town, now: Alignment | None, at: tuple[Recommendation, Workstream], judgement: Judgement
) -> dict[str, Any]:
    before, said = snapshot(now), describe(now)
    alignment = write(now, by=by, at=at, judgement=judgement)
    alignment.save()
    name = name_cell(*at)
    _record(
        by, "changed a mapping" if before else "mapped", town, name, before=said, after=describe(alignment)
    )
    return change_of(name, before, alignment)


def _take_back(
    by: Person, town: Town, now: Alignment, change: dict[str, Any], people: dict[int, Person]
) -> None:
    said, before = describe(now), change["before"]
    if before is None:
        now.delete()
        _record(by, "undid a mapping", town, change["name"], before=said, after=None)
        return
    put_back(now, before, people)
    _record(by, "undid a mapping", town, change["name"], before=said, after=describe(now))


def _record(by: Person, verb: str, town: Town, cell: str, *, before: Any, after: Any) -> None:
    record(by=by, verb=verb, kind=KIND, subject=cell, town=town.slug, before=before, after=after)
