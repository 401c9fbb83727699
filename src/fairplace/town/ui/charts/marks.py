"""Shapes of marks: told apart without colour. Each fills about the same area."""

from math import cos, pi, sin

# Corners on a circle of radius 1, as (number, first angle in eighths of a turn, how much larger).
POLYGONS = {
    "square": (4, 1, 1.2),
    "diamond": (4, 0, 1.25),
    "triangle": (3, -2, 1.35),
    "triangle-down": (3, 2, 1.35),
    "hexagon": (6, 0, 1.1),
}
PLUS = (
    (-1, -3),
    (1, -3),
    (1, -1),
    (3, -1),
    (3, 1),
    (1, 1),
    (1, 3),
    (-1, 3),
    (-1, 1),
    (-3, 1),
    (-3, -1),
    (-1, -1),
)
SHAPES = ("circle", *POLYGONS, "plus")


def outline(shape: str, x: float, y: float, size: float) -> str:
    """Return the path of a mark around a point."""
    if shape == "circle":
        half = f"a{size:.1f} {size:.1f} 0 1 0 "
        return f"M{x - size:.1f} {y:.1f}{half}{2 * size:.1f} 0{half}{-2 * size:.1f} 0z"
    return f"M{'L'.join(f'{x + size * dx:.1f} {y + size * dy:.1f}' for dx, dy in _corners(shape))}z"


def _corners(shape: str) -> list[tuple[float, float]]:
    if shape == "plus":
        return [(dx * 0.38, dy * 0.38) for dx, dy in PLUS]
    number, first, larger = POLYGONS[shape]
    angles = [first * pi / 4 + 2 * pi * n / number for n in range(number)]
    return [(larger * cos(angle), larger * sin(angle)) for angle in angles]
