"""The layers of a chart over time, from the interval at the back to the names in front."""

import json
import textwrap
from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import scale, theme, trend_marks
from fairplace.town.ui.charts.naming import FIELD, of
from fairplace.town.ui.charts.values import Line, Mark, Point


def spec(
    lines: Sequence[Line], unit: str, *, is_narrow: bool, marks: Sequence[Mark] = (), is_log: bool = False
) -> dict:
    """Return the drawing. Values are placed here, so that lines, bands and labels agree on one scale."""
    height = 240 if is_narrow else 340
    is_log = is_log and can_be_log(lines, marks)
    low, high = (scale.log_limits if is_log else scale.limits)(_drawn_values(lines, marks))
    axes = {
        "x": _x(_list_times(lines, marks), is_narrow),
        "y": _y(unit, low, high, is_log=is_log, is_narrow=is_narrow),
    }
    styles = _styles(lines)
    rows = [row for place, line in enumerate(lines) for row in _rows(place, line, styles[place])]
    town = [row for row in rows if row["role"] == "town"]
    layers = [
        _band(town, axes),
        _isolated(town, axes),
        _breaks(lines, axes),
        _strokes(rows, axes),
        _dots(town, axes),
        _labels(lines, axes, scale.Ends(low, high, height, is_log), is_narrow=is_narrow),
        *trend_marks.layers(marks, axes, axes["x"]["scale"]["domain"][0]),
    ]
    width = theme.NARROW if is_narrow else theme.WIDE
    return theme.frame(layers, width=width, height=height, is_narrow=is_narrow)


def can_be_log(lines: Sequence[Line], marks: Sequence[Mark] = ()) -> bool:
    """Return whether all that is drawn is above zero, so that its ratios can be shown."""
    known = [value for value in _drawn_values(lines, marks) if value is not None]
    return bool(known) and min(known) > 0


def _drawn_values(lines: Sequence[Line], marks: Sequence[Mark]) -> list[float | None]:
    values = [value for line in lines for point in line.points for value in _shown(point, line.role)]
    return values + [mark.value for mark in marks]


def _list_times(lines: Sequence[Line], marks: Sequence[Mark]) -> dict[float, str]:
    """Return every time with its label, in order. A target's year is a time too, and so are ends of marks."""
    names = {_at(point.x): point.label for line in lines for point in line.points}
    first, last = min(names, default=0), max(names, default=0)
    named = [mark for mark in marks if mark.kind == "target" or not first <= mark.x <= last]
    names = {_at(mark.x): trend_marks.label_of(mark.x, lines) for mark in named} | names
    return dict(sorted(names.items()))


def _at(x: float) -> float:
    # Three decimals of a year are hours: enough, and the same number written by Python and by the engine.
    return round(x, 3)


def _styles(lines: Sequence[Line]) -> list[str]:
    """Return each line's style: a second line of one role, as for men, differs in dash and marks."""
    roles = [line.role for line in lines]
    return [
        f"{role}-again" if role != "similar" and role in roles[:place] else role
        for place, role in enumerate(roles)
    ]


def _shown(point: Point, role: str) -> tuple:
    return (point.value, point.lower, point.upper) if role == "town" else (point.value,)


def _rows(place: int, line: Line, style: str) -> list[dict]:
    """Return the line's known points; the segment changes where the line must be interrupted."""
    rows, segment = [], 0
    for point in line.points:
        if point.value is None or point.flag == "break":
            segment += 1
        if point.value is not None:
            rows.append(
                {
                    "name": line.name,
                    "role": line.role,
                    "style": style,
                    "x": _at(point.x),
                    "value": point.value,
                    "lower": point.lower if point.has_limits else None,
                    "upper": point.upper if point.has_limits else None,
                    "segment": f"{place}-{segment}",
                    "is_hollow": point.flag == "carried-forward",
                }
                | of(line.name)
            )
    return rows


def _x(names: dict[float, str], is_narrow: bool) -> dict:
    ticks = scale.pick(list(names), at_most=3 if is_narrow else 7)
    # JSON writes keys and words as the drawing engine reads them, whatever quotes a label holds.
    words = json.dumps({f"{x:.10g}": names[x] for x in ticks})
    axis = {
        "values": ticks,
        "labelExpr": f"({words})[datum.value]",
        "grid": False,
        "title": None,
        "labelFlush": True,
    }
    ends = [min(names), max(names)] if len(names) > 1 else [x + side for x in names for side in (-1, 1)]
    return {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": ends, "nice": False, "zero": False},
        "axis": axis,
    }


def _y(unit: str, low: float, high: float, *, is_log: bool, is_narrow: bool) -> dict:
    title = {
        "title": unit,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleBaseline": "bottom",
        "titleX": 0,
        "titleY": -8,
        "titleLimit": 290 if is_narrow else 680,
    }
    axis = {**title, "tickCount": 5, "labelAlign": "right"}
    shape = {"type": "log"} if is_log else {"zero": False}
    if is_log:
        axis |= {"values": scale.log_ticks(low, high)}
    return {
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False} | shape,
        "axis": axis,
    }


