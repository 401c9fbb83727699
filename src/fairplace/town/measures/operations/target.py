from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from fairplace.town.measures.models import ImpactMeasure, Target
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.operations.saving import describe, lock, save_fields

KIND = "path"
OWN = (
    "of", "subgroup", "base_year", "base_value", "year", "value", "status", "source", "adopted_on",
)  # fmt: skip


class PathTaken(Exception):
    """The measure has a path of this kind already: it can be changed, and there is one of each."""


def add_target(*, by: Person | None, measure: ImpactMeasure, values: Mapping[str, Any]) -> Target:
    """Set a path to a target. Raises PathTaken where there is one of its kind already."""
    try:
        with transaction.atomic():
            target = Target.objects.create(measure=measure, **values)
            _write_down(by, "set", target, None, describe(target, OWN))
    except IntegrityError as error:
        raise PathTaken from error
    return target


def change_target(*, by: Person | None, target: Target, version: int, values: Mapping[str, Any]) -> Target:
    """Change a path that was read at this version. Raises PathTaken, or ChangedMeanwhile."""
    try:
        return save_fields(
            target,
            by=by,
            town=target.measure.town,
            kind=KIND,
            subject=name_target(target),
            version=version,
            values=values,
        )
    except IntegrityError as error:
        raise PathTaken from error


@transaction.atomic
def remove_target(*, by: Person | None, target: Target, version: int) -> None:
    """Take a path away. What it was stands in the record."""
    now = lock(target, version=version)
    _write_down(by, "removed", target, describe(now, OWN), None)
    now.delete()


def name_target(target: Target) -> str:
    """Return what the record calls a path: jobs, level."""
    parts = (target.measure.slug, target.of, target.subgroup)
    return ", ".join(part for part in parts if part)


def save_pack_targets(*, measure: ImpactMeasure, entries: list[Mapping[str, Any]]) -> None:
    """Set the paths that a pack gives a measure. A path that somebody changed since stays as it is."""
    for entry in entries:
        key = {"measure": measure, "of": entry["of"], "subgroup": entry["subgroup"]}
        if Target.objects.filter(**key, version__gt=1).exists():
            continue
        Target.objects.update_or_create(**key, defaults={k: v for k, v in entry.items() if k not in key})


def _write_down(by: Person | None, verb: str, target: Target, before: Any, after: Any) -> None:
    town = target.measure.town.slug
    record(by=by, verb=verb, kind=KIND, subject=name_target(target), town=town, before=before, after=after)
