"""Areas on a flat picture: where they stand, the room inside them, and the strokes of a hatch."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

import numpy as np

# Half a pixel: neighbours' corners move alike, so no gap opens between areas.
SNAP = 0.5
HATCH = 7.0
# How far a corner must stand off the straight way, more and more while there are too many corners.
LEASTS = (0.3, 0.6, 0.9, 1.2)
CORNERS_EACH = 36

Ring = np.ndarray


@dataclass(frozen=True)
class Shape:
    """An area in pixels: its rings, and the place furthest from its edges with how far that is."""

    rings: tuple[tuple[Ring, ...], ...]
    x: float
    y: float
    room: float

    def as_geojson(self) -> dict:
        return {
            "type": "MultiPolygon",
            "coordinates": [[ring.tolist() for ring in polygon] for polygon in self.rings],
        }

    def hatch(self) -> list[list[list[float]]]:
        """Return slanting strokes that fill the area, each from one point to another."""
        return list(_hatch([ring for polygon in self.rings for ring in polygon]))


def lay_out(geometries: Sequence[dict], *, width: float, height: float) -> tuple[tuple[Shape, ...], float]:
    """Return the areas fitted into a picture, and how tall they are together there.

    Coordinates are degrees east and north. A town is small enough that a degree east is the same length all
    over it, which keeps distances right in all directions. The last few towns are remembered: boundaries
    change once in years, and a page that shows another measure of the same areas need not lay them out again.
    """
    return _lay_out(json.dumps(list(geometries)), width, height)


@lru_cache(maxsize=16)
def _lay_out(written: str, width: float, height: float) -> tuple[tuple[Shape, ...], float]:
    geometries = json.loads(written)
    polygons = [
        [[np.asarray(ring, float)[:, :2] for ring in one] for one in _list_polygons(geometry)]
        for geometry in geometries
    ]
    every = [ring for area in polygons for one in area for ring in one]
    if not every:
        return (), 0
    corners = np.concatenate(every)
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    narrowing = cos(radians((south + north) / 2))
    across, up = (east - west) * narrowing or 1e-9, (north - south) or 1e-9
    scale = min(width / across, height / up)
    left = (width - across * scale) / 2

    def place(ring: Ring) -> Ring:
        x = left + (ring[:, 0] - west) * narrowing * scale
        return _snap(np.column_stack([x, (north - ring[:, 1]) * scale]))

    placed = _thin_all([[[place(ring) for ring in one] for one in area] for area in polygons])
    return tuple(_shape(area) for area in placed), up * scale


def _list_polygons(geometry: dict) -> list:
    kinds = {"Polygon": lambda found: [found], "MultiPolygon": lambda found: found}
    return kinds[geometry["type"]](geometry["coordinates"])


def _snap(ring: Ring) -> Ring:
    """Return the ring on a fine grid, closed, with no corner twice in one place."""
    snapped = np.round(ring / SNAP) * SNAP
    kept = snapped[np.any(snapped != np.roll(snapped, 1, axis=0), axis=1)]
    return np.vstack([kept, kept[:1]]) if len(kept) > 2 else np.vstack([snapped[:1], snapped[:1]])


def _thin_all(areas: list[list[list[Ring]]]) -> list[list[list[Ring]]]:
    """Return the areas with as little detail as their drawing has room for."""
    thinned = areas
    for least in LEASTS:
        thinned = [[[_thin(ring, least) for ring in one] for one in area] for area in areas]
        if sum(len(ring) for area in thinned for one in area for ring in one) <= CORNERS_EACH * len(areas):
            break
    return thinned


def _thin(ring: Ring, least: float) -> Ring:
    """Return the ring without corners that stand off the straight way by less than so many pixels.

    Of two that follow each other one goes at a time: which one depends on where it stands, so that neighbours
    mostly lose the same corners. What differs is covered by the line between them.
    """
    corners = ring[:-1]
    for turn in (0, 1, 0, 1):
        before, after = np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0)
        way, off = after - before, corners - before
        length = np.hypot(way[:, 0], way[:, 1])
        aside = np.abs(way[:, 0] * off[:, 1] - way[:, 1] * off[:, 0]) / np.where(length, length, 1)
        parity = np.round(corners.sum(axis=1) / SNAP).astype(int) % 2
        kept = corners[(aside >= least) | (length == 0) | (parity == turn)]
        corners = kept if len(kept) > 2 else corners
    return np.vstack([corners, corners[:1]])


def _shape(area: list[list[Ring]]) -> Shape:
    largest = max(area, key=lambda polygon: abs(_size(polygon[0])))
    x, y, room = _find_middle(largest)
    # What has shrunk to nothing at this size is left to its neighbours, but an area keeps its largest part.
    kept = [polygon for polygon in area if len(polygon[0]) > 3 or polygon is largest]
    rings = tuple(tuple(ring for ring in polygon if len(ring) > 3 or ring is polygon[0]) for polygon in kept)
    return Shape(rings, x, y, room)


def _size(ring: Ring) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(x[:-1] @ y[1:] - x[1:] @ y[:-1]) / 2


def _find_middle(polygon: list[Ring]) -> tuple[float, float, float]:
    """Return the point of a grid inside the polygon that is furthest from its edges, and how far."""
    (left, top), (right, bottom) = polygon[0].min(axis=0), polygon[0].max(axis=0)
    steps = (np.arange(9) + 0.5) / 9
    grid = np.stack(
        np.meshgrid(left + (right - left) * steps, top + (bottom - top) * steps), axis=-1
    ).reshape(-1, 2)
    starts = np.concatenate([ring[:-1] for ring in polygon])
    ways = np.concatenate([np.diff(ring, axis=0) for ring in polygon])
    gone = grid[:, None] - starts
    lengths = (ways**2).sum(axis=1)
    share = np.clip((gone * ways).sum(axis=2) / np.where(lengths, lengths, 1), 0, 1)
    apart = np.sqrt(((gone - share[..., None] * ways) ** 2).sum(axis=2)).min(axis=1)
    y, begin, end = grid[:, None, 1], starts[:, 1], (starts + ways)[:, 1]
    crosses = (begin > y) != (end > y)
    along = np.divide(y - begin, ways[:, 1], where=ways[:, 1] != 0, out=np.zeros_like(gone[..., 0]))
    is_inside = (crosses & (grid[:, None, 0] < starts[:, 0] + along * ways[:, 0])).sum(axis=1) % 2 == 1
    best = int(np.argmax(np.where(is_inside, apart, -1)))
    return (
        round(float(grid[best, 0]), 1),
        round(float(grid[best, 1]), 1),
        float(apart[best] * is_inside[best]),
    )


def _hatch(rings: Sequence[Ring]) -> Iterable[list[list[float]]]:
    """Yield strokes of x + y = a step, cut at the edges: every second piece between cuts is inside."""
    starts = np.concatenate([ring[:-1] for ring in rings])
    ends = np.concatenate([ring[1:] for ring in rings])
    one, other = starts.sum(axis=1), ends.sum(axis=1)
    for step in np.arange(np.ceil(one.min() / HATCH) * HATCH + 0.01, one.max(), HATCH):
        cut = (one > step) != (other > step)
        share = (step - one[cut]) / (other[cut] - one[cut])
        places = sorted(starts[cut, 0] + share * (ends[cut, 0] - starts[cut, 0]))
        for x, x2 in zip(places[::2], places[1::2], strict=True):
            yield [[round(float(x), 1), round(float(step - x), 1)] for x in (x, x2)]
