"""Boundaries as GeoJSON: which area, of what kind and year, and its outline in longitude and latitude."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import read_json
from fairplace.equity.sources.texts import KEPT

Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]
WGS84 = re.compile(r"(?:^|[:/])(?:4326|CRS84)$", re.IGNORECASE)
CODE = re.compile(r"([A-Za-z]+?)_?(\d{2})_?(?:cd|code)", re.IGNORECASE)
HOW = "Download it as GeoJSON in WGS84 (outSR=4326)."
ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
    "Contains OS data © Crown copyright and database right",
)


@dataclass(frozen=True)
class Area:
    """One area. Each polygon is an outer ring, anticlockwise, and then its holes, clockwise (RFC 7946)."""

    code: str
    name: str
    polygons: tuple[Polygon, ...]


@dataclass(frozen=True)
class Boundaries:
    """Areas of one kind and year, such as LSOA 2021. Points are (longitude, latitude) in WGS84."""

    kind: str
    vintage: int
    areas: tuple[Area, ...]

    def as_geojson(self) -> dict[str, Any]:
        """Return the boundaries as a GeoJSON object that any map can draw."""
        return {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "id": area.code,
                    "properties": {"code": area.code, "name": area.name},
                    "geometry": {
                        "type": "MultiPolygon",
                        "coordinates": [[[list(at) for at in ring] for ring in one] for one in area.polygons],
                    },
                }
                for area in self.areas
            ],
        }


def attribution(year: int) -> tuple[str, str]:
    """Return the two lines that must stand by every map, the second with the year of its outlines."""
    first, second = ATTRIBUTION
    return first, f"{second} {year}"


def read_collection(body: bytes, *, called: str) -> Mapping[str, Any]:
    """Return a GeoJSON FeatureCollection, gzipped or not, as it stands."""
    found = read_json(body, called)
    if not isinstance(found.get("features"), list):
        raise NotLoaded(f"{called} is no collection of areas (GeoJSON FeatureCollection).")
    return found


def read_areas(collections: Sequence[Mapping[str, Any]], *, called: str, field: str = "") -> Boundaries:
    """Return the areas of all pages as boundaries. `field` names the code, where the first is not meant."""
    features = [feature for page in collections for feature in page["features"]]
    for page in collections:
        _check_system(page, called)
    if not features:
        raise NotLoaded(f"{called} holds no areas. {KEPT}")
    code = find_code(_properties(features[0], called), called, field)
    found = CODE.fullmatch(code)
    assert found, "A field is found by this pattern."
    stem = re.sub(r"(?:cd|code)$", "", code, flags=re.IGNORECASE)
    areas = tuple(_area(feature, code, stem, called) for feature in features)
    seen: set[str] = set()
    for area in areas:
        if area.code in seen:
            raise NotLoaded(f"{called} holds {area.code} twice. Two pages may overlap; load it again.")
        seen.add(area.code)
    return Boundaries(found[1].upper(), year_of(found[2]), areas)


def year_of(two_digits: str) -> int:
    """Return the year that the digits of a field name stand for: LSOA21CD, LAD24CD."""
    return (1900 if int(two_digits) > 80 else 2000) + int(two_digits)


def find_code(names: Iterable[str], called: str, field: str = "") -> str:
    """Return the field that holds codes, by its shape: letters, two digits of the year, CD."""
    names = list(names)
    if field:
        if field not in names or not CODE.fullmatch(field):
            raise NotLoaded(f"{called} has no field {field} of codes. Its fields are: {', '.join(names)}.")
        return field
    found = [name for name in names if CODE.fullmatch(name)]
    if not found:
        raise NotLoaded(
            f"{called} has no field of codes, such as LSOA21CD. Its fields are: {', '.join(names) or 'none'}."
        )
    return found[0]


def _properties(feature: Any, called: str) -> Mapping[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise NotLoaded(f"{called} holds an area without properties.")
    return properties


def _area(feature: Any, code: str, stem: str, called: str) -> Area:
    properties = _properties(feature, called)
    said = str(properties.get(code) or "").strip()
    if not said:
        raise NotLoaded(f"{called} holds an area whose {code} is empty.")
    name = next(
        (properties[one] for one in (f"{stem}NM", f"{stem}name", f"{stem}nm") if properties.get(one)), ""
    )
    geometry = feature.get("geometry")
    geometry = geometry if isinstance(geometry, dict) else {}
    shapes = {"Polygon": lambda at: [at], "MultiPolygon": lambda at: at}
    if geometry.get("type") not in shapes or not geometry.get("coordinates"):
        raise NotLoaded(f"{called} gives no outline for {said}.")
    try:
        polygons = shapes[geometry["type"]](geometry["coordinates"])
        return Area(said, str(name), tuple(_polygon(one, said, called) for one in polygons))
    except NotLoaded:
        raise
    except (TypeError, IndexError, KeyError, ValueError, OverflowError) as error:
        raise NotLoaded(f"{called} gives an outline for {said} that is not a list of points.") from error


def _polygon(rings: Sequence[Sequence[Sequence[float]]], code: str, called: str) -> Polygon:
    return tuple(_ring(ring, at == 0, code, called) for at, ring in enumerate(rings))


def _ring(points: Sequence[Sequence[float]], is_outer: bool, code: str, called: str) -> Ring:
    ring = tuple((float(point[0]), float(point[1])) for point in points)
    if not all(math.isfinite(x) and math.isfinite(y) for x, y in ring):
        raise ValueError("A point is at a place.")
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise NotLoaded(f"{called} gives an outline for {code} that is not closed. It may be cut short.")
    _check_degrees(ring, code, called)
    return ring if (turns(ring) > 0) is is_outer else ring[::-1]


def turns(ring: Ring) -> float:
    """Return twice the signed area of a ring: above zero where it runs anticlockwise."""
    # Counted from the first point, or the small differences drown in the size of the coordinates.
    x0, y0 = ring[0]
    return sum((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0) for (x1, y1), (x2, y2) in pairwise(ring))


def _check_degrees(ring: Ring, code: str, called: str) -> None:
    if any(abs(x) > 180 or abs(y) > 90 for x, y in ring):
        raise NotLoaded(
            f"{called} is not in degrees: {code} has a point at {ring[0][0]:.0f}, {ring[0][1]:.0f}, which "
            f"looks like metres of the British National Grid. {HOW}"
        )
    # Everywhere in the United Kingdom latitudes are 49 and more, longitudes at most 2.
    if all(x > 45 and y < 10 for x, y in ring):
        raise NotLoaded(f"{called} gives latitude before longitude for {code}; GeoJSON has longitude first.")


def _check_system(page: Mapping[str, Any], called: str) -> None:
    system = page.get("crs")
    said = system.get("properties") if isinstance(system, dict) else ""
    name = said.get("name", "") if isinstance(said, dict) else said
    if name and not WGS84.search(str(name)):
        raise NotLoaded(f"{called} is in another coordinate system ({name}). {HOW}")
