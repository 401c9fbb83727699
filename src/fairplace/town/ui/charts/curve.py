"""An observed line as it is drawn: lifted where a value is missing or a definition changes."""

from dataclasses import dataclass

from fairplace.town.ui.charts import parts
from fairplace.town.ui.charts.naming import of
from fairplace.town.ui.charts.parts import Span
from fairplace.town.ui.charts.values import Line


@dataclass(frozen=True)
class Curve:
    """The line, the ground of its limits, and upright bars where a point with limits stands alone."""

    way: tuple[dict, ...]
    band: tuple[dict, ...]
    alone: tuple[dict, ...]

    def layers(self, *, width: float, size: float) -> list[dict]:
        """Return the layers of the town's line: band, line and marks, hollow where carried forward."""
        dots = [
            {"x": row["x"], "y": row["y"], "shape": "circle", "stroke": "town", "size": size}
            | {"fill": "paper" if row["flag"] == "carried-forward" else "town", "of": row["of"]}
            for row in self.way
        ]
        return [
            parts.areas(self.band, colour="band"),
            parts.rules(self.alone, colour="band", width=7),
            parts.lines(self.way, colour="town", width=width),
            parts.points(dots),
        ]


def lay(line: Line, x: Span, y: Span, *, part: str = "") -> Curve:
    """Return the line placed on two spans; `part` tells it from other lines of the drawing."""
    way, band, piece = [], [], 0
    for point in line.points:
        if point.value is None or point.flag == "break":
            piece += 1
        if point.value is None:
            continue
        at = {"x": x.at(point.x), "part": f"{part}-{piece}"} | of(line.name)
        way.append(at | {"y": y.at(point.value), "flag": point.flag})
        if point.lower is not None and point.upper is not None:
            band.append(at | {"y": y.at(point.lower), "y2": y.at(point.upper)})
    pieces = [row["part"] for row in band]
    alone = tuple(row | {"x2": row["x"]} for row in band if pieces.count(row["part"]) == 1)
    return Curve(tuple(way), tuple(row for row in band if pieces.count(row["part"]) > 1), alone)
