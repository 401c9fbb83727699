"""Every part of a town as a mark on one line: how far the parts stand apart, measure by measure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import parts, scale, theme
from fairplace.town.ui.charts.listing import Listing
from fairplace.town.ui.charts.naming import of
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.numbers import tell_in
from fairplace.town.ui.tables import Table

# The first and the last part are filled, since the gap is between them; those between are hollow.
SHAPES = (
    "circle",
    "square",
    "triangle-up",
    "diamond",
    "triangle-down",
    "cross",
    "triangle-right",
    "triangle-left",
    "arrow",
    "wedge",
)
EACH, AROUND = 8, 18


@dataclass(frozen=True)
class EquiDot:
    """One part of a row: its name, its value and its limits."""

    label: str
    value: float | None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class EquiRow:
    """One measure, year or place, with its parts from the most to the least disadvantaged."""

    name: str
    dots: tuple[EquiDot, ...]


def equiplot(title: str, finding: str, unit: str, rows: Sequence[EquiRow], *, decimals: int = 1) -> Chart:
    """Return a mark of its own shape for each part, on one line a row, with thin bars for the limits."""
    wide, narrow = (_spec(rows, unit, decimals, is_narrow=is_narrow) for is_narrow in (False, True))
    has_limits = any(None not in (dot.lower, dot.upper) for row in rows for dot in row.dots)
    notes = (_("The thin bar through each mark shows where the true figure is likely to be."),)
    return Chart(title, finding, wide, narrow, _table(title, rows, unit, decimals), notes * has_limits)


def _table(title: str, rows: Sequence[EquiRow], unit: str, decimals: int) -> Table:
    told = tell_in(unit, decimals)
    body = tuple(
        (row.name, dot.label, told(dot.value), told(dot.lower), told(dot.upper))
        for row in rows
        for dot in row.dots
    )
    columns = (_("Row"), _("Part"), _("Value"), _("Likely at least"), _("Likely at most"))
    return Table(title, columns, body)


def _spec(rows: Sequence[EquiRow], unit: str, decimals: int, *, is_narrow: bool) -> dict:
    labels = list(dict.fromkeys(dot.label for row in rows for dot in row.dots))
    most = max((len(row.dots) for row in rows), default=1)
    values = [value for row in rows for dot in row.dots for value in (dot.value, dot.lower, dot.upper)]
    names = [row.name for row in rows]
    room = {
        "left": Listing.room_for(names),
        "right": 0,
        "lines": Listing.lines_for(names, letters=32),
    }
    listing = Listing(len(rows), is_narrow, marks=EACH * most + AROUND, **room)
    span = listing.span(values)
    first = [(dot.label, span.at(dot.value)) for row in rows[:1] for dot in row.dots if dot.value is not None]
    key, top = _key(labels, first, listing)
    listing = replace(listing, top=top)
    dots = [
        _place(dot, listing.middle(place) + (n - (len(row.dots) - 1) / 2) * EACH, place, labels, span)
        for place, row in enumerate(rows)
        for n, dot in enumerate(row.dots)
        if dot.value is not None
    ]
    layers = [
        *listing.grid(span, unit),
        parts.bars(list(_grounds(dots)), colour="fan", radius=6),
        *[
            parts.rules(
                [bar for dot in dots if dot["mark"]["stroke"] == colour for bar in dot["bars"]],
                colour=colour,
                width=1.5,
            )
            for colour in ("town", "country", "similar")
        ],
        parts.points([dot["mark"] | of(names[dot["row"]]) for dot in dots]),
        *listing.names(names, [False] * len(rows)),
        *key,
    ]
    return parts.picture(layers, height=listing.height(unit), is_narrow=is_narrow)


def _look(label: str, labels: list[str]) -> dict:
    place = labels.index(label)
    is_first, is_last = place == 0, place == len(labels) - 1
    stroke = "town" if is_first else "country" if is_last else "similar"
    is_filled = is_first or is_last
    return {"shape": SHAPES[place % len(SHAPES)], "stroke": stroke, "fill": stroke if is_filled else "paper"}


def _place(dot: EquiDot, y: float, place: int, labels: list[str], span: parts.Span) -> dict:
    mark = {"x": span.at(dot.value or 0), "y": y, "size": 80, "label": dot.label} | _look(dot.label, labels)
    return {"row": place, "bars": span.level(dot.lower, dot.upper, y), "mark": mark}


def _grounds(dots: list[dict]):
    """Return a pale ground from the first to the last mark of each row."""
    for row in sorted({dot["row"] for dot in dots}):
        marks = [dot["mark"] for dot in dots if dot["row"] == row]
        across, down = [mark["x"] for mark in marks], [mark["y"] for mark in marks]
        yield {"x": min(across), "x2": max(across), "y": min(down) - 4, "y2": max(down) + 4}


def _key(labels: list[str], first: list[tuple[str, float]], listing: Listing) -> tuple[list[dict], float]:
    """Return the names of the parts and the height they need: over the first row's marks if there is room."""
    size = theme.size_of(is_narrow=listing.is_narrow)
    widths = [parts.room_for([label], size) + 34 for label, _x in first]
    middles = scale.spread_apart([x for _label, x in first], widths, 0, listing.width)
    if middles and len(first) == len(labels) and not listing.is_narrow:
        marks = [
            {"x": at - width / 2 + 8, "y": 12, "size": 80} | _look(label, labels)
            for (label, _x), at, width in zip(first, middles, widths, strict=True)
        ]
        words = [
            {"x": mark["x"] + 12, "y": 12, "words": label}
            for mark, (label, _x) in zip(marks, first, strict=True)
        ]
        return [parts.points(marks), parts.texts(words)], 34
    marks = [{"x": 8, "y": 12 + 21 * n, "size": 80} | _look(label, labels) for n, label in enumerate(labels)]
    letters = 40 if listing.is_narrow else 80
    words = [
        {"x": 22, "y": 12 + 21 * n, "words": parts.wrap(label, letters, 1)} for n, label in enumerate(labels)
    ]
    return [parts.points(marks), parts.texts(words)], 14 + 21 * len(labels)
