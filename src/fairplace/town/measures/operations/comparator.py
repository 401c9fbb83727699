from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import ComparatorGroup, Town
from fairplace.town.places.operations.saving import lock

KIND = "comparator group"


@transaction.atomic
def add_comparator_group(*, by: Person | None, town: Town, values: Mapping[str, Any]) -> ComparatorGroup:
    """Put places together that measures can be shown beside: `name`, `why`, `places`."""
    slug = _free_slug(town, values["name"])
    group = ComparatorGroup.objects.create(town=town, slug=slug, name=values["name"], why=values["why"])
    _set_places(group, values)
    _write_down(by, "added", group, None, _describe(group))
    return group


@transaction.atomic
def change_comparator_group(
    *, by: Person | None, group: ComparatorGroup, version: int, values: Mapping[str, Any]
) -> ComparatorGroup:
    """Change a group of places that was read at this version. Raises ChangedMeanwhile."""
    now = lock(group, version=version)
    before = _describe(now)
    now.name, now.why = values["name"], values["why"]
    _set_places(now, values)
    after = _describe(now)
    if before != after:
        now.version += 1
        now.save()
        _write_down(by, "changed", now, before, after)
    return now


@transaction.atomic
def remove_comparator_group(*, by: Person | None, group: ComparatorGroup, version: int) -> None:
    """Take a group of places away; measures that were shown beside it keep the town's comparators."""
    now = lock(group, version=version)
    _write_down(by, "removed", now, _describe(now), None)
    now.delete()


def _free_slug(town: Town, name: str) -> str:
    start = slugify(name)[:40] or "places"
    # "add" is an address of ours.
    taken = {"add", *ComparatorGroup.objects.filter(town=town).values_list("slug", flat=True)}
    return next(slug for slug in (start, *(f"{start}-{n}" for n in range(2, 1000))) if slug not in taken)


def _set_places(group: ComparatorGroup, values: Mapping[str, Any]) -> None:
    group.places.set(values["places"])  # pyright: ignore[reportAttributeAccessIssue]


def _describe(group: ComparatorGroup) -> dict[str, Any]:
    places = group.places.order_by("name")  # pyright: ignore[reportAttributeAccessIssue]
    return {"name": group.name, "why": group.why, "places": [one.name for one in places]}


def _write_down(by: Person | None, verb: str, group: ComparatorGroup, before: Any, after: Any) -> None:
    record(by=by, verb=verb, kind=KIND, subject=group.slug, town=group.town.slug, before=before, after=after)
