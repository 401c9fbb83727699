"""Many small trends side by side, on one scale or each on its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import parts, scale, theme
from fairplace.town.ui.charts.curve import lay
from fairplace.town.ui.charts.parts import Span
from fairplace.town.ui.charts.trend import figures_of, notes_of_log
from fairplace.town.ui.charts.trend_spec import can_be_log
from fairplace.town.ui.charts.values import Chart, Line
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table

GAP, LEFT, PLOT, FOOT = 16, 44, 96, 34
DASHES = {"country": None, "region": [7, 3], "similar": [2, 3]}


@dataclass(frozen=True)
class Panel:
    """One small trend: its name and its lines."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Axis:
    """Whether all panels have one scale, and whether it is one of ratios."""

    is_shared: bool
    is_log: bool

    def ends(self, values: list[float | None]) -> tuple[float, float]:
        return (scale.log_limits if self.is_log else scale.limits)(values)


def facet_chart(
    title: str,
    finding: str,
    unit: str,
    panels: Sequence[Panel],
    *,
    is_shared_axis: bool = True,
    decimals: int = 1,
    is_log: bool = False,
) -> Chart:
    """Return a small trend a panel. With a shared axis heights compare; without, only shapes do.

    A scale of ratios is used only where all that is drawn is above zero.
    """
    lines = [line for panel in panels for line in panel.lines]
    own = Axis(is_shared_axis, is_log and can_be_log(lines))
    wide, narrow = (_spec(unit, panels, own, is_narrow=is_narrow) for is_narrow in (False, True))
    axis = (
        _("All panels have the same scale.")
        if is_shared_axis
        else _("Each panel has its own scale: compare shapes, not heights.")
    )
    band = _("The shaded band shows where the true figure is likely to be.")
    has_limits = any(
        point.has_limits
        for panel in panels for line in panel.lines if line.role == "town" for point in line.points
    )  # fmt: skip
    notes = (axis, *(band,) * has_limits, *notes_of_log(lines, (), is_log=is_log))
    return Chart(
        title,
        finding,
        wide,
        narrow,
        _table(title, unit, panels, decimals),
        notes,
        _figures(title, unit, panels),
    )


def _table(title: str, unit: str, panels: Sequence[Panel], decimals: int) -> Table:
    """Return one row a panel, line and period."""
    rows = []
    for panel in panels:
        for line in panel.lines:
            for point in line.points:
                values = (point.value, point.lower, point.upper)
                told = [None if v is None else in_words(v, unit=unit, decimals=decimals) for v in values]
                rows.append((panel.name, line.name, point.label, *told))
    columns = (_("Panel"), _("Place"), _("Period"), _("Value"), _("Likely at least"), _("Likely at most"))
    return Table(title, columns, tuple(rows))


def _figures(title: str, unit: str, panels: Sequence[Panel]) -> Table:
    tables = [(panel.name, figures_of(title, unit, panel.lines)) for panel in panels]
    columns = tables[0][1].columns if tables else ()
    return Table(
        title, (_("Panel"), *columns), tuple((name, *row) for name, table in tables for row in table.rows)
    )


