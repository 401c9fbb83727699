"""How two or three things are shared out over the same parts: a bar each, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import theme
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table

THICK, STEP, GAP = 15, 24, 18
NAMES_WIDTH, NAME_HEIGHT = 190, 24
COLOUR = {"field": "role", "type": "nominal", "legend": None, "scale": theme.colour_scale()}


@dataclass(frozen=True)
class Bars:
    """One thing that is shared out: what it is called, its per cent in each part, and its role's colour."""

    name: str
    values: tuple[float | None, ...]
    role: str


def shares_chart(title: str, finding: str, parts: Sequence[str], bars: Sequence[Bars], table: Table) -> Chart:
    """Return a bar for each thing in each part, in the order given, each labelled with what it is."""
    wide, narrow = (_spec(parts, bars, is_narrow=is_narrow) for is_narrow in (False, True))
    return Chart(title, finding, wide, narrow, table)


def _spec(parts: Sequence[str], bars: Sequence[Bars], *, is_narrow: bool) -> dict:
    width = theme.NARROW if is_narrow else theme.WIDE
    left = 0 if is_narrow else NAMES_WIDTH
    lift = NAME_HEIGHT if is_narrow else 0
    each = lift + STEP * len(bars) + GAP
    height = each * len(parts)
    values = [
        {
            "at": each * row + lift + STEP * (place + 0.5),
            "zero": 0,
            "value": one.values[row] or 0,
            "role": one.role,
            "words": f"{in_words(one.values[row] or 0, unit='%', decimals=0)} {_('of')} {one.name}",
        }
        for row in range(len(parts))
        for place, one in enumerate(bars)
    ]
    most = max((value["value"] for value in values), default=0) or 1
    names = [
        {"at": each * row + (STEP / 2 if not is_narrow else NAME_HEIGHT / 2), "name": part}
        for row, part in enumerate(parts)
    ]
    x = {"type": "quantitative", "axis": None, "scale": _scale([0, most], [left, width - 130])}
    y = {"field": "at", "type": "quantitative", "axis": None, "scale": _scale([0, height], [0, height])}
    return theme.frame(_layers(values, names, x, y), width=width, height=height, is_narrow=is_narrow)


def _scale(domain: list, place: list) -> dict:
    return {"domain": domain, "range": place, "nice": False, "zero": False}


def _layers(values: list[dict], names: list[dict], x: dict, y: dict) -> list[dict]:
    text = {"type": "text", "baseline": "middle", "align": "left", "color": theme.COLOURS["ink"]}
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rule", "strokeWidth": THICK},
            "encoding": {"x": x | {"field": "zero"}, "x2": {"field": "value"}, "y": y, "color": COLOUR},
        },
        {
            "data": {"values": values},
            "mark": text | {"dx": 8},
            "encoding": {"x": x | {"field": "value"}, "y": y, "text": {"field": "words"}},
        },
        {
            "data": {"values": names},
            "mark": text | {"fontWeight": "bold"},
            "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "name"}},
        },
    ]