def _band(town: list[dict], axes: dict) -> dict:
    return {
        "data": {"values": [row for row in town if row["lower"] is not None]},
        "mark": {"type": "area", "color": theme.COLOURS["band"]},
        "encoding": {
            "x": axes["x"],
            "y": axes["y"] | {"field": "lower"},
            "y2": {"field": "upper"},
            "detail": {"field": "segment", "type": "nominal"},
        }
        | FIELD,
    }


def _isolated(town: list[dict], axes: dict) -> dict:
    """Draw a bar for the interval of a point that stands alone: an area needs two."""
    known = [row for row in town if row["lower"] is not None]
    segments = [row["segment"] for row in known]
    alone = [row for row in known if segments.count(row["segment"]) == 1]
    return {
        "data": {"values": alone},
        "mark": {"type": "rule", "color": theme.COLOURS["band"], "strokeWidth": 8},
        "encoding": {"x": axes["x"], "y": axes["y"] | {"field": "lower"}, "y2": {"field": "upper"}} | FIELD,
    }


def _breaks(lines: Sequence[Line], axes: dict) -> dict:
    between = sorted(
        {
            (before.x + point.x) / 2
            for line in lines
            for before, point in pairwise(line.points)
            if point.flag == "break"
        }
    )
    return {
        "data": {"values": [{"x": x} for x in between]},
        "mark": {"type": "rule", "color": theme.COLOURS["soft"], "strokeDash": [3, 4]},
        "encoding": {"x": axes["x"]},
    }


def _strokes(rows: list[dict], axes: dict) -> dict:
    role = {"field": "role", "type": "nominal", "legend": None}
    return {
        "data": {"values": rows},
        "mark": {"type": "line", "strokeCap": "round", "strokeJoin": "round"},
        "encoding": {
            "x": axes["x"],
            "y": axes["y"] | {"field": "value"},
            "detail": {"field": "segment", "type": "nominal"},
            "color": role | {"scale": theme.colour_scale()},
            "strokeDash": role | {"field": "style", "scale": theme.dash_scale()},
            "strokeWidth": {"condition": {"test": "datum.role == 'town'", "value": 3.5}, "value": 2},
        }
        | FIELD,
    }


def _dots(town: list[dict], axes: dict) -> dict:
    fill = {
        "condition": {"test": "datum.is_hollow", "value": theme.COLOURS["paper"]},
        "value": theme.COLOURS["town"],
    }
    return {
        "data": {"values": town},
        "mark": {"type": "point", "size": 55, "strokeWidth": 2, "opacity": 1},
        "encoding": {
            "x": axes["x"],
            "y": axes["y"] | {"field": "value"},
            "fill": fill,
            "stroke": {"value": theme.COLOURS["town"]},
            "shape": {"condition": {"test": "datum.style == 'town'", "value": "circle"}, "value": "square"},
        }
        | FIELD,
    }


def _labels(lines: Sequence[Line], axes: dict, ends_of: scale.Ends, *, is_narrow: bool) -> dict:
    """Name each line at its end; many similar places share one name, and the table tells them apart."""
    ends = [(line, line.points[-1].x, last) for line in lines if (last := _last(line)) is not None]
    similar = [end for end in ends if end[0].role == "similar"]
    if len(similar) > 2:
        middle = sorted(similar, key=lambda end: end[2])[len(similar) // 2]
        shared = Line(_("Similar places"), middle[0].points, "similar")
        ends = [end for end in ends if end[0].role != "similar"] + [(shared, middle[1], middle[2])]
    names = [
        textwrap.wrap(line.name, 9 if is_narrow else 22, max_lines=3, placeholder="…")
        for line, _x, _value in ends
    ]
    deep = max(map(len, names), default=1)
    heights = ends_of.spread([value for _line, _x, value in ends], apart=19 * deep)
    right = max((_at(point.x) for line in lines for point in line.points), default=0)
    values = [
        {"x": right, "y": y, "name": "\n".join(name), "role": line.role} | of(line.name)
        for (line, _x, _value), y, name in zip(ends, heights, names, strict=True)
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 12, "lineBreak": "\n"},
        "encoding": {
            "x": axes["x"],
            "y": axes["y"] | {"field": "y"},
            "text": {"field": "name"},
            "color": {"field": "role", "type": "nominal", "legend": None, "scale": theme.colour_scale()},
            "size": {"value": 13 if is_narrow else 14},
        }
        | FIELD,
    }


def _last(line: Line) -> float | None:
    return next((point.value for point in reversed(line.points) if point.value is not None), None)