def _spec(unit: str, panels: Sequence[Panel], axis: Axis, *, is_narrow: bool) -> dict:
    columns = 1 if is_narrow else 3
    total = theme.NARROW if is_narrow else theme.WIDE
    width = (total - GAP * (columns - 1)) / columns
    key, top = _key(panels, unit, is_narrow=is_narrow)
    shared = axis.ends(_values(line for panel in panels for line in panel.lines))
    times = [point.x for panel in panels for line in panel.lines for point in line.points]
    # Names of two lines push all panels down alike, so that the rows stay level.
    deep = any("\n" in _wrap(panel.name, width) for panel in panels)
    head = 42 if deep else 28
    layers: list[dict] = []
    for place, panel in enumerate(panels):
        left = (place % columns) * (width + GAP)
        above = top + (place // columns) * (head + PLOT + FOOT)
        low, high = shared if axis.is_shared else axis.ends(_values(panel.lines))
        x = Span(*_ends(times), left + LEFT, left + width - 12)
        y = Span(low, high, above + head + PLOT, above + head, axis.is_log)
        layers += _panel(panel, x, y, left, above)
    rows = -(-len(panels) // columns)
    return parts.picture(
        [*_merge(layers), *key], height=top + rows * (head + PLOT + FOOT), is_narrow=is_narrow
    )


def _wrap(name: str, width: float) -> str:
    # Bold letters are a little wider.
    return parts.wrap(name, int(width / (14 * parts.LETTER * 1.08)), 2)


def _values(lines) -> list[float | None]:
    return [
        value
        for line in lines
        for point in line.points
        for value in ((point.value, point.lower, point.upper) if line.role == "town" else (point.value,))
    ]


def _ends(times: list[float]) -> tuple[float, float]:
    if not times:
        return 0, 1
    first, last = min(times), max(times)
    return (first, last) if first < last else (first - 1, last + 1)


def _panel(panel: Panel, x: Span, y: Span, left: float, above: float) -> list[dict]:
    words = _wrap(panel.name, x.end + 12 - left)
    name = {"x": left, "y": y.end - 16 - 8 * words.count("\n"), "words": words}
    labels = {point.x: point.label for line in panel.lines for point in line.points}
    ends = (
        [(time, align) for time, align in zip([min(labels), max(labels)], ("left", "right"), strict=True)]
        if labels
        else []
    )
    layers = [
        *parts.grid_across(y, left=x.start, right=x.end, title="", most=3),
        parts.texts([name], weight="bold"),
    ]
    for time, align in ends[-1:] if len(labels) == 1 else ends:
        at = {"x": x.at(time), "y": y.start + 16, "words": labels[time]}
        layers.append(parts.texts([at], align=align, colour="soft"))
    for place, line in enumerate(panel.lines):
        layers += _line(line, f"{panel.name}{above}{left}-{place}", x, y)
    return layers


def _line(line: Line, part: str, x: Span, y: Span) -> list[dict]:
    curve = lay(line, x, y, part=part)
    if line.role == "town":
        return curve.layers(width=2.5, size=22)
    return [parts.lines(curve.way, colour=line.role, width=1.75, dash=DASHES[line.role])]


def _key(panels: Sequence[Panel], unit: str, *, is_narrow: bool) -> tuple[list[dict], float]:
    """Return a stroke and a name for each kind of line, the unit before them, and the height they need."""
    names: dict[str, str] = {}
    # A line that its panel is named after needs no key: it would name one panel's line for all.
    for line in (line for panel in panels for line in panel.lines if line.name != panel.name):
        names.setdefault(line.role, line.name)
    unit = parts.fit(unit, is_narrow=is_narrow, most=1)
    layers = [parts.texts([{"x": 0, "y": 10, "words": unit}], colour="soft")] if unit else []
    size = theme.size_of(is_narrow=is_narrow)
    x, y, width = (
        (parts.room_for([unit], size) + 18 if unit else 0),
        10,
        theme.NARROW if is_narrow else theme.WIDE,
    )
    for role, name in names.items():
        words = parts.wrap(name, 34, 1)
        room = 34 + parts.room_for([words], size) + 18
        if x and x + room > width:
            x, y = 0, y + 21
        way = [{"x": x, "y": y, "part": role}, {"x": x + 26, "y": y, "part": role}]
        layers.append(
            parts.lines(way, colour=role, width=2.5 if role == "town" else 1.75, dash=DASHES.get(role))
        )
        layers.append(parts.texts([{"x": x + 34, "y": y, "words": words}]))
        x += room
    return layers, y + 12


def _merge(layers: list[dict]) -> list[dict]:
    """Return one layer for all that are drawn alike, bands behind lines: thirty panels stay small."""
    merged: dict[str, dict] = {}
    for layer in layers:
        key = repr((layer["mark"], layer["encoding"]))
        if key in merged:
            merged[key]["data"]["values"] += layer["data"]["values"]
        else:
            merged[key] = layer | {"data": {"values": list(layer["data"]["values"])}}
    return sorted(merged.values(), key=_depth)


def _depth(layer: dict) -> tuple[int, bool]:
    mark = layer["mark"]
    is_grid = mark["color"] == theme.COLOURS["grid"] if "color" in mark else False
    order = ("area", "rule", "line", "point", "text").index(mark["type"])
    return (-1 if is_grid else order, mark.get("color") == theme.COLOURS["town"])
