"""Where a chart's scale begins and ends, and where labels stand so that none covers another."""

from collections.abc import Iterable


def limits(values: Iterable[float | None]) -> tuple[float, float]:
    """Return the scale's ends with some room. It begins at zero when zero is near enough to show."""
    known = [value for value in values if value is not None]
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    begins_at_zero = 0 <= low <= 0.4 * high
    # A scale cut to the last tenth would make chance look like a landslide: it spans a twentieth at least.
    least = max(abs(low), abs(high)) / 20 or 1
    room = max((high - low) * 0.08, (least - (high - low)) / 2)
    return (0.0 if begins_at_zero else low - room), high + room


def spread(wanted: list[float], *, apart: float) -> list[float]:
    """Return the positions moved as little as needed to stand at least `apart`, in their own order."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [wanted[i] for i in order]
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + apart)
    # Pushing upwards only would carry the whole stack away from its lines: move each run back to its centre.
    shift = sum(placed) / len(placed) - sum(wanted) / len(wanted) if placed else 0
    result = [0.0] * len(wanted)
    for position, i in zip(placed, order, strict=True):
        result[i] = position - shift
    return result


def pick(items: list, *, at_most: int) -> list:
    """Return evenly spaced items that always include the last."""
    step = -(-len(items) // at_most) or 1
    return items[::-1][::step][::-1]
