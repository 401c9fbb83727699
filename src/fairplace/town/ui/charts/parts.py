"""What the drawings are put together from. Everything stands in pixels from the top left corner.

Marks, labels and limits are placed here and not by the drawing engine, so that all agree on one scale and
names can be kept from lying over each other. The engine gets what it needs to draw, colour by colour.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from fairplace.town.ui.charts import scale, theme
from fairplace.town.ui.charts.naming import described
from fairplace.town.ui.numbers import in_words

LETTER = 0.56
X = {"field": "x", "type": "quantitative", "scale": None, "axis": None}
Y = {"field": "y", "type": "quantitative", "scale": None, "axis": None}
TO = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}


@dataclass(frozen=True)
class Span:
    """Where values stand between two pixels."""

    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    def at(self, value: float) -> float:
        low, high = (log10(self.low), log10(self.high)) if self.is_log else (self.low, self.high)
        share = ((log10(value) if self.is_log else value) - low) / ((high - low) or 1)
        return round(self.start + share * (self.end - self.start), 1)

    def level(self, lower: float | None, upper: float | None, y: float) -> list[dict]:
        """Return the level stroke from one limit to the other; none where either is not known."""
        if lower is None or upper is None:
            return []
        return [{"x": self.at(lower), "x2": self.at(upper), "y": y, "y2": y}]

    def ticks(self, most: int) -> list[float]:
        """Return round values inside the span, at most so many; on a scale of ratios at most about seven."""
        if self.is_log:
            return scale.log_ticks(self.low, self.high)
        return scale.round_values(self.low, self.high, most=most)


def picture(layers: Sequence[dict], *, height: float, is_narrow: bool) -> dict:
    """Return the whole spec. Nothing is moved to make room: what stands in it has its room already."""
    width = theme.NARROW if is_narrow else theme.WIDE
    drawn = theme.frame(
        [layer for layer in layers if layer["data"]["values"]] or [texts([_dot()])],
        width=width,
        height=round(height),
        is_narrow=is_narrow,
    )
    return drawn | {"autosize": {"type": "none"}}


def _dot() -> dict:
    # The engine refuses a picture of nothing.
    return {"x": 0, "y": 0, "words": " "}


def texts(
    values: Sequence[dict],
    *,
    align: str = "left",
    weight: str = "normal",
    colour: str = "ink",
    baseline: str = "middle",
    size: int | None = None,
) -> dict:
    """Return words at their places; a line break in them is a line break in the picture."""
    mark = {"type": "text", "align": align, "baseline": baseline, "fontWeight": weight, "lineBreak": "\n"}
    mark |= {"color": theme.COLOURS[colour]} | ({"fontSize": size} if size else {})
    encoding = {"x": X, "y": Y, "text": {"field": "words"}} | described(values)
    # The engine sets the first line at the middle. Several lines stand around it.
    half = ((size or 14) + 2) / 2 if baseline == "middle" else 0
    set_words = [value | {"y": round(value["y"] - value["words"].count("\n") * half, 1)} for value in values]
    return {"data": {"values": set_words}, "mark": mark, "encoding": encoding}


def rules(
    values: Sequence[dict], *, colour: str, width: float = 1, dash: list | None = None, cap: str = "butt"
) -> dict:
    """Return straight strokes from x, y to x2, y2."""
    mark = {"type": "rule", "color": theme.COLOURS[colour], "strokeWidth": width, "strokeCap": cap}
    mark |= {"strokeDash": dash} if dash else {}
    return {
        "data": {"values": list(values)},
        "mark": mark,
        "encoding": {"x": X, "y": Y} | TO | described(values),
    }


def bars(values: Sequence[dict], *, colour: str, stroke: str = "", radius: float = 0) -> dict:
    """Return boxes from x, y to x2, y2."""
    mark = {"type": "rect", "color": theme.COLOURS[colour], "cornerRadius": radius}
    mark |= {"stroke": theme.COLOURS[stroke], "strokeWidth": 1.5} if stroke else {}
    return {
        "data": {"values": list(values)},
        "mark": mark,
        "encoding": {"x": X, "y": Y} | TO | described(values),
    }


def lines(
    values: Sequence[dict], *, colour: str, width: float = 2, dash: list | None = None, shape: str = "linear"
) -> dict:
    """Return lines through their points; those of one `part` are joined, in the order given."""
    mark = {"type": "line", "color": theme.COLOURS[colour], "strokeWidth": width, "interpolate": shape}
    mark |= {"strokeCap": "round", "strokeJoin": "round"} | ({"strokeDash": dash} if dash else {})
    numbered = [value | {"order": place} for place, value in enumerate(values)]
    encoding = {
        "x": X,
        "y": Y,
        "detail": {"field": "part", "type": "nominal"},
        "order": {"field": "order", "type": "quantitative"},
    } | described(values)
    return {"data": {"values": numbered}, "mark": mark, "encoding": encoding}


def areas(values: Sequence[dict], *, colour: str) -> dict:
    """Return the ground between y and y2."""
    encoding = {"x": X, "y": Y, "y2": TO["y2"], "detail": {"field": "part", "type": "nominal"}}
    encoding |= described(values)
    mark = {"type": "area", "color": theme.COLOURS[colour]}
    return {"data": {"values": list(values)}, "mark": mark, "encoding": encoding}


def points(values: Sequence[dict]) -> dict:
    """Return marks, each with its own shape, fill and stroke (roles of colours) and size."""
    drawn = [
        value
        | {
            "fill": theme.COLOURS[value.get("fill", value["stroke"])],
            "stroke": theme.COLOURS[value["stroke"]],
            "size": value.get("size", 90),
        }
        for value in values
    ]
    raw = {name: {"field": name, "type": "nominal", "scale": None} for name in ("shape", "fill", "stroke")}
    size = {"field": "size", "type": "quantitative", "scale": None}
    return {
        "data": {"values": drawn},
        "mark": {"type": "point", "filled": False, "opacity": 1, "strokeWidth": 1.75},
        "encoding": {"x": X, "y": Y, "size": size} | raw | described(values),
    }


def grid_down(span: Span, *, top: float, bottom: float, title: str, most: int) -> list[dict]:
    """Return upright lines of a scale that lies below, its numbers and what they are."""
    ticks = span.ticks(most)
    upright = [{"x": span.at(tick), "x2": span.at(tick), "y": top, "y2": bottom} for tick in ticks]
    told = [{"x": span.at(tick), "y": bottom + 16, "words": words} for tick, words in say(ticks)]
    middle = (span.start + span.end) / 2
    below = [{"x": middle, "y": bottom + 38 + 8 * title.count("\n"), "words": title}] if title else []
    return [
        rules(upright, colour="grid"),
        texts(told, align="center", colour="soft"),
        texts(below, align="center", colour="soft"),
    ]


def grid_across(span: Span, *, left: float, right: float, title: str, most: int) -> list[dict]:
    """Return level lines of a scale that stands at the left, its numbers, and what they are above them."""
    ticks = span.ticks(most)
    level = [{"x": left, "x2": right, "y": span.at(tick), "y2": span.at(tick)} for tick in ticks]
    told = [{"x": left - 8, "y": span.at(tick), "words": words} for tick, words in say(ticks)]
    above = [{"x": 0, "y": 9 + 8 * title.count("\n"), "words": title}] if title else []
    return [
        rules(level, colour="grid"),
        texts(told, align="right", colour="soft"),
        texts(above, colour="soft"),
    ]


def fit(title: str, *, is_narrow: bool, most: int = 2, middle: float | None = None) -> str:
    """Return a title in lines that have room in the picture, or around a middle of theirs."""
    width = theme.NARROW if is_narrow else theme.WIDE
    room = width if middle is None else 2 * min(middle, width - middle)
    return wrap(title, int(room / (theme.size_of(is_narrow=is_narrow) * LETTER)), most) if title else ""


def say(ticks: Sequence[float]) -> list[tuple[float, str]]:
    """Return each tick with its number, all with as many decimals as their step needs."""
    step = abs(ticks[1] - ticks[0]) if len(ticks) > 1 else abs(ticks[0]) if ticks else 1
    decimals = max(0, -floor(log10(step) + 1e-9)) if step else 0
    return [(tick, in_words(tick, decimals=decimals)) for tick in ticks]


def room_for(words: Sequence[str], size: float) -> float:
    """Return about how wide the longest of these words is drawn."""
    longest = max((len(line) for one in words for line in one.split("\n")), default=0)
    return longest * size * LETTER


def wrap(words: str, letters: int, most: int = 2) -> str:
    """Return the words in at most so many lines; what has no room ends in an ellipsis."""
    return "\n".join(textwrap.wrap(words, letters, max_lines=most, placeholder="…") or [""])


def sign_of(unit: str) -> str:
    """Return the sign that fits beside a number. A longer unit stands on the scale."""
    return unit[:1] if unit[:1] in {"%", "£"} else ""
