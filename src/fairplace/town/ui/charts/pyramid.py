"""How many men and women there are of each age, against the outline of another place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import parts, scale, theme
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table

EACH, MIDDLE, TOP = 20, 64, 26


@dataclass(frozen=True)
class PyramidBand:
    """One age band, youngest first in a list of them: how many men, and how many women."""

    age: str
    men: float
    women: float


def pyramid_chart(
    title: str,
    finding: str,
    bands: Sequence[PyramidBand],
    *,
    other: Sequence[PyramidBand] | None = None,
    is_share: bool = True,
    names: tuple[str, str] = ("", ""),
) -> Chart:
    """Return bars for men at the left and women at the right, the oldest at the top.

    With `is_share` each bar is the per cent of everybody in its place, so that places of any size compare;
    without, it is as given. `names` are the place's and that of the other, whose bands are the same ages.
    """
    others = {band.age: band for band in (_shares(other) if is_share else other) or ()}
    shown = (_shares(bands) if is_share else bands) or ()
    unit = "%" if is_share else ""
    names = (names[0] or _("Town"), names[1] or _("Other place"))
    wide, narrow = (_spec(shown, others, unit, is_narrow=is_narrow) for is_narrow in (False, True))
    table = _table(title, bands, shown, others, is_share=is_share, names=names)
    notes = (_("The bars are %(place)s.") % {"place": names[0]},)
    if others:
        notes += (_("The outline is %(place)s.") % {"place": names[1]},)
    return Chart(title, finding, wide, narrow, table, notes)


def _shares(bands: Sequence[PyramidBand] | None) -> list[PyramidBand] | None:
    if bands is None:
        return None
    everybody = sum(band.men + band.women for band in bands) or 1
    return [PyramidBand(band.age, band.men / everybody * 100, band.women / everybody * 100) for band in bands]


def _table(title: str, bands, shown, others: dict, *, is_share: bool, names: tuple[str, str]) -> Table:
    # Shares that were given as shares are not written twice.
    has_counts = not is_share or sum(band.men + band.women for band in bands) > 101
    men, women = _("Men"), _("Women")
    columns = [_("Age")]
    for is_in, of in ((has_counts, ""), (is_share, " (%)")):
        columns += [f"{names[0]}, {men}{of}", f"{names[0]}, {women}{of}"] * is_in
    columns += [f"{names[1]}, {men}", f"{names[1]}, {women}"] * bool(others)
    unit, decimals = ("%", 1) if is_share else ("", 0)
    rows = []
    for band, share in zip(bands, shown, strict=True):
        row = [band.age]
        if has_counts:
            row += [in_words(value, decimals=0) for value in (band.men, band.women)]
        if is_share:
            row += [in_words(value, unit=unit, decimals=decimals) for value in (share.men, share.women)]
        if others:
            one = others.get(band.age)
            values = (one.men, one.women) if one else (None, None)
            row += [None if v is None else in_words(v, unit=unit, decimals=decimals) for v in values]
        rows.append(tuple(row))
    return Table(title, tuple(columns), tuple(rows))


def _spec(bands, others: dict, unit: str, *, is_narrow: bool) -> dict:
    width = theme.NARROW if is_narrow else theme.WIDE
    middle, edge = width / 2, 18 if is_narrow else 60
    most = max((v for one in (*bands, *others.values()) for v in (one.men, one.women)), default=1) or 1
    left = parts.Span(0, most * 1.04, middle - MIDDLE / 2, edge)
    right = parts.Span(0, most * 1.04, middle + MIDDLE / 2, width - edge)
    bottom = TOP + EACH * len(bands)
    tops = {band.age: TOP + EACH * (len(bands) - 1 - place) for place, band in enumerate(bands)}
    boxes = [
        {
            "x": min(span.at(0), span.at(value)),
            "x2": max(span.at(0), span.at(value)),
            "y": tops[band.age] + 2,
            "y2": tops[band.age] + EACH - 2,
        }
        for band in bands
        for span, value in ((left, band.men), (right, band.women))
    ]
    ages = [{"x": middle, "y": tops[band.age] + EACH / 2, "words": band.age} for band in bands]
    heads = [
        {"x": middle - MIDDLE / 2 - 4, "y": 10, "words": _("Men")},
        {"x": middle + MIDDLE / 2 + 4, "y": 10, "words": _("Women")},
    ]
    layers = [
        *_grid(left, right, bottom, unit, is_narrow=is_narrow),
        parts.bars(boxes, colour="band", stroke="town"),
        parts.lines(_outline(bands, others, tops, left, "men"), colour="country", width=2),
        parts.lines(_outline(bands, others, tops, right, "women"), colour="country", width=2),
        parts.texts(ages, align="center", colour="ink"),
        parts.texts(heads[:1], align="right", weight="bold"),
        parts.texts(heads[1:], align="left", weight="bold"),
    ]
    return parts.picture(layers, height=bottom + 34, is_narrow=is_narrow)


def _grid(left, right, bottom: float, unit: str, *, is_narrow: bool) -> list[dict]:
    ticks = scale.round_values(0, left.high, most=3 if is_narrow else 5)
    said = parts.say(ticks)
    upright = [
        {"x": span.at(tick), "x2": span.at(tick), "y": TOP - 4, "y2": bottom}
        for span in (left, right) for tick in ticks
    ]  # fmt: skip
    words = [
        {"x": span.at(tick), "y": bottom + 16, "words": told + unit}
        for span in (left, right) for tick, told in said
    ]  # fmt: skip
    return [parts.rules(upright, colour="grid"), parts.texts(words, align="center", colour="soft")]


def _outline(bands, others: dict, tops: dict, span, name: str) -> list[dict]:
    """Return the way round the other place's bars, as stairs. An age that it has not interrupts the way."""
    way, part = [], 0
    for band in bands:
        if band.age not in others:
            part += 1
            continue
        x, top = span.at(getattr(others[band.age], name)), tops[band.age]
        way += [{"x": x, "y": y, "part": str(part)} for y in (top + EACH, top)]
    return way
