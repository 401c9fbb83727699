"""Dots with interval bars, one row a place or subgroup. Shared by the comparison and the gap."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import scale, theme
from fairplace.town.ui.charts.values import Row
from fairplace.town.ui.numbers import in_words, tell_in
from fairplace.town.ui.tables import Table

COLOUR = {"field": "role", "type": "nominal", "legend": None, "scale": theme.colour_scale()}
VALUES_WIDTH = 90


def spec(rows: Sequence[Row], unit: str, *, decimals: int, is_narrow: bool, is_joined: bool = False) -> dict:
    """Return the drawing: names at the left (above each row where narrow), values at the right."""
    width = theme.NARROW if is_narrow else theme.WIDE
    names_width = 0 if is_narrow else 200
    step = 56 if is_narrow else 40
    values = [_values(row, place, unit, decimals) for place, row in enumerate(rows)]
    known = [value for value in values if value["value"] is not None]
    low, high = scale.limits(limit for row in rows for limit in (row.value, row.lower, row.upper))
    inner = [names_width + 14, width - (14 if is_narrow else VALUES_WIDTH)]
    x = {
        "type": "quantitative",
        "scale": {"domain": [low, high], "range": inner, "nice": False, "zero": False},
    }
    x["axis"] = {"title": unit, "tickCount": 3 if is_narrow else 6, "orient": "bottom"}
    y = {
        "field": "place",
        "type": "quantitative",
        "scale": {"domain": [-0.6, len(rows) - 0.4], "reverse": True, "nice": False, "zero": False},
        "axis": None,
    }
    # In the narrow drawing names stand between the dots, where the joint would strike them through.
    is_joined = is_joined and not is_narrow
    layers = [*([_joint(known, x, y)] if is_joined else []), _bars(known, x, y), _dots(known, x, y)]
    layers += _words(values, y, is_narrow, width)
    return theme.frame(layers, width=width, height=step * len(rows), is_narrow=is_narrow)


def table(title: str, first: str, rows: Sequence[Row], unit: str, decimals: int) -> Table:
    """Return name, value and both limits."""
    told = tell_in(unit, decimals)
    body = tuple((row.name, told(row.value), told(row.lower), told(row.upper)) for row in rows)
    return Table(title, (first, _("Value"), _("Likely at least"), _("Likely at most")), body)


def notes(rows: Sequence[Row]) -> tuple[str, ...]:
    has_limits = any(None not in (row.lower, row.upper) for row in rows)
    return (_("The bar beside each dot shows where the true figure is likely to be."),) if has_limits else ()


def _values(row: Row, place: int, unit: str, decimals: int) -> dict:
    # A long unit is on the axis already; beside each dot only a sign fits.
    sign = unit[:1] if unit[:1] in {"%", "£"} else ""
    words = _("not published") if row.value is None else in_words(row.value, unit=sign, decimals=decimals)
    return {
        "name": row.name,
        "place": place,
        "value": row.value,
        "lower": row.lower,
        "upper": row.upper,
        "role": row.role,
        "words": words,
    }


def _joint(known: list[dict], x: dict, y: dict) -> dict:
    return {
        "data": {"values": known},
        "mark": {"type": "line", "color": theme.COLOURS["similar"], "strokeWidth": 1.5, "strokeDash": [2, 3]},
        "encoding": {
            "x": x | {"field": "value"},
            "y": y,
            "order": {"field": "place", "type": "quantitative"},
        },
    }


def _bars(known: list[dict], x: dict, y: dict) -> dict:
    limited = [value for value in known if None not in (value["lower"], value["upper"])]
    return {
        "data": {"values": limited},
        "mark": {"type": "rule", "strokeWidth": 3, "strokeCap": "round"},
        "encoding": {"x": x | {"field": "lower"}, "x2": {"field": "upper"}, "y": y, "color": COLOUR},
    }


def _dots(known: list[dict], x: dict, y: dict) -> dict:
    is_town = "datum.role == 'town'"
    return {
        "data": {"values": known},
        "mark": {"type": "point", "filled": True, "opacity": 1},
        "encoding": {
            "x": x | {"field": "value"},
            "y": y,
            "color": COLOUR,
            "size": {"condition": {"test": is_town, "value": 170}, "value": 95},
        },
    }


def _weight(role: str, stands_out: bool) -> str:
    return "bold" if role == "town" and stands_out else "normal"


def _words(values: list[dict], y: dict, is_narrow: bool, width: int) -> list[dict]:
    """Write names and values, the town's in bold: separate layers, because a weight cannot be encoded."""
    lift = -19 if is_narrow else 0
    stands_out = len({value["role"] for value in values}) > 1
    layers = []
    for weight in ("bold", "normal"):
        rows = [value for value in values if _weight(value["role"], stands_out) == weight]
        mark = {
            "type": "text",
            "baseline": "middle",
            "fontWeight": weight,
            "color": theme.COLOURS["ink"],
            "dy": lift,
        }
        for field, align, at in (("name", "left", 0), ("words", "right", width - 4)):
            layers.append(
                {
                    "data": {"values": rows},
                    "mark": mark | {"align": align, "limit": 196 if not is_narrow else 230},
                    "encoding": {"x": {"value": at}, "y": y, "text": {"field": field}},
                }
            )
    return layers
