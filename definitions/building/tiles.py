"""Gives each neighbourhood a tile of its own, near where it lies: equal areas for equal numbers of people."""

import math

import numpy as np
from scipy.optimize import linear_sum_assignment

SPARE = 1.35  # tiles to each neighbourhood: enough room for the outline of the town to show
WIDEST = 16  # columns: what fits a phone


def centre(geometry: dict) -> tuple[float, float]:
    """Return the centroid of a GeoJSON polygon or multipolygon, by the area of its outer rings."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    parts = [_ring(np.array(polygon[0], dtype=float)[:, :2]) for polygon in polygons]
    whole = sum(area for area, _ in parts)
    x, y = sum(area * point for area, point in parts) / whole
    return float(x), float(y)


def _ring(points: np.ndarray) -> tuple[float, np.ndarray]:
    # Measured from a corner of the ring: at full longitude the products would lose their small differences.
    origin = points[0]
    x, y = (points - origin).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = cross.sum() / 2
    middle = np.array([((x[:-1] + x[1:]) * cross).sum(), ((y[:-1] + y[1:]) * cross).sum()]) / (6 * area)
    return abs(area), origin + middle


def assign_tiles(centres: dict[str, tuple[float, float]]) -> dict[str, tuple[int, int]]:
    """Return (column, row) of each place, row 0 in the north, with the least sum of squared moves."""
    codes = sorted(centres)
    points = np.array([centres[code] for code in codes])
    # A degree of longitude is shorter than one of latitude, by the cosine of the latitude.
    points[:, 0] *= math.cos(math.radians(points[:, 1].mean()))
    points[:, 1] *= -1
    low, high = points.min(axis=0), points.max(axis=0)
    width, height = high - low
    columns = min(WIDEST, max(1, round(math.sqrt(len(codes) * SPARE * width / height))))
    rows = math.ceil(len(codes) * SPARE / columns)
    scaled = (points - low) / (high - low) * [columns - 1, rows - 1]
    tiles = np.array([(column, row) for row in range(rows) for column in range(columns)])
    cost = ((scaled[:, None, :] - tiles[None, :, :]) ** 2).sum(axis=2).round(9)
    chosen = linear_sum_assignment(cost)[1]
    placed = tiles[chosen] - tiles[chosen].min(axis=0)
    return {code: (int(column), int(row)) for code, (column, row) in zip(codes, placed, strict=True)}
