"""How places are spread, period by period or measure by measure, and where the town stands among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import parts
from fairplace.town.ui.charts.listing import Listing
from fairplace.town.ui.charts.naming import of
from fairplace.town.ui.charts.parts import Span
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table

HALF, BELOW = 10, 20


@dataclass(frozen=True)
class BoxRow:
    """The spread of all places at one time, and the town with its limits."""

    label: str
    minimum: float | None
    p25: float | None
    median: float | None
    p75: float | None
    maximum: float | None
    town: float | None
    town_lower: float | None = None
    town_upper: float | None = None

    @property
    def has_spread(self) -> bool:
        return None not in (self.minimum, self.p25, self.median, self.p75, self.maximum)


def box_chart(title: str, finding: str, unit: str, boxes: Sequence[BoxRow], *, decimals: int = 1) -> Chart:
    """Return a box and two whiskers a row, and the town's mark with its bar under them."""
    wide, narrow = (_spec(unit, boxes, decimals, is_narrow=is_narrow) for is_narrow in (False, True))
    notes = (
        _(
            "The thin line goes from the lowest to the highest place, the box holds the middle half of them, "
            "and the upright stroke is the middle one."
        ),
        _("The round mark under each box is the town."),
    )
    if any(None not in (box.town_lower, box.town_upper) for box in boxes):
        notes += (_("The bar beside the town's mark shows where the true figure is likely to be."),)
    return Chart(title, finding, wide, narrow, _table(title, unit, boxes, decimals), notes)


def _table(title: str, unit: str, boxes: Sequence[BoxRow], decimals: int) -> Table:
    columns = (
        _("Row"),
        _("Town"),
        _("Likely at least"),
        _("Likely at most"),
        _("Lowest place"),
        _("A quarter are at most"),
        _("Middle place"),
        _("A quarter are at least"),
        _("Highest place"),
    )

    def tell(box: BoxRow) -> tuple:
        values = (
            box.town,
            box.town_lower,
            box.town_upper,
            box.minimum,
            box.p25,
            box.median,
            box.p75,
            box.maximum,
        )
        told = (None if v is None else in_words(v, unit=unit, decimals=decimals) for v in values)
        return (box.label, *told)

    return Table(title, columns, tuple(tell(box) for box in boxes))


def _spec(unit: str, boxes: Sequence[BoxRow], decimals: int, *, is_narrow: bool) -> dict:
    labels = [box.label for box in boxes]
    left = Listing.room_for(labels)
    listing = Listing(len(boxes), is_narrow, marks=54, left=left, top=22, lines=Listing.lines_for(labels))
    values = [
        value
        for box in boxes
        for value in (
            box.minimum,
            box.p25,
            box.median,
            box.p75,
            box.maximum,
            box.town,
            box.town_lower,
            box.town_upper,
        )
    ]
    span = listing.span(values)
    known = [(listing.middle(place) - 8, box) for place, box in enumerate(boxes) if box.has_spread]
    town = [
        (listing.middle(place) + BELOW - 6, box) for place, box in enumerate(boxes) if box.town is not None
    ]
    bold = [False] * len(boxes)
    sign = parts.sign_of(unit)
    said = [
        _("not published") if box.town is None else in_words(box.town, unit=sign, decimals=decimals)
        for box in boxes
    ]
    layers = [
        *listing.grid(span, unit),
        *_spread(known, span),
        *_town(town, span),
        *listing.names(labels, bold),
        *listing.at_right(said, bold),
        parts.texts([{"x": listing.width - 2, "y": 9, "words": _("Town")}], align="right", colour="soft"),
    ]
    return parts.picture(layers, height=listing.height(unit), is_narrow=is_narrow)


def _spread(known: list[tuple[float, BoxRow]], span: Span) -> list[dict]:
    at = [
        (y, *(span.at(value or 0) for value in (box.minimum, box.p25, box.median, box.p75, box.maximum)))
        for y, box in known
    ]
    whiskers = [{"x": row[1], "x2": row[5], "y": row[0], "y2": row[0]} for row in at]
    ends = [{"x": x, "x2": x, "y": row[0] - 5, "y2": row[0] + 5} for row in at for x in (row[1], row[5])]
    boxes = [{"x": row[2], "x2": row[4], "y": row[0] - HALF, "y2": row[0] + HALF} for row in at]
    middles = [{"x": row[3], "x2": row[3], "y": row[0] - HALF, "y2": row[0] + HALF} for row in at]
    return [
        parts.rules([*whiskers, *ends], colour="edge", width=1.5),
        parts.bars(boxes, colour="fan-inner", stroke="edge"),
        parts.rules(middles, colour="ink", width=2.5),
    ]


def _town(town: list[tuple[float, BoxRow]], span: Span) -> list[dict]:
    bars = [bar for y, box in town for bar in span.level(box.town_lower, box.town_upper, y)]
    marks = [
        {"x": span.at(box.town or 0), "y": y, "shape": "circle", "stroke": "town", "size": 110}
        | of(box.label)
        for y, box in town
    ]
    return [parts.rules(bars, colour="town", width=3, cap="round"), parts.points(marks)]
