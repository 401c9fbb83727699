from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.places.models import Lookup, Place


def save_places(rows: Iterable[Mapping[str, Any]]) -> int:
    """Add or update places by code: name, kind, vintage, friendly_name, and the parent's code."""
    rows = list(rows)
    own = ("code", "name", "kind", "vintage", "friendly_name")
    Place.objects.bulk_create(
        [Place(**{key: row[key] for key in own}) for row in rows],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kind", "vintage", "friendly_name"],
        batch_size=200,
    )
    ids = dict(Place.objects.values_list("code", "pk"))
    placed = [Place(pk=ids[row["code"]], parent_id=ids.get(row["parent"])) for row in rows]
    Place.objects.bulk_update(placed, ["parent"], batch_size=200)
    return len(rows)


LOOKUP = ("kind", "code", "name", "vintage")


def save_lookups(rows: Iterable[Mapping[str, Any]]) -> int:
    """Add or update which ward, MSOA and the like a place lies in."""
    ids = dict(Place.objects.values_list("code", "pk"))
    lookups = [Lookup(place_id=ids[row["place"]], **{k: row[k] for k in LOOKUP}) for row in rows]
    Lookup.objects.bulk_create(
        lookups,
        update_conflicts=True,
        unique_fields=["place", "kind", "vintage"],
        update_fields=["code", "name"],
        batch_size=200,
    )
    return len(lookups)
