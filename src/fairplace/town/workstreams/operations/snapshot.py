"""A cell exactly as it was, so that it can be put back."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from fairplace.town.people.models import Person
from fairplace.town.workstreams.models import Alignment

SAID = ("fit", "rationale", "evidence")
PEOPLE = ("mapped_by_id", "checked_by_id")
TIMES = ("mapped_at", "checked_at", "review_on")
Snapshot = dict[str, Any]
Change = dict[str, Any]


def snapshot(alignment: Alignment | None) -> Snapshot | None:
    """Return everything a cell holds, as it goes into JSON; None for an empty one."""
    if alignment is None:
        return None
    plain = {name: getattr(alignment, name) for name in (*SAID, *PEOPLE, "version")}
    times = {name: getattr(alignment, name) for name in TIMES}
    return plain | {name: at.isoformat() if at else None for name, at in times.items()}


def change_of(name: str, before: Snapshot | None, alignment: Alignment) -> Change:
    """Return what a batch keeps of one cell that it wrote."""
    return {
        "recommendation": alignment.recommendation_id,  # pyright: ignore[reportAttributeAccessIssue]
        "workstream": alignment.workstream_id,  # pyright: ignore[reportAttributeAccessIssue]
        "name": name,
        "before": before,
        "after": snapshot(alignment),
    }


def put_back(alignment: Alignment, before: Snapshot, people: dict[int, Person]) -> None:
    """Write a snapshot into its cell. Somebody who has left for good cannot be named again."""
    for name in SAID:
        setattr(alignment, name, before[name])
    alignment.mapped_by, alignment.checked_by = (people.get(before[name]) for name in PEOPLE)
    alignment.mapped_at = datetime.fromisoformat(before["mapped_at"])
    alignment.checked_at = datetime.fromisoformat(before["checked_at"]) if before["checked_at"] else None
    alignment.review_on = date.fromisoformat(before["review_on"]) if before["review_on"] else None
    # The version goes on: whoever has the cell open meanwhile must be told.
    alignment.version += 1
    alignment.save()


def find_people(snapshots: Iterable[Snapshot | None]) -> dict[int, Person]:
    """Return those whom the snapshots name and who are still here."""
    named = {told[name] for told in snapshots if told for name in PEOPLE}
    return Person.objects.in_bulk(named - {None})
