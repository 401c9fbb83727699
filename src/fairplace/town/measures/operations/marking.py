from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fairplace.town.measures.models import ImpactMeasure, Marking
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.operations.saving import describe

KIND = "marking"
OWN = ("kind", "on", "text")


@transaction.atomic
def add_marking(*, by: Person | None, measure: ImpactMeasure, kind: str, on: date, text: str) -> Marking:
    """Mark something that must be seen on a curve. Nothing before a change of definition is judged."""
    marking = Marking.objects.create(measure=measure, kind=kind, on=on, text=text, by=by)
    _write_down(by, "added", marking, None, describe(marking, OWN))
    return marking


@transaction.atomic
def remove_marking(*, by: Person | None, marking: Marking) -> None:
    """Take a mark away. What it said stands in the record."""
    _write_down(by, "removed", marking, describe(marking, OWN), None)
    marking.delete()


def save_pack_markings(*, measure: ImpactMeasure, entries: list[Mapping[str, Any]]) -> None:
    """Mark what a pack says of a measure, once."""
    for entry in entries:
        said = {"kind": entry["kind"], "on": entry["since"], "text": entry["text"]}
        Marking.objects.get_or_create(measure=measure, **said)


def _write_down(by: Person | None, verb: str, marking: Marking, before: Any, after: Any) -> None:
    measure = marking.measure
    subject = f"{measure.slug}, {marking.kind}"
    record(by=by, verb=verb, kind=KIND, subject=subject, town=measure.town.slug, before=before, after=after)
