"""Places by their size, and who is further from the average than chance explains."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from fairplace.town.ui.charts import parts
from fairplace.town.ui.charts.plane import Plane, Spot, along, make_plane
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.numbers import in_words, tell_in
from fairplace.town.ui.tables import Table


@dataclass(frozen=True)
class FunnelPoint:
    """One place: how many people its value is about, the value, and the word of its comparison."""

    name: str
    denominator: float
    value: float | None
    role: str = "similar"
    lower: float | None = None
    upper: float | None = None
    word: str = ""


@dataclass(frozen=True)
class FunnelLimit:
    """What chance alone would give at one size: 19 in 20, and 998 in 1,000 places."""

    denominator: float
    lower95: float
    upper95: float
    lower998: float
    upper998: float


def funnel_chart(  # noqa: PLR0917  # the order is plain: what, in which unit, which places, around what
    title: str,
    finding: str,
    unit: str,
    points: Sequence[FunnelPoint],
    limits: Sequence[FunnelLimit],
    average: float,
    *,
    decimals: int = 1,
    size: str = "",
) -> Chart:
    """Return a mark a place and both limits of chance. `size` says what the denominator counts."""
    limits = sorted(limits, key=lambda limit: limit.denominator)
    size = size or _("People counted")
    wide, narrow = (_spec(unit, points, limits, average, size, is_narrow=n) for n in (False, True))
    told = in_words(average, unit=unit, decimals=decimals)
    notes = (
        _("The level line is the average, %(average)s. Between the dashed lines are 95%%, between the full "
          "lines 99.8%% of the places of a size, if only chance made them differ.") % {"average": told},
        _("The table gives the limits at each place's own size, as read from the drawn lines."),
    )  # fmt: skip
    shown = notes if limits else (_("The level line is the average, %(average)s.") % {"average": told},)
    return Chart(
        title, finding, wide, narrow, _table(title, unit, points, limits, size=size, decimals=decimals), shown
    )


def _table(
    title: str, unit: str, points, limits: Sequence[FunnelLimit], *, size: str, decimals: int
) -> Table:
    columns = (
        _("Place"), size, _("Value"), _("Likely at least"), _("Likely at most"), _("Compared"),
        _("By chance at least (95%)"), _("By chance at most (95%)"),
        _("By chance at least (99.8%)"), _("By chance at most (99.8%)"),
    )  # fmt: skip
    told = tell_in(unit, decimals)
    rows = tuple(
        (
            point.name,
            in_words(point.denominator, decimals=0),
            *map(told, (point.value, point.lower, point.upper)),
            point.word or "",
            *(map(told, limits_at(limits, point.denominator)) if limits else ("",) * 4),
        )
        for point in points
    )
    return Table(title, columns, rows)


def limits_at(limits: Sequence[FunnelLimit], size: float) -> list[float | None]:
    """Return lower and upper 95, then 99.8, on the straight lines between the limits given; none outside."""
    sizes = [limit.denominator for limit in limits]
    if not sizes[0] <= size <= sizes[-1]:
        return [None] * 4
    return [
        float(np.interp(size, sizes, [getattr(limit, name) for limit in limits]))
        for name in ("lower95", "upper95", "lower998", "upper998")
    ]


def _spec(unit: str, points, limits, average: float, size: str, *, is_narrow: bool) -> dict:
    known = [point for point in points if point.value is not None]
    across = [*(point.denominator for point in known), *(limit.denominator for limit in limits)]
    # The limits of the very smallest would press all that matters together: the marks choose the scale.
    up = [average, *(value for point in known for value in (point.value, point.lower, point.upper))]
    up += [value for limit in limits for value in (limit.lower95, limit.upper95)]
    plane = make_plane(across, up, y_title=unit, is_narrow=is_narrow)
    spots = [Spot(one.name, one.denominator, one.value or 0, one.role, _weight(one, limits)) for one in known]
    level = plane.y.at(average)
    bars = [
        {"x": plane.x.at(one.denominator), "y": plane.y.at(one.lower), "y2": plane.y.at(one.upper)}
        for one in known
        if one.role == "town" and one.lower is not None and one.upper is not None
    ]
    average_ends = [{"x": plane.x.start, "y": level}, {"x": plane.x.end, "y": level}]
    around = [*_ways(plane, limits), *along(average_ends)]
    return plane.picture(
        [
            *_curves(plane, limits),
            parts.rules([{"x": plane.x.start, "x2": plane.x.end, "y": level, "y2": level}], colour="country"),
            parts.rules([bar | {"x2": bar["x"]} for bar in bars], colour="town", width=3, cap="round"),
            plane.marks(spots),
            *plane.names(spots, most=4 if is_narrow else 12, around=around),
        ],
        x_title=size,
        y_title=unit,
    )


def _weight(point: FunnelPoint, limits: Sequence[FunnelLimit]) -> float:
    """Return how far a place is outside the wider limits, as its right to a name; 0 for one within."""
    lower, upper = limits_at(limits, point.denominator)[2:] if limits else (None, None)
    if point.value is None or lower is None or upper is None:
        return 0
    return max(lower - point.value, point.value - upper, 0)


def _curves(plane: Plane, limits: Sequence[FunnelLimit]) -> list[dict]:
    layers = []
    for names, dash in ((("lower95", "upper95"), [5, 4]), (("lower998", "upper998"), None)):
        rows = [row | {"part": name} for name in names for row in _way(plane, limits, name)]
        layers.append(parts.lines(rows, colour="edge", width=1.5, dash=dash))
    return layers


def _way(plane: Plane, limits: Sequence[FunnelLimit], name: str) -> list[dict]:
    return [
        plane.at(limit.denominator, value)
        for limit in limits
        if plane.y.low <= (value := getattr(limit, name)) <= plane.y.high
    ]


def _ways(plane: Plane, limits: Sequence[FunnelLimit]) -> list[dict]:
    names = ("lower95", "upper95", "lower998", "upper998")
    return [spot for name in names for spot in along(_way(plane, limits, name))]
