"""Brings the outlines of areas in, and takes them away."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.equity.sources.boundaries import Area as Drawn
from fairplace.equity.sources.boundaries import Boundaries
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.open_geography import read_boundaries
from fairplace.equity.sources.port import Reply
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Boundary, BoundarySet, Town
from fairplace.town.places.operations.brought import GeographyRefused, as_replies
from fairplace.town.places.queries.geography import get_geography
from fairplace.town.places.rules.layer import AUTHORITY, MSOA, NEIGHBOURHOOD, WARD, Geography, Layer, year_of

# What publishers call the kinds of areas, in the names of their fields: LSOA21CD, ward22_code.
KINDS = {
    "LSOA": NEIGHBOURHOOD,
    "MSOA": MSOA,
    "WD": WARD,
    "WARD": WARD,
    "LAD": AUTHORITY,
    "LTLA": AUTHORITY,
    "UTLA": AUTHORITY,
    "CTYUA": AUTHORITY,
}
TOLD = ("publisher", "licence", "attribution", "address", "retrieved_on")


@transaction.atomic
def load_boundaries(
    *,
    by: Person | None,
    town: Town,
    content: bytes | Sequence[bytes],
    told: Mapping[str, Any],
    field: str = "",
) -> tuple[BoundarySet, int]:
    """Take in the outlines of GeoJSON, one file or several pages; return the set and how many are ours.

    `told` is publisher, licence, attribution, address, retrieved_on; `field` names the codes where the first
    is not meant. A newer file takes the place of an older one. Raises GeographyRefused, and changes nothing.
    """
    replies = as_replies(content)
    found = _read_boundaries(replies, field)
    layer, mine = _find_layer(get_geography(town=town), found)
    digest = hashlib.sha256(b"".join(reply.body for reply in replies)).hexdigest()
    sets = BoundarySet.objects.filter(kind=layer.kind, vintage=layer.vintage)
    Boundary.objects.filter(set__in=sets, code__in=list(mine)).delete()
    made, _is_new = BoundarySet.objects.update_or_create(
        code=f"{layer.kind}-{layer.slug}-{digest[:12]}",
        defaults={
            "name": f"{found.kind} {found.vintage}",
            "kind": layer.kind,
            "vintage": layer.vintage,
            "digest": digest,
            **{name: told[name] for name in TOLD},
        },
    )
    Boundary.objects.bulk_create(
        (
            Boundary(set=made, code=code, name=area.name or layer.names[code], geometry=_geometry(area))
            for code, area in mine.items()
        ),
        batch_size=200,
    )
    sets.filter(boundaries=None).delete()
    after = {"vintage": layer.vintage, "areas": len(mine), "sha256": digest}
    record(by=by, verb="loaded", kind="boundaries", subject=made.code, town=town.slug, after=after)
    return made, len(mine)


def _read_boundaries(replies: Sequence[Reply], field: str) -> Boundaries:
    try:
        return read_boundaries(replies, field=field)
    except NotLoaded as problem:
        raise GeographyRefused(str(problem)) from problem


def _geometry(area: Drawn) -> dict[str, Any]:
    polygons = [[[list(point) for point in ring] for ring in polygon] for polygon in area.polygons]
    return {"type": "MultiPolygon", "coordinates": polygons}


def _find_layer(geography: Geography, found: Boundaries) -> tuple[Layer, dict[str, Drawn]]:
    """Return the layer that a file draws whole, and the outlines of its areas.

    Codes tell: wards of one boundary keep their codes from year to year, whatever the year of the file.
    """
    kind = KINDS.get(found.kind)
    if kind is None:
        said = _("The field %(field)s names no areas that we know. Bring LSOA, MSOA, wards or authorities.")
        raise GeographyRefused(said % {"field": f"{found.kind}{found.vintage % 100:02}"})
    drawn = {area.code: area for area in found.areas}
    touched = [layer for layer in geography.list_layers(kind) if drawn.keys() & layer.names.keys()]
    if not touched:
        said = _("None of the %(count)s areas in the file is known here. Bring the areas of this town.")
        raise GeographyRefused(said % {"count": f"{len(drawn):,}"})
    # The one that misses fewest; of several that are whole, that of the file's own year.
    best = min(
        touched,
        key=lambda one: (
            len(one.names.keys() - drawn.keys()),
            year_of(one.vintage) != found.vintage,
            len(drawn.keys() - one.names.keys()),
        ),
    )
    missing = sorted(best.names.keys() - drawn.keys())
    if missing:
        said = ngettext(
            "The file leaves out %(count)s area of %(vintage)s: %(code)s. A map would have a hole.",
            "The file leaves out %(count)s areas of %(vintage)s, such as %(code)s. A map would have holes.",
            len(missing),
        )
        raise GeographyRefused(said % {"count": len(missing), "vintage": best.vintage, "code": missing[0]})
    return best, {code: drawn[code] for code in best.names}


@transaction.atomic
def remove_boundaries(*, by: Person | None, town: Town, made: BoundarySet) -> int:
    """Take away the outlines of this town's areas in a set, and the set where no others are in it."""
    geography = get_geography(town=town)
    codes = {code for layer in geography.layers for code in layer.names}
    gone = made.boundaries.filter(code__in=sorted(codes))
    number = gone.count()
    gone.delete()
    before = {"vintage": made.vintage, "areas": number, "sha256": made.digest}
    record(by=by, verb="removed", kind="boundaries", subject=made.code, town=town.slug, before=before)
    if not made.boundaries.exists():
        made.delete()
    return number
