"""Areas that a town made itself, and everything that their figures could be compared with."""

from collections import defaultdict

from fairplace.town.people.models import AuditEvent
from fairplace.town.places.models import Area, AreaPart, NeighbourhoodRank, Town
from fairplace.town.places.rules.area import Known
from fairplace.town.places.rules.layer import AUTHORITY, WARD, Geography

AREA = "area"


def list_areas(*, town: Town, is_signed_in: bool) -> list[Area]:
    """Return the town's own areas: all for those who sign in, for others the public ones."""
    areas = Area.objects.filter(town=town).select_related("made_by").order_by("name", "pk")
    return list(areas if is_signed_in else areas.filter(is_public=True))


def get_area(*, town: Town, slug: str, is_signed_in: bool) -> Area | None:
    return next((one for one in list_areas(town=town, is_signed_in=is_signed_in) if one.slug == slug), None)


def list_parts(*, areas: list[Area]) -> dict[int, dict[str, float]]:
    """Return the neighbourhoods of each area with their weights, by the area's key."""
    found: dict[int, dict[str, float]] = {area.pk: {} for area in areas}
    rows = AreaPart.objects.filter(area__in=[area.pk for area in areas]).order_by("place__code")
    for area, code, weight in rows.values_list("area_id", "place__code", "weight"):
        found[area][code] = weight
    return found


def list_people(*, town: Town) -> dict[str, int]:
    """Return how many people live in each neighbourhood, as the newest edition that names it counts them."""
    ranks = NeighbourhoodRank.objects.filter(place__parent=town.place)
    rows = ranks.order_by("edition__published_on", "edition__code")
    return dict(rows.values_list("place__code", "population"))


def list_known(*, town: Town, geography: Geography, but: Area | None = None) -> list[Known]:
    """Return the areas whose figures are shown, or were: the town, its wards, its own areas.

    Figures that the public has seen cannot be taken back, so what a public area was before counts as well,
    even one that was taken away. `but` is an area being changed: while it is not public, it may be put right.
    """
    known = []
    for layer in [*geography.list_layers(WARD), *geography.list_layers(AUTHORITY)]:
        parts: dict[str, dict[str, float]] = defaultdict(dict)
        for part, code in layer.home.items():
            parts[code][part] = 1.0
        known += [Known(layer.names[code], found) for code, found in parts.items()]
    areas = list_areas(town=town, is_signed_in=True)
    held = list_parts(areas=areas)
    counted = [area for area in areas if but is None or area.pk != but.pk or area.is_public]
    return [*known, *(Known(area.name, held[area.pk]) for area in counted), *_list_former(town)]


def _list_former(town: Town) -> list[Known]:
    """Return public areas as they were, from the record of who did what."""
    events = AuditEvent.objects.filter(town=town.slug, kind=AREA).order_by("pk")
    return [
        Known(subject, before["parts"])
        for subject, before in events.values_list("subject", "before")
        if isinstance(before, dict) and before.get("parts") and before.get("is_public")
    ]
