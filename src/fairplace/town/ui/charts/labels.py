"""Finds room for names in a drawing: none lies over another, nor over a mark if that can be helped."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LONGEST = 30
GAP = 4


@dataclass(frozen=True)
class Box:
    """A name with the corner where it begins and the room it takes; `x` and `y` are where text starts."""

    words: str
    left: float
    top: float
    width: float
    height: float

    @property
    def x(self) -> float:
        return self.left

    @property
    def y(self) -> float:
        return self.top + self.height * 0.78

    def is_inside(self, width: float, height: float) -> bool:
        return (
            min(self.left, self.top) >= 0
            and self.left + self.width <= width
            and self.top + self.height <= height
        )

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


def place_labels(
    *,
    points: np.ndarray,
    sizes: np.ndarray,
    words: Sequence[str],
    order: Sequence[int],
    most: int,
    certain: int,
    letter: float,
    width: float,
    height: float,
) -> dict[int, Box]:
    """Return a box for as many names as have room, tried in this order, at most so many.

    The first are certain: where there is no free room they lie over the fewest marks.
    """
    placed: dict[int, Box] = {}
    for rank, n in enumerate(order):
        if len(placed) == most:
            break
        hits = {
            box: _count_hits(box, n, points, sizes)
            for box in _tries(words[n], points[n], sizes[n], letter)
            if box.is_inside(width, height) and not any(map(box.meets, placed.values()))
        }
        best = min(hits, key=lambda box: hits[box], default=None)
        if best and (rank < certain or not hits[best]):
            placed[n] = best
    return placed


def _tries(words: str, point: np.ndarray, size: float, letter: float) -> list[Box]:
    """Return where a name could stand: right of its mark, left, below, above, and at the corners."""
    short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
    # A generous width for a letter: the reader's font is not known here.
    wide, tall = letter * 0.58 * len(short) + 2, letter * 1.25
    x, y = point
    corners = (
        (x + size + GAP, y - tall / 2),
        (x - size - GAP - wide, y - tall / 2),
        (x - wide / 2, y + size + GAP / 2),
        (x - wide / 2, y - size - GAP / 2 - tall),
        *(
            (left, top)
            for left in (x + size, x - size - wide)
            for top in (y - size - GAP / 2 - tall, y + size + GAP / 2)
        ),
    )
    return [Box(short, float(left), float(top), wide, tall) for left, top in corners]


def _count_hits(box: Box, own: int, points: np.ndarray, sizes: np.ndarray) -> int:
    """Return how many marks but its own lie under the box."""
    x, y = points[:, 0], points[:, 1]
    hits = (x + sizes > box.left) & (x - sizes < box.left + box.width)
    hits &= (y + sizes > box.top) & (y - sizes < box.top + box.height)
    hits[own] = False
    return int(hits.sum())
