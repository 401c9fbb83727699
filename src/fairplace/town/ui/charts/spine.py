"""Many measures of one place side by side: where it stands between the worst and the best, around England."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import parts
from fairplace.town.ui.charts.listing import Listing
from fairplace.town.ui.charts.naming import of
from fairplace.town.ui.charts.parts import Span
from fairplace.town.ui.charts.tones import TONES, key_of, tone_of
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table


@dataclass(frozen=True)
class SpineRow:
    """One measure: the place's value, what it is held against, and the word of the comparison."""

    name: str
    value: float | None
    lower: float | None
    upper: float | None
    unit: str
    decimals: int
    average: float | None
    worst: float | None
    p25: float | None
    p75: float | None
    best: float | None
    word: str = "none"

    @property
    def is_comparable(self) -> bool:
        return None not in (self.average, self.worst, self.best)


def spine_chart(
    title: str,
    finding: str,
    rows: Sequence[SpineRow],
    *,
    place: str = "",
    average: str = "",
) -> Chart:
    """Return one line a measure, each on its scale: the worst at the left, the average in the middle.

    `place` names what is shown, and `average` what is in the middle, where that is not England.
    """
    names = (place or _("Town"), average or _("England"))
    wide, narrow = (_spec(rows, names, is_narrow=is_narrow) for is_narrow in (False, True))
    return Chart(title, finding, wide, narrow, _table(title, rows, names), _notes(rows, names))


def _table(title: str, rows: Sequence[SpineRow], names: tuple[str, str]) -> Table:
    columns = (
        _("Measure"), names[0], _("Likely at least"), _("Likely at most"), _("Compared"), names[1],
        _("Worst"), _("A quarter are no better than"), _("A quarter are no worse than"), _("Best"),
    )  # fmt: skip

    def tell(row: SpineRow) -> tuple:
        told = [
            None if value is None else in_words(value, unit=row.unit, decimals=row.decimals)
            for value in (row.value, row.lower, row.upper, row.average, row.worst, *_quarters(row), row.best)
        ]
        return (row.name, *told[:3], str(tone_of(row.word).words), *told[3:])

    return Table(title, columns, tuple(tell(row) for row in rows))


def _quarters(row: SpineRow) -> Sequence[float | None]:
    """Return the quarter nearer the worst, then the one nearer the best, whichever way better lies."""
    if row.p25 is None or row.p75 is None or not row.is_comparable:
        return [row.p25, row.p75]
    return sorted([row.p25, row.p75], reverse=(row.best or 0) < (row.worst or 0))


def _notes(rows: Sequence[SpineRow], names: tuple[str, str]) -> tuple[str, ...]:
    read = _(
        "The line in the middle is %(average)s. Worse is to the left and better to the right. The pale bar "
        "goes from the worst to the best, the darker bar holds the middle half of all places. Each measure "
        "has its own scale."
    ) % {"average": names[1]}
    thin = _("The thin bar through each mark shows where the true figure is likely to be.")
    has_limits = any(None not in (row.lower, row.upper) for row in rows)
    unlike = any(row.word in {"higher", "lower"} for row in rows)
    neither = _("Where neither way is better, lower is to the left and higher to the right.")
    # What is not held against anything has no mark that a key could explain.
    marked = {row.word for row in rows if row.is_comparable and row.value is not None}
    key = (key_of(marked, is_drawn=True),) if marked else ()
    return (read, *(thin,) * has_limits, *(neither,) * unlike, *key)


def _spec(rows: Sequence[SpineRow], names: tuple[str, str], *, is_narrow: bool) -> dict:
    left = Listing.room_for([row.name for row in rows], most=250)
    listing = Listing(len(rows), False, marks=46, left=left, right=130, top=30, lines=2)
    if is_narrow:
        listing = Listing(len(rows), True, marks=30, right=92, top=30, lines=2)
    drawn = [(place, row, _span(row, listing)) for place, row in enumerate(rows)]
    known = [(place, row, span) for place, row, span in drawn if span]
    middle = (listing.start + listing.end) / 2
    heads = [
        (listing.start, "left", _("Worst")),
        (middle, "center", names[1]),
        (listing.end, "right", _("Best")),
    ]
    layers = [
        parts.bars(_boxes(listing, [(p, s, r.worst, r.best) for p, r, s in known]), colour="fan", radius=2),
        parts.bars(_boxes(listing, [(p, s, r.p25, r.p75) for p, r, s in known]), colour="fan-inner"),
        parts.rules(_middles(listing), colour="soft", width=1.5),
        *_marks(known, listing),
        *[
            parts.texts([{"x": x, "y": 9, "words": words}], align=align, colour="soft")
            for x, align, words in heads
        ],
        *listing.names([row.name for row in rows], [False] * len(rows)),
        *listing.at_right([_say(row) for row in rows], [False] * len(rows)),
    ]
    return parts.picture(layers, height=listing.bottom + 6, is_narrow=is_narrow)


def _middles(listing: Listing) -> list[dict]:
    """Return the line of the average: whole, or in pieces where it would strike names through."""
    x = (listing.start + listing.end) / 2
    if listing.is_narrow:
        ys = [listing.middle(place) for place in range(listing.count)]
        return [{"x": x, "x2": x, "y": y - 14, "y2": y + 14} for y in ys]
    return [{"x": x, "x2": x, "y": 20, "y2": listing.bottom}] if listing.count else []


def _span(row: SpineRow, listing: Listing) -> Span | None:
    """Return the row's own scale: the average in the middle, the worst at its left, all drawn inside."""
    if row.average is None or row.worst is None or row.best is None:
        return None
    drawn = (row.worst, row.best, row.value, row.lower, row.upper)
    half = max(abs(value - row.average) for value in drawn if value is not None) or 1
    half = half if row.best >= row.worst else -half
    return Span(row.average - half, row.average + half, listing.start, listing.end)


def _boxes(listing: Listing, rows: Sequence[tuple[int, Span, float | None, float | None]]) -> list[dict]:
    """Return a box a row from one value to another, where both are known."""
    return [
        {"x": min(bar["x"], bar["x2"]), "x2": max(bar["x"], bar["x2"]), "y": bar["y"] - 9, "y2": bar["y"] + 9}
        for place, span, one, other in rows
        for bar in span.level(one, other, listing.middle(place))
    ]


def _marks(known: list[tuple[int, SpineRow, Span]], listing: Listing) -> list[dict]:
    """Return the thin bars of the limits, a stroke for each colour, and over them the marks."""
    bars: dict[str, list[dict]] = {tone.stroke: [] for tone in TONES.values()}
    marks = []
    for place, row, span in known:
        y, tone = listing.middle(place), tone_of(row.word)
        bars[tone.stroke] += span.level(row.lower, row.upper, y)
        if row.value is not None:
            look = {"shape": tone.shape, "stroke": tone.stroke, "fill": tone.fill, "size": 130}
            marks.append({"x": span.at(row.value), "y": y} | look | of(row.name))
    return [
        *(parts.rules(rows, colour=colour, width=2) for colour, rows in bars.items()),
        parts.points(marks),
    ]


def _say(row: SpineRow) -> str:
    if row.value is None:
        return _("not published")
    value = in_words(row.value, unit=parts.sign_of(row.unit), decimals=row.decimals)
    return f"{value}\n{tone_of(row.word).words}"
