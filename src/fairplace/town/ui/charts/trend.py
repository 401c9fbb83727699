"""Lines over time: the town with its interval, and the places it is compared with."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.ui.charts import trend_marks
from fairplace.town.ui.charts.trend_spec import can_be_log, spec
from fairplace.town.ui.charts.values import Chart, Line, Mark, Point
from fairplace.town.ui.numbers import in_words, interval_in_words
from fairplace.town.ui.tables import Table

FLAGS = {
    "carried-forward": gettext_lazy("carried forward from an earlier year"),
    "provisional": gettext_lazy("provisional"),
    "modelled": gettext_lazy("modelled estimate"),
    "break": gettext_lazy("first value after a change of definition"),
}


def trend_chart(
    title: str,
    finding: str,
    unit: str,
    lines: Sequence[Line],
    *,
    decimals: int = 1,
    marks: Sequence[Mark] = (),
    is_log: bool = False,
) -> Chart:
    """Return one line a place. A missing value and a change of definition interrupt a line.

    Marks are numbered in the drawing; notes and table say what each means. A scale of ratios is used only
    where every value and limit is above zero.
    """
    marks = sorted(marks, key=lambda mark: mark.x)
    wide, narrow = (
        spec(lines, unit, is_narrow=is_narrow, marks=marks, is_log=is_log) for is_narrow in (False, True)
    )
    table = _table(title, unit, lines, marks, decimals)
    notes = _notes(lines) + notes_of_log(lines, marks, is_log=is_log)
    notes += tuple(trend_marks.tell(marks, lines, unit, decimals))
    return Chart(title, finding, wide, narrow, table, notes, figures_of(title, unit, lines, marks))


def figures_of(title: str, unit: str, lines: Sequence[Line], marks: Sequence[Mark] = ()) -> Table:
    """Return one row a place and period, with each limit and remark in its own column."""
    columns = (_("Place"), _("Period"), _("Value"), _("Likely at least"), _("Likely at most"))
    rows = [
        (line.name, point.label, point.value, point.lower, point.upper, unit, str(FLAGS.get(point.flag, "")))
        for line in lines
        for point in line.points
    ]
    rows += [
        (
            str(trend_marks.KINDS[mark.kind]),
            trend_marks.label_of(mark.x, lines),
            "" if mark.value is None else mark.value,
            "",
            "",
            "" if mark.value is None else unit,
            mark.text,
        )
        for mark in marks
    ]
    return Table(title, (*columns, _("Unit"), _("Remark")), tuple(rows))


def _table(title: str, unit: str, lines: Sequence[Line], marks: Sequence[Mark], decimals: int) -> Table:
    """Return one row a period and one column a place; the town's cells hold interval and flag too."""
    labels = {point.x: point.label for line in lines for point in line.points}
    found = [{point.x: point for point in line.points} for line in lines]
    told = _remarks(sorted(labels), marks, trend_marks.tell(marks, lines, unit, decimals))
    # A mark after the last period, such as a target, has a row to itself.
    later = {
        mark.x: trend_marks.label_of(mark.x) for mark in marks if mark.x in told and mark.x not in labels
    }
    rows = tuple(
        (
            (labels | later)[x],
            *("" if x in later else _cell(points.get(x), unit, decimals) for points in found),
            *((" ".join(told.get(x, ())),) if marks else ()),
        )
        for x in sorted(labels | later)
    )
    remark = (_("Remark"),) if marks else ()
    return Table(title, (_("Period"), *(line.name for line in lines), *remark), rows)


def _remarks(periods: list[float], marks: Sequence[Mark], told: list[str]) -> dict[float, list[str]]:
    """Return what is said at each period: a mark between two periods is said at the later one."""
    found: dict[float, list[str]] = {}
    for mark, words in zip(marks, told, strict=True):
        found.setdefault(next((x for x in periods if x >= mark.x), mark.x), []).append(words)
    return found


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


def notes_of_log(lines: Sequence[Line], marks: Sequence[Mark], *, is_log: bool) -> tuple[str, ...]:
    """Return what must be known of a scale of ratios, or why it is none."""
    if not is_log:
        return ()
    if can_be_log(lines, marks):
        return (_("The scale shows ratios: equal steps up are equal shares, not equal amounts."),)
    return (_("A scale of ratios cannot show zero or less, so this is a plain scale."),)
