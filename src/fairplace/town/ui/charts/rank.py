"""Places in order of their value, each with its likely range and the likely range of its rank."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import parts
from fairplace.town.ui.charts.listing import ABOVE, Listing
from fairplace.town.ui.charts.naming import of
from fairplace.town.ui.charts.plane import look_of
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table


@dataclass(frozen=True)
class RankRow:
    """One place. `rank_text` says its rank with the range of the rank, and never the rank alone."""

    name: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    role: str = "similar"
    rank_text: str = ""


def rank_chart(
    title: str,
    finding: str,
    unit: str,
    rows: Sequence[RankRow],
    *,
    decimals: int = 1,
    is_lowest_first: bool = False,
) -> Chart:
    """Return a mark and a bar a place, in order of the values; those without one come last."""
    turn = 1 if is_lowest_first else -1
    ordered = sorted(rows, key=lambda row: (row.value is None, turn * (row.value or 0), row.name))
    wide, narrow = (_spec(unit, ordered, decimals, is_narrow=is_narrow) for is_narrow in (False, True))
    return Chart(title, finding, wide, narrow, _table(title, unit, ordered, decimals), _notes(ordered))


def _notes(rows: Sequence[RankRow]) -> tuple[str, ...]:
    notes = {
        _("The bar beside each mark shows where the true figure is likely to be."): any(
            None not in (row.lower, row.upper) for row in rows
        ),
        _("Where bars overlap, the order may be chance: read each rank with its likely range."): any(
            row.rank_text for row in rows
        ),
    }
    return tuple(note for note, is_needed in notes.items() if is_needed)


def _table(title: str, unit: str, rows: Sequence[RankRow], decimals: int) -> Table:
    has_ranks = any(row.rank_text for row in rows)

    def tell(row: RankRow) -> tuple:
        values = (row.value, row.lower, row.upper)
        told = (None if v is None else in_words(v, unit=unit, decimals=decimals) for v in values)
        return (row.name, *told, *((row.rank_text,) if has_ranks else ()))

    columns = (_("Place"), _("Value"), _("Likely at least"), _("Likely at most"))
    rank = (_("Rank, with its likely range"),) if has_ranks else ()
    return Table(title, columns + rank, tuple(tell(row) for row in rows))


def _spec(unit: str, rows: Sequence[RankRow], decimals: int, *, is_narrow: bool) -> dict:
    has_ranks = any(row.rank_text for row in rows)
    right = 0 if is_narrow else 210 if has_ranks else 84
    lines = Listing.lines_for([row.name for row in rows])
    listing = Listing(
        len(rows),
        is_narrow,
        marks=26 if is_narrow else 34,
        left=Listing.room_for([row.name for row in rows]),
        right=right,
        lines=lines + has_ranks * is_narrow,
    )
    span = listing.span([value for row in rows for value in (row.value, row.lower, row.upper)])
    known = [(listing.middle(place), row) for place, row in enumerate(rows) if row.value is not None]
    bold = [row.role == "town" for row in rows]
    said = [_say(row, unit, decimals) for row in rows]
    size = {True: 150, False: 80}
    marks = [
        {"x": span.at(row.value or 0), "y": y}
        | look_of(row.role)
        | {"size": size[row.role == "town"]}
        | of(row.name)
        for y, row in known
    ]
    names, ranks = [row.name for row in rows], [row.rank_text for row in rows]
    words = _lines if is_narrow else _columns
    layers = [
        *listing.grid(span, unit),
        *_bars(known, span),
        parts.points(marks),
        *words(listing, names, said, ranks, bold),
    ]
    return parts.picture(layers, height=listing.height(unit), is_narrow=is_narrow)


def _say(row: RankRow, unit: str, decimals: int) -> str:
    sign = parts.sign_of(unit)
    return _("not published") if row.value is None else in_words(row.value, unit=sign, decimals=decimals)


def _bars(known, span) -> list[dict]:
    layers = []
    for role in ("town", "country", "region", "similar"):
        rows = [
            bar | of(row.name)
            for y, row in known
            if look_of(row.role)["stroke"] == role
            for bar in span.level(row.lower, row.upper, y)
        ]
        layers.append(parts.rules(rows, colour=role, width=3, cap="round"))
    return layers


def _columns(listing: Listing, names, said, ranks, bold) -> list[dict]:
    """Return the words of the wide drawing: name, marks, value, rank over its range."""
    middles = [listing.middle(place) for place in range(listing.count)]
    end = listing.end + 12 + 72
    told = [
        {"x": end + 12, "y": y, "words": _in_two(words)}
        for y, words in zip(middles, ranks, strict=True)
        if words
    ]
    return [
        *listing.names(names, bold),
        *_in_weights([{"x": end, "y": y, "words": said[n]} for n, y in enumerate(middles)], bold, "right"),
        parts.texts(told, colour="soft", size=12),
    ]


def _in_two(words: str) -> str:
    """Return the rank over its range, where the range stands in brackets."""
    rank, bracket, rest = words.partition(" (")
    whole = f"{parts.wrap(rank, 18, 1)}\n{bracket.strip()}{rest}" if bracket else words
    return whole if max(map(len, whole.split("\n"))) <= 20 else parts.wrap(words, 18, 2)


def _lines(listing: Listing, names, said, ranks, bold) -> list[dict]:
    """Return the words of the narrow drawing: name and value side by side, the rank under them."""
    deep = Listing.lines_for(names)
    tops = [listing.top + listing.step * place + ABOVE for place in range(listing.count)]
    # A name without a rank stands where the rank would, so that it is near its mark.
    drops = [16 if any(ranks) and not words else 0 for words in ranks]
    middles = [top + 8 * deep + drop for top, drop in zip(tops, drops, strict=True)]
    left = [{"x": 0, "y": y, "words": parts.wrap(names[n], 28, deep)} for n, y in enumerate(middles)]
    right = [{"x": listing.width - 2, "y": y, "words": said[n]} for n, y in enumerate(middles)]
    told = [
        {"x": 0, "y": top + 16 * deep + 9, "words": parts.wrap(words, 46, 1)}
        for top, words in zip(tops, ranks, strict=True)
        if words
    ]
    return [
        *_in_weights(left, bold, "left"),
        *_in_weights(right, bold, "right"),
        parts.texts(told, colour="soft", size=12),
    ]


def _in_weights(values: list[dict], bold: list[bool], align: str) -> list[dict]:
    return [
        parts.texts(
            [value for value, is_so in zip(values, bold, strict=True) if is_so == is_bold],
            align=align,
            weight="bold" if is_bold else "normal",
        )
        for is_bold in (True, False)
    ]
