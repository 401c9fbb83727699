"""Two scales at right angles, with places as marks in between and names for those that matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from fairplace.town.ui.charts import parts, scale, theme
from fairplace.town.ui.charts.labels import place_labels
from fairplace.town.ui.charts.naming import of
from fairplace.town.ui.charts.parts import Span

TOP, BELOW = 26, 52
LINE = 16
# The town is filled and larger; other roles differ in shape.
LOOKS = {
    "town": {"shape": "circle", "stroke": "town", "fill": "town", "size": 190},
    "country": {"shape": "diamond", "stroke": "country", "fill": "country", "size": 120},
    "region": {"shape": "square", "stroke": "region", "fill": "region", "size": 90},
    "similar": {"shape": "circle", "stroke": "similar", "fill": "paper", "size": 55},
}


@dataclass(frozen=True)
class Plane:
    """The ground of such a drawing: both spans, and whether it is the narrow one."""

    x: Span
    y: Span
    is_narrow: bool

    @property
    def bottom(self) -> float:
        return self.y.start

    def picture(self, layers: Sequence[dict], *, x_title: str, y_title: str) -> dict:
        """Return the layers over both scales, with a title under the one and above the other."""
        below = parts.fit(x_title, is_narrow=self.is_narrow, middle=(self.x.start + self.x.end) / 2)
        above, most = parts.fit(y_title, is_narrow=self.is_narrow), 3 if self.is_narrow else 6
        grid = [
            *parts.grid_across(self.y, left=self.x.start, right=self.x.end, title=above, most=5),
            *parts.grid_down(self.x, top=self.y.end, bottom=self.bottom, title=below, most=most),
        ]
        height = self.bottom + BELOW + LINE * below.count("\n")
        return parts.picture([*grid, *layers], height=height, is_narrow=self.is_narrow)

    def marks(self, points: Sequence) -> dict:
        """Return a mark a point, the town last and so in front."""
        order = sorted(points, key=lambda point: point.role == "town")
        return parts.points([self.at(one.across, one.up) | look_of(one.role) | of(one.name) for one in order])

    def at(self, x: float, y: float) -> dict:
        return {"x": self.x.at(x), "y": self.y.at(y)}

    def names(self, points: Sequence, *, most: int, around: Sequence[dict] = ()) -> list[dict]:
        """Return names of the town and of so many points before the others, where there is room.

        `around` are places on lines that a name should not cross.
        """
        if not points:
            return []
        rank = {"town": 0, "country": 1, "region": 2}
        order = sorted(range(len(points)), key=lambda n: (rank.get(points[n].role, 3), -points[n].weight, n))
        named = [n for n in order if points[n].role in rank or points[n].weight > 0]
        spots = [*((self.x.at(one.across), self.y.at(one.up)) for one in points)]
        sizes = [look_of(one.role)["size"] ** 0.5 / 2 + 2 for one in points]
        # Numbers of the scale stand at the left.
        ends = ({"x": self.x.start - 10, "y": y} for y in (self.y.end, self.bottom))
        around = [*around, *along(list(ends))]
        boxes = place_labels(
            points=np.array([*spots, *((one["x"], one["y"]) for one in around)]),
            sizes=np.array([*sizes, *(1.0 for _one in around)]),
            words=[point.name for point in points],
            order=named,
            most=most,
            certain=sum(point.role in rank for point in points),
            # Bold names are wider than their letters are taken to be.
            letter=theme.size_of(is_narrow=self.is_narrow) * 1.1,
            width=self.x.end,
            height=self.bottom,
        )
        told = [
            (
                points[n].role == "town",
                {"x": box.x, "y": box.y, "words": box.words} | of(points[n].name),
            )
            for n, box in boxes.items()
        ]
        return [
            parts.texts(
                [row for is_town, row in told if is_town == is_bold],
                weight="bold" if is_bold else "normal",
                baseline="alphabetic",
            )
            for is_bold in (True, False)
        ]


@dataclass(frozen=True)
class Spot:
    """A named point: where it is across and up, its role, and its right to a name (0 for none)."""

    name: str
    across: float
    up: float
    role: str
    weight: float = 0


def along(way: Sequence[dict], *, each: float = 6) -> list[dict]:
    """Return places on a line from its points, so close that no name fits between them."""
    found = []
    for one, other in pairwise(way):
        steps = max(int(abs(other["x"] - one["x"]) / each), int(abs(other["y"] - one["y"]) / each), 1)
        for n in range(steps):
            share = n / steps
            found.append({name: one[name] + (other[name] - one[name]) * share for name in ("x", "y")})
    return [*found, *way[-1:]]


def look_of(role: str) -> dict:
    return LOOKS.get(role, LOOKS["similar"])


def make_plane(
    across: Sequence[float | None], up: Sequence[float | None], *, y_title: str, is_narrow: bool
) -> Plane:
    """Return the ground that holds these values, with room for the numbers at the left."""
    low, high = scale.limits(up)
    told = [words for _tick, words in parts.say(scale.round_values(low, high, most=5))]
    left = parts.room_for(told, theme.size_of(is_narrow=is_narrow)) + 14
    width = theme.NARROW if is_narrow else theme.WIDE
    height = 260 if is_narrow else 380
    x = Span(*scale.limits(across), left, width - 14)
    top = TOP + LINE * parts.fit(y_title, is_narrow=is_narrow).count("\n")
    return Plane(x, Span(low, high, top + height, top), is_narrow)
