"""What must be known at one time of a trend: a break, a notice, the start of a proxy, a target."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from fairplace.town.ui.charts import theme
from fairplace.town.ui.charts.values import Line, Mark
from fairplace.town.ui.numbers import in_words

KINDS = {
    "break": gettext_lazy("change of definition"),
    "notice": gettext_lazy("notice"),
    "proxy": gettext_lazy("stand-in figures"),
    "target": gettext_lazy("target"),
}


def label_of(x: float, lines: Sequence[Line] = ()) -> str:
    """Return what the publisher calls this time, or else its year."""
    labels = {round(point.x, 3): point.label for line in lines for point in line.points}
    return labels.get(round(x, 3), str(int(x)))


def tell(marks: Sequence[Mark], lines: Sequence[Line], unit: str, decimals: int) -> list[str]:
    """Return one sentence a mark, with the number that it has in the drawing."""
    told = []
    for number, mark in enumerate(marks, start=1):
        value = "" if mark.value is None else f" {in_words(mark.value, unit=unit, decimals=decimals)}"
        told.append(f"{number}. {label_of(mark.x, lines)}, {KINDS[mark.kind]}{value}: {mark.text}")
    return told


def layers(marks: Sequence[Mark], axes: dict, first: float) -> list[dict]:
    """Return dashed lines with their numbers, and a diamond at the end of a thin line for each target."""
    if not marks:
        return []
    numbered = [
        {"x": round(mark.x, 3), "value": mark.value, "first": first, "words": str(number)}
        for number, mark in enumerate(marks, start=1)
    ]
    upright = [row for row in numbered if row["value"] is None]
    targets = [row for row in numbered if row["value"] is not None]
    soft, words = theme.COLOURS["soft"], {"field": "words"}
    text = {"type": "text", "align": "left", "dx": 4, "fontWeight": "bold", "color": soft}
    rule = {"type": "rule", "color": soft}
    diamond = {"type": "point", "shape": "diamond", "size": 170, "opacity": 1, "strokeWidth": 2}
    diamond |= {"fill": theme.COLOURS["paper"], "stroke": theme.COLOURS["town"]}
    x, y = axes["x"], axes["y"] | {"field": "value"}
    return [
        _layer(upright, rule | {"strokeDash": [3, 4]}, x=x),
        _layer(upright, text | {"baseline": "top"}, x=x, y={"value": 2}, text=words),
        _layer(
            targets,
            rule | {"strokeDash": [1, 4], "strokeWidth": 1.5},
            x=x | {"field": "first"},
            x2={"field": "x"},
            y=y,
        ),
        _layer(targets, diamond, x=x, y=y),
        _layer(targets, text | {"align": "center", "dx": 0, "dy": -18}, x=x, y=y, text=words),
    ]


def _layer(values: list[dict], mark: dict, **encoding) -> dict:
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}
