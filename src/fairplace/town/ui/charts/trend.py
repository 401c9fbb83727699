"""Lines over time: the town with its interval, and the places it is compared with."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.ui.charts.trend_spec import spec
from fairplace.town.ui.charts.values import Chart, Line, Point
from fairplace.town.ui.numbers import in_words, interval_in_words
from fairplace.town.ui.tables import Table

FLAGS = {
    "carried-forward": gettext_lazy("carried forward from an earlier year"),
    "provisional": gettext_lazy("provisional"),
    "modelled": gettext_lazy("modelled estimate"),
    "break": gettext_lazy("first value after a change of definition"),
}


def trend_chart(title: str, finding: str, unit: str, lines: Sequence[Line], *, decimals: int = 1) -> Chart:
    """Return one line a place. A missing value and a change of definition interrupt a line."""
    wide, narrow = (spec(lines, unit, is_narrow=is_narrow) for is_narrow in (False, True))
    return Chart(title, finding, wide, narrow, _table(title, unit, lines, decimals), _notes(lines))


def _table(title: str, unit: str, lines: Sequence[Line], decimals: int) -> Table:
    """Return one row a period and one column a place; the town's cells hold interval and flag too."""
    labels = {point.x: point.label for line in lines for point in line.points}
    found = [{point.x: point for point in line.points} for line in lines]
    rows = tuple(
        (labels[x], *(_cell(points.get(x), unit, decimals) for points in found)) for x in sorted(labels)
    )
    return Table(title, (_("Period"), *(line.name for line in lines)), rows)


def _cell(point: Point | None, unit: str, decimals: int) -> str | None:
    if point is None or point.value is None:
        return None
    value = in_words(point.value, unit=unit, decimals=decimals)
    interval = interval_in_words(point.lower, point.upper, unit=unit, decimals=decimals)
    told = "; ".join(part for part in (interval, str(FLAGS.get(point.flag, ""))) if part)
    return f"{value} ({told})" if told else value


def _notes(lines: Sequence[Line]) -> tuple[str, ...]:
    flags = {point.flag for line in lines for point in line.points}
    has_limits = any(point.has_limits for line in lines if line.role == "town" for point in line.points)
    notes = {
        _("The shaded band shows where the true figure is likely to be."): has_limits,
        _("A hollow point is carried forward from an earlier year."): "carried-forward" in flags,
        _("The definition changed at the dashed line: do not compare the figures on its two sides."): (
            "break" in flags
        ),
        _("Some figures are provisional. The table says which."): "provisional" in flags,
        _("Some figures are modelled estimates. The table says which."): "modelled" in flags,
    }
    return tuple(note for note, is_needed in notes.items() if is_needed)
