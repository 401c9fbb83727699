"""A line as small as a word, drawn by a template: it decorates a number that stands beside it in text."""

from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 120, 36, 5


def spark(values: Sequence[float | None]) -> dict:
    """Return the line's path, lifted where a value is missing, and where its last point stands."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return {"path": ""}
    points = [
        None if value is None else _point(i, value, len(values), known) for i, value in enumerate(values)
    ]
    parts, is_down = [], False
    for point in points:
        if point:
            parts.append(f"{'L' if is_down else 'M'}{point[0]:.1f} {point[1]:.1f}")
        is_down = point is not None
    x, y = next(point for point in reversed(points) if point)
    return {"path": "".join(parts), "x": f"{x:.1f}", "y": f"{y:.1f}"}


def _point(i: int, value: float, count: int, known: list[float]) -> tuple[float, float]:
    low, high = min(known), max(known)
    x = MARGIN + i / (count - 1) * (WIDTH - 2 * MARGIN)
    return x, HEIGHT - MARGIN - (value - low) / (high - low or 1) * (HEIGHT - 2 * MARGIN)
