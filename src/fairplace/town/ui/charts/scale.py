"""Where a chart's scale begins and ends, and where labels stand so that none covers another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10


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


def log_limits(values: Iterable[float | None]) -> tuple[float, float]:
    """Return the ends of a scale of ratios, with some room. Every value is above zero."""
    known = [value for value in values if value is not None]
    low, high = min(known), max(known)
    # As above, but in shares: the scale spans a tenth at least.
    room = max((high / low) ** 0.08, (1.1 / min(high / low, 1.1)) ** 0.5)
    return low / room, high * room


def log_ticks(low: float, high: float) -> list[float]:
    """Return round values on a scale of ratios, at most about seven."""
    if high < 8 * low:
        return round_values(low, high, most=5)
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    for steps in ((1,), (1, 3), (1, 2, 5)):
        ticks = [round(n * 10.0**power, 10) for power in powers for n in steps]
        found = [tick for tick in ticks if low <= tick <= high]
        if len(found) >= 3:
            break
    return found


def round_values(low: float, high: float, *, most: int) -> list[float]:
    """Return round values from low to high, evenly apart, at most so many."""
    step = pick_step((high - low) / max(most, 1))
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)][:most]


def pick_step(least: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20 … that is no less."""
    if least <= 0:
        return 1.0
    power = 10.0 ** floor(log10(least))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= least * (1 - 1e-9))


@dataclass(frozen=True)
class Ends:
    """A scale's ends and how tall it is drawn, so that labels can be told apart in pixels."""

    low: float
    high: float
    height: float
    is_log: bool = False

    def spread(self, values: Sequence[float], *, apart: float) -> list[float]:
        """Return where labels of these values stand, so many pixels apart, as values of the scale."""
        if not self.is_log:
            return spread(list(values), apart=(self.high - self.low) / self.height * apart)
        each = log10(self.high / self.low) / self.height * apart
        return [10**place for place in spread([log10(value) for value in values], apart=each)]


def spread_apart(wanted: Sequence[float], widths: Sequence[float], low: float, high: float) -> list[float]:
    """Return middles of things of these widths, each near where it is wanted, none over another.

    They keep their order and stay between low and high; where that cannot be, the answer is empty.
    """
    if sum(widths) > high - low:
        return []
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed, free = {}, low
    for n in order:
        placed[n] = max(wanted[n], free + widths[n] / 2)
        free = placed[n] + widths[n] / 2
    free = high
    for n in reversed(order):
        placed[n] = min(placed[n], free - widths[n] / 2)
        free = placed[n] - widths[n] / 2
    return [placed[n] for n in range(len(wanted))]
