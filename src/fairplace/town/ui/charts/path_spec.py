"""The layers of a curve to its target, from the fan at the back to the names in front."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import parts, scale, theme
from fairplace.town.ui.charts.curve import lay
from fairplace.town.ui.charts.parts import Span
from fairplace.town.ui.charts.trend_marks import label_of
from fairplace.town.ui.charts.values import Line
from fairplace.town.ui.numbers import in_words

if TYPE_CHECKING:
    from fairplace.town.ui.charts.path import LaterStart

LEFT, TOP = 46, 26


def spec(
    line: Line,
    fan: Sequence,
    path: Sequence,
    unit: str,
    *,
    is_narrow: bool,
    decimals: int,
    named: str,
    later: "LaterStart | None" = None,
) -> dict:
    """Return the drawing. The observed, the projected and the agreed differ in line, not in colour alone."""
    height = 230 if is_narrow else 330
    right = 98 if is_narrow else 176
    late = later.path if later else ()
    x, y = _spans(
        line, fan, (*path, *late), width=(theme.NARROW if is_narrow else theme.WIDE) - right, height=height
    )
    layers = [
        *parts.grid_across(
            y, left=LEFT, right=x.end, title=parts.fit(unit, is_narrow=is_narrow, most=1), most=5
        ),
        *_times(x, line, fan, path, bottom=TOP + height, is_narrow=is_narrow),
        *_fan(line, fan, x, y),
        *lay(line, x, y).layers(width=3, size=42),
        *_later(late, x, y),
        *_agreed(path, x, y),
        *_names(
            _list_ends(line, fan, path, later, unit=unit, decimals=decimals, named=named),
            x,
            y,
            is_narrow=is_narrow,
        ),
    ]
    return parts.picture(layers, height=height + TOP + 30, is_narrow=is_narrow)


def _spans(line: Line, fan: Sequence, path: Sequence, *, width: float, height: float) -> tuple[Span, Span]:
    times = [one.x for one in (*line.points, *fan, *path)] or [0.0]
    first, last = min(times), max(times)
    if first == last:
        first, last = first - 1, last + 1
    values = [value for point in line.points for value in (point.value, point.lower, point.upper)]
    values += [value for step in fan for value in (step.lower95, step.upper95)]
    values += [one.value for one in path]
    low, high = scale.limits(values)
    return Span(first, last, LEFT + 4, width), Span(low, high, TOP + height, TOP)


def _times(x: Span, line: Line, fan, path, *, bottom: float, is_narrow: bool) -> list[dict]:
    labels = {point.x: point.label for point in line.points}
    later = {one.x: one.label or label_of(one.x) for one in (*fan, *path)}
    known, ahead = sorted(labels), sorted(set(later) - set(labels))
    # The last observed and the last agreed time are always named, and of the rest what has room.
    shown = [one for one in {*known[:1], *known[-1:], *ahead[-1:]} if one is not None]
    room = parts.room_for([*labels.values(), *later.values()], theme.size_of(is_narrow=is_narrow)) + 14
    for time in (*scale.pick(known, at_most=4), *scale.pick(ahead, at_most=4)):
        if all(abs(x.at(time) - x.at(one)) >= room for one in shown):
            shown.append(time)
    shown = [one for n, one in enumerate(shown) if all(abs(x.at(one) - x.at(o)) >= room for o in shown[:n])]
    words = [
        {"x": x.at(time), "y": bottom + 18, "words": (later | labels)[time]} for time in sorted(set(shown))
    ]
    return [parts.texts(words, align="center", colour="soft")]


def _fan(line: Line, fan: Sequence, x: Span, y: Span) -> list[dict]:
    """Return both bands with thin edges, begun at the last observed point, and the middle as dots."""
    known = [(point.x, *(point.value,) * 5) for point in line.points if point.value is not None]
    begin = known[-1:] if fan else []
    steps = begin + [
        (one.x, one.middle, one.lower80, one.upper80, one.lower95, one.upper95) for one in fan
    ]  # fmt: skip
    at = [(x.at(step[0]), *(y.at(value) for value in step[1:])) for step in steps]
    edges = [
        {"x": row[0], "y": row[place], "part": str(place)}
        for place in (2, 3, 4, 5)
        for row in at
    ]  # fmt: skip
    return [
        parts.areas([{"x": row[0], "y": row[4], "y2": row[5], "part": "95"} for row in at], colour="fan"),
        parts.areas(
            [{"x": row[0], "y": row[2], "y2": row[3], "part": "80"} for row in at], colour="fan-inner"
        ),
        parts.lines(edges, colour="edge", width=0.75),
        parts.lines([{"x": row[0], "y": row[1], "part": "middle"} for row in at], colour="town", dash=[1, 5]),
    ]


def _agreed(path: Sequence, x: Span, y: Span) -> list[dict]:
    way = [{"x": x.at(one.x), "y": y.at(one.value), "part": "path"} for one in path]
    end = [
        {"x": row["x"], "y": row["y"], "shape": "diamond", "stroke": "country", "fill": "paper", "size": 150}
        for row in way[-1:]
    ]
    return [parts.lines(way, colour="country", dash=[8, 4]), parts.points(end)]


def _later(late: Sequence, x: Span, y: Span) -> list[dict]:
    """Return the way from a later start, and a square where it begins; it ends where the path ends."""
    way = [{"x": x.at(one.x), "y": y.at(one.value), "part": "later"} for one in late]
    begin = [
        {"x": row["x"], "y": row["y"], "shape": "square", "stroke": "region", "fill": "paper", "size": 70}
        for row in way[1:2]
    ]
    return [parts.lines(way, colour="region", width=2.5, dash=[2, 5]), parts.points(begin)]


def _list_ends(
    line: Line, fan, path, later: "LaterStart | None", *, unit: str, decimals: int, named: str
) -> list[tuple[str, float, str]]:
    """Return what is named at the right: words, the value that they belong to, and a colour."""
    sign = parts.sign_of(unit)

    def tell(name: str, value: float) -> str:
        return f"{name}: {in_words(value, unit=sign, decimals=decimals)}"

    last = next((point.value for point in reversed(line.points) if point.value is not None), None)
    ends = [(tell(_("If the trend goes on"), fan[-1].middle), fan[-1].middle, "town")] if fan else []
    ends += [(tell(named, path[-1].value), path[-1].value, "country")] if path else []
    if later:
        told = _("%(change)s a year") % {"change": later.label}
        ends.append((f"{later.words}: {told}", later.path[-1].value, "region"))
    if not ends and last is not None:
        ends = [(tell(line.name, last), last, "town")]
    return ends


def _names(ends: Sequence[tuple[str, float, str]], x: Span, y: Span, *, is_narrow: bool) -> list[dict]:
    """Name each curve at the right, apart from each other; each has its last number with it."""
    words = [parts.wrap(told, 12 if is_narrow else 20, 5) for told, _value, _colour in ends]
    heights = [15 * (one.count("\n") + 1) + 4 for one in words]
    middles = scale.spread_apart([y.at(value) for _n, value, _c in ends], heights, TOP - 10, y.start + 6)
    return [
        parts.texts([{"x": x.end + 14, "y": at, "words": told}], colour=colour)
        for (_told, _value, colour), told, at in zip(ends, words, middles, strict=True)
    ]
