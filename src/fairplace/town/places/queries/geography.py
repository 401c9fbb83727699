"""What is known of a town's areas: its layers, how neighbourhoods go on, their outlines and postcodes."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from fairplace.town.places.models import (
    Boundary,
    BoundarySet,
    Lookup,
    NeighbourhoodRank,
    Place,
    Postcode,
    Succession,
    Town,
)
from fairplace.town.places.rules.layer import Geography, Step, lay_out

# SQLite takes so many values in one question.
AT_ONCE = 500


def get_geography(*, town: Town) -> Geography:
    """Return all that is known of the town's areas, in four questions whatever else is loaded."""
    places = Place.objects.filter(parent=town.place, kind=Place.Kind.NEIGHBOURHOOD)
    # Sorted here: asked for in order, a database may rather walk all places by their code.
    rows = sorted(places.order_by().values_list("pk", "code", "name", "friendly_name", "vintage"))
    codes = {pk: code for pk, code, *_rest in rows}
    steps = list_steps(town=town)
    names = {code: f"{friendly} ({name})" if friendly else name for _pk, code, name, friendly, _v in rows}
    members = _list_members(town, {code: vintage for _pk, code, _n, _f, vintage in rows}, steps)
    homes: dict[tuple[str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    lookups = Lookup.objects.filter(place__parent=town.place)
    for place, kind, code, name, vintage in lookups.order_by("pk").values_list(
        "place_id", "kind", "code", "name", "vintage"
    ):
        if place in codes:
            homes[kind, vintage][codes[place]] = (code, name)
    layers = lay_out(town=(town.place.code, town.name), names=names, members=members, homes=homes)
    return Geography(names, members, layers, steps, {code: pk for pk, code in codes.items()})


def list_steps(*, town: Town) -> tuple[Step, ...]:
    """Return how the town's neighbourhoods go on in those of the next vintage."""
    rows = Succession.objects.filter(before__parent=town.place).order_by("before__code", "after__code")
    return tuple(Step(*row) for row in rows.values_list("before__code", "after__code", "change", "weight"))


def _list_members(town: Town, vintages: dict[str, str], steps: tuple[Step, ...]) -> dict[str, frozenset[str]]:
    """Return the neighbourhoods of each vintage: those first drawn for it, and those that went on in it."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, vintage in vintages.items():
        found[vintage].add(code)
    ranks = NeighbourhoodRank.objects.filter(place__parent=town.place)
    named = ranks.order_by().values_list("edition__neighbourhood_vintage", "place__code")
    for vintage, code in named.distinct():
        found[vintage].add(code)
    newer = {vintages[step.after] for step in steps if step.before != step.after and step.after in vintages}
    if len(newer) == 1:
        found[newer.pop()] |= {step.after for step in steps}
    return {vintage: frozenset(codes) for vintage, codes in found.items() if vintage}


@dataclass(frozen=True)
class Outline:
    """The outline of one area, as GeoJSON in degrees, with the set that it comes from."""

    code: str
    name: str
    geometry: dict[str, Any]
    set: BoundarySet


def list_outlines(*, kind: str, vintage: str, codes: Iterable[str]) -> list[Outline]:
    """Return the outlines that are loaded of these areas; each area is drawn in one set of its vintage."""
    wanted = sorted(codes)
    rows: list[Boundary] = []
    for first in range(0, len(wanted), AT_ONCE):
        found = Boundary.objects.filter(
            code__in=wanted[first : first + AT_ONCE], set__kind=kind, set__vintage=vintage
        )
        rows += found.select_related("set").order_by("code")
    return [Outline(row.code, row.name, row.geometry, row.set) for row in rows]


@dataclass(frozen=True)
class LoadedSet:
    """A set of boundaries, and how many of this town's areas it draws, out of how many there are."""

    set: BoundarySet
    drawn: int
    of: int


def list_boundary_sets(*, town: Town, geography: Geography) -> list[LoadedSet]:
    """Return the sets that draw areas of this town."""
    wanted = {(one.kind, one.vintage): set(one.names) for one in geography.layers}
    codes = sorted({code for names in wanted.values() for code in names})
    counts: dict[int, int] = defaultdict(int)
    for first in range(0, len(codes), AT_ONCE):
        rows = Boundary.objects.filter(code__in=codes[first : first + AT_ONCE])
        for pk, count in rows.order_by().values_list("set_id").annotate(count=Count("pk")):
            counts[pk] += count
    sets = BoundarySet.objects.filter(pk__in=list(counts)).order_by("kind", "-vintage", "pk")
    return [LoadedSet(one, counts[one.pk], len(wanted.get((one.kind, one.vintage), ()))) for one in sets]


def get_boundary_set(*, town: Town, geography: Geography, pk: int) -> LoadedSet | None:
    """Return a set that draws areas of this town."""
    found = list_boundary_sets(town=town, geography=geography)
    return next((one for one in found if one.set.pk == pk), None)


def count_postcodes(*, town: Town) -> int:
    """Return how many postcodes of the town are known."""
    return Postcode.objects.filter(place__parent=town.place).count()


def find_postcodes(*, town: Town, postcodes: Collection[str]) -> dict[str, set[str]]:
    """Return the neighbourhoods of these postcodes, by their code; a postcode that is unknown is left out."""
    found: dict[str, set[str]] = defaultdict(set)
    wanted = sorted(set(postcodes))
    for first in range(0, len(wanted), AT_ONCE):
        rows = Postcode.objects.filter(postcode__in=wanted[first : first + AT_ONCE], place__parent=town.place)
        for postcode, code in rows.values_list("postcode", "place__code"):
            found[postcode].add(code)
    return dict(found)


def count_postcodes_of(*, town: Town, codes: Collection[str]) -> dict[str, int]:
    """Return how many postcodes each of these neighbourhoods has."""
    rows = Postcode.objects.filter(place__parent=town.place, place__code__in=sorted(codes)).order_by()
    return dict(rows.values_list("place__code").annotate(count=Count("pk")))
