from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Area, AreaPart, Town
from fairplace.town.places.operations.saving import lock
from fairplace.town.places.queries.area import AREA, list_known, list_parts, list_people
from fairplace.town.places.queries.geography import get_geography
from fairplace.town.places.rules.area import check_differences, check_size
from fairplace.town.places.rules.layer import Geography

WORDS = ("name", "rule", "is_public")


@transaction.atomic
def add_area(*, by: Person | None, town: Town, values: Mapping[str, Any], parts: Mapping[str, float]) -> Area:
    """Make an area of these neighbourhoods: name, rule, is_public, and each part's weight by its code.

    Raises AreaRefused where it is too small, or could be subtracted from another to something too small.
    """
    geography = _hold(town)
    _check(town, geography, parts, None)
    area = Area.objects.create(
        town=town, slug=_find_slug(town, values["name"]), made_by=by, **{name: values[name] for name in WORDS}
    )
    _put_parts(area, geography, parts)
    after = _describe(area, parts)
    record(by=by, verb="added", kind=AREA, subject=area.name, town=town.slug, after=after)
    return area


@transaction.atomic
def change_area(
    *,
    by: Person | None,
    area: Area,
    version: int,
    values: Mapping[str, Any],
    parts: Mapping[str, float],
) -> Area:
    """Change an area that was read at `version`. Raises ChangedMeanwhile, or AreaRefused."""
    town = area.town
    geography = _hold(town)
    now = lock(area, version=version)
    held = list_parts(areas=[now])[now.pk]
    before = _describe(now, held)
    for name in WORDS:
        setattr(now, name, values[name])
    after = _describe(now, parts)
    if before == after:
        return now
    if dict(parts) != held or (now.is_public and not before["is_public"]):
        _check(town, geography, parts, area)
    now.version += 1
    now.save()
    if dict(parts) != held:
        now.parts.all().delete()
        _put_parts(now, geography, parts)
    subject = before["name"]
    record(by=by, verb="changed", kind=AREA, subject=subject, town=town.slug, before=before, after=after)
    return now


@transaction.atomic
def remove_area(*, by: Person | None, area: Area) -> None:
    """Take an area away. What it was stays in the record, so that its figures still count as known."""
    _hold(area.town)
    before = _describe(area, list_parts(areas=[area])[area.pk])
    record(by=by, verb="removed", kind=AREA, subject=area.name, town=area.town.slug, before=before)
    area.delete()


def _hold(town: Town) -> Geography:
    # Two areas made at one moment would each be checked without the other.
    Town.objects.select_for_update(of=("self",)).get(pk=town.pk)
    return get_geography(town=town)


def _check(town: Town, geography: Geography, parts: Mapping[str, float], but: Area | None) -> None:
    people = list_people(town=town)
    check_size(parts, people)
    check_differences(parts, list_known(town=town, geography=geography, but=but), people)


def _put_parts(area: Area, geography: Geography, parts: Mapping[str, float]) -> None:
    AreaPart.objects.bulk_create(
        AreaPart(area=area, place_id=geography.ids[code], weight=weight)
        for code, weight in sorted(parts.items())
    )


def _describe(area: Area, parts: Mapping[str, float]) -> dict[str, Any]:
    return {**{name: getattr(area, name) for name in WORDS}, "parts": dict(sorted(parts.items()))}


def _find_slug(town: Town, name: str) -> str:
    """Return a free slug made of the name."""
    stem = slugify(name)[:40] or "area"
    # "add" is the address of the form that makes an area.
    taken = {"add"} | set(
        Area.objects.filter(town=town, slug__startswith=stem).values_list("slug", flat=True)
    )
    return next(
        slug for n in range(1, len(taken) + 2) if (slug := stem if n == 1 else f"{stem}-{n}") not in taken
    )
