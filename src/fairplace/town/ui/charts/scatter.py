"""Two measures of the same places against each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import parts
from fairplace.town.ui.charts.plane import Plane, Spot, along, make_plane
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table


@dataclass(frozen=True)
class ScatterPoint:
    """One place with a value of each measure, and limits where there are any."""

    name: str
    x: float
    y: float
    role: str = "similar"
    x_lower: float | None = None
    x_upper: float | None = None
    y_lower: float | None = None
    y_upper: float | None = None


def scatter_chart(
    title: str,
    finding: str,
    x_title: str,
    y_title: str,
    points: Sequence[ScatterPoint],
    *,
    r_squared: float | None,
    line: Sequence[tuple[float, float]] | None = None,
    units: tuple[str, str] = ("", ""),
    decimals: tuple[int, int] = (1, 1),
) -> Chart:
    """Return a mark a place. `line` are points (x, y) of a line through them, where one was fitted."""
    wide, narrow = (_spec(x_title, y_title, points, line or (), is_narrow=n) for n in (False, True))
    table = _table(title, (x_title, y_title), points, units, decimals)
    return Chart(title, finding, wide, narrow, table, _notes(points, r_squared, bool(line)))


def _notes(points: Sequence[ScatterPoint], r_squared: float | None, has_line: bool) -> tuple[str, ...]:
    count = len(points)
    if r_squared is None:
        fit = _("R² cannot be told from these places (number of places: %(count)s).") % {"count": count}
    else:
        fit = _("R² = %(fit).2f (number of places: %(count)s).") % {"fit": r_squared, "count": count}
    bars = _("The thin bars through the town's mark show where its true figures are likely to be.")
    has_limits = any(
        point.role == "town" and not (point.x_lower is None and point.y_lower is None) for point in points
    )
    drawn = _("The dashed line is the straight line that fits best.")
    cause = _("This does not say that one causes the other.")
    return (fit, cause, *(drawn,) * has_line, *(bars,) * has_limits)


def _table(title: str, titles: tuple[str, str], points, units, decimals) -> Table:
    def told(value: float | None, n: int) -> str | None:
        return None if value is None else in_words(value, unit=units[n], decimals=decimals[n])

    columns = [_("Place")]
    for name in titles:
        columns += [
            name,
            _("%(name)s, likely at least") % {"name": name},
            _("%(name)s, likely at most") % {"name": name},
        ]
    rows = tuple(
        (
            point.name,
            *(told(value, 0) for value in (point.x, point.x_lower, point.x_upper)),
            *(told(value, 1) for value in (point.y, point.y_lower, point.y_upper)),
        )
        for point in points
    )
    return Table(title, tuple(columns), rows)


def _spec(x_title: str, y_title: str, points, line, *, is_narrow: bool) -> dict:
    town = [point for point in points if point.role == "town"]
    across = [*(one.x for one in points), *(v for one in town for v in (one.x_lower, one.x_upper))]
    up = [*(one.y for one in points), *(v for one in town for v in (one.y_lower, one.y_upper))]
    plane = make_plane(across, up, y_title=y_title, is_narrow=is_narrow)
    middle = sum(one.y for one in points) / len(points) if points else 0
    # Places with a role are named first, then those furthest up or down.
    reach = max((abs(one.y - middle) for one in points), default=0) or 1
    spots = [Spot(one.name, one.x, one.y, one.role, 1 + abs(one.y - middle) / reach) for one in points]
    bars = list(_bars(town, plane))
    way = [plane.at(x, y) | {"part": "line"} for x, y in _clip(line, plane)]
    # No name should lie over the line, or over the town's own bars.
    around = [*along(way), *(spot for bar in bars for spot in along(_ends(bar)))]
    return plane.picture(
        [
            parts.lines(way, colour="edge", dash=[6, 4]),
            parts.rules(bars, colour="town", width=2, cap="round"),
            plane.marks(spots),
            *plane.names(spots, most=4 if is_narrow else 9, around=around),
        ],
        x_title=x_title,
        y_title=y_title,
    )


def _ends(bar: dict) -> list[dict]:
    return [{"x": bar["x"], "y": bar["y"]}, {"x": bar["x2"], "y": bar["y2"]}]


def _clip(line: Sequence[tuple[float, float]], plane: Plane) -> list[tuple[float, float]]:
    """Return the ends of that part of a straight line which lies in the picture; nothing where none does.

    To leave out an end that lies outside would leave a dot, which nobody sees.
    """
    if len(line) < 2:
        return []
    first, last = line[0], line[-1]
    begins, stops = 0.0, 1.0
    for start, end, span in ((first[0], last[0], plane.x), (first[1], last[1], plane.y)):
        step = end - start
        if step:
            enters, leaves = sorted(((span.low - start) / step, (span.high - start) / step))
            begins, stops = max(begins, enters), min(stops, leaves)
        elif not span.low <= start <= span.high:
            return []
    at = [tuple(a + share * (b - a) for a, b in zip(first, last, strict=True)) for share in (begins, stops)]
    return [(x, y) for x, y in at] if begins < stops else []


def _bars(town: Sequence[ScatterPoint], plane: Plane):
    for one in town:
        x, y = plane.x.at(one.x), plane.y.at(one.y)
        if one.x_lower is not None and one.x_upper is not None:
            yield {"x": plane.x.at(one.x_lower), "x2": plane.x.at(one.x_upper), "y": y, "y2": y}
        if one.y_lower is not None and one.y_upper is not None:
            yield {"x": x, "x2": x, "y": plane.y.at(one.y_lower), "y2": plane.y.at(one.y_upper)}
