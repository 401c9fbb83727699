"""One curve to its target: what was observed, where the trend leads, and the path that was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.ui.charts.path_spec import spec
from fairplace.town.ui.charts.trend_marks import label_of
from fairplace.town.ui.charts.values import Chart, Line
from fairplace.town.ui.numbers import tell_in
from fairplace.town.ui.tables import Table


@dataclass(frozen=True)
class FanStep:
    """One projected time: the middle, and where four fifths and nineteen in twenty are to be expected."""

    x: float
    middle: float
    lower80: float
    upper80: float
    lower95: float
    upper95: float
    label: str = ""


@dataclass(frozen=True)
class PathPoint:
    """Where the town said that it wants to be at one time. The last is the target."""

    x: float
    value: float
    label: str = ""


@dataclass(frozen=True)
class LaterStart:
    """The way to the same end from a start some years later: level until then, steeper from there on.

    `label` is the change a year as a bare number, to stand in the drawing; `change` and `from_last`, what it
    takes from the last figure on, have their unit.
    """

    begins_in: int
    path: tuple[PathPoint, ...]
    label: str
    change: str
    from_last: str

    @property
    def words(self) -> str:
        return _("If that begins only in %(year)d") % {"year": self.begins_in}


def path_chart(
    title: str,
    finding: str,
    unit: str,
    line: Line,
    *,
    fan: Sequence[FanStep],
    path: Sequence[PathPoint],
    later: LaterStart | None = None,
    decimals: int = 1,
    is_agreed: bool = True,
) -> Chart:
    """Return the observed line, the fan of its projection, the path, and the way from a later start.

    Nothing is clipped here.

    A path that nobody agreed is a proposal, and drawing, table and notes call it so.
    """
    named, kind = (_("Agreed path"), _("agreed")) if is_agreed else (_("Proposed path"), _("proposed"))
    wide, narrow = (
        spec(line, fan, path, unit, later=later, is_narrow=is_narrow, decimals=decimals, named=named)
        for is_narrow in (False, True)
    )
    told = tell_in(unit, decimals)
    table = Table(title, _columns(named), _rows(line, fan, path, told, kind))
    figures = Table(
        title, (*_columns(named), _("Unit")), _rows(line, fan, path, lambda value: value, kind, unit)
    )
    notes = _notes(line, fan, path, is_agreed)
    if later:
        table, notes = _with_later(table, line, later, told), (*notes, _say_later(later))
        figures = _with_later(figures, line, later, lambda value: value, unit)
    return Chart(title, finding, wide, narrow, table, notes, figures)


def _with_later(table: Table, line: Line, later: LaterStart, told, *unit: str) -> Table:
    """Return the table with two more rows: where a later start begins, and where it ends."""
    blanks = ("",) * (len(table.columns) - 3 - len(unit))
    rows = tuple(
        (one.label or label_of(one.x, [line]), later.words, told(one.value), *blanks, *unit)
        for one in later.path[1:]
    )
    return Table(table.caption, table.columns, (*table.rows, *rows))


def _say_later(later: LaterStart) -> str:
    said = _(
        "%(words)s: the dotted line stays level until the square, and then takes %(change)s each year to "
        "reach the same end. From the last figure on it would have taken %(from_last)s each year."
    )
    return said % {"words": later.words, "change": later.change, "from_last": later.from_last}


def _columns(named: str) -> tuple[str, ...]:
    kinds = (_("Period"), _("Kind"), _("Value"), _("Likely at least (95%)"), _("Likely at most (95%)"))
    return (*kinds, _("At least (80%)"), _("At most (80%)"), named)


def _rows(line: Line, fan, path, told, kind: str, *unit: str) -> tuple[tuple, ...]:
    """Return observed rows, then projected ones, then times that only the path knows."""
    agreed = {round(one.x, 3): one for one in path}
    observed, projected = _("observed"), _("projected")
    rows = []
    for point in line.points:
        known = agreed.pop(round(point.x, 3), None)
        limits = (told(point.value), told(point.lower), told(point.upper), "", "")
        rows.append((point.label, observed, *limits, told(known.value) if known else "", *unit))
    later = []
    for step in fan:
        known = agreed.pop(round(step.x, 3), None)
        bands = (step.middle, step.lower95, step.upper95, step.lower80, step.upper80)
        cells = (*map(told, bands), told(known.value) if known else "", *unit)
        later.append((step.x, (step.label or label_of(step.x, [line]), projected, *cells)))
    for one in agreed.values():
        cells = ("", "", "", "", "", told(one.value), *unit)
        later.append((one.x, (one.label or label_of(one.x, [line]), kind, *cells)))
    return (*rows, *(row for _x, row in sorted(later, key=lambda pair: pair[0])))


def _notes(line: Line, fan: Sequence[FanStep], path: Sequence[PathPoint], is_agreed: bool) -> tuple[str, ...]:
    notes = {
        _("The band around the line shows where the true figure is likely to be."): any(
            point.has_limits for point in line.points
        ),
        _(
            "The fan goes on from the trend so far, and is no promise: of twenty projections like this, we "
            "expect nineteen to come true inside the pale fan, and four of five inside the darker one."
        ): bool(fan),
        _("The dashed line is the agreed path, and the diamond its end."): bool(path) and is_agreed,
        _("The dashed line is a path that is proposed, not agreed; the diamond is its end."): bool(path)
        and not is_agreed,
    }
    return tuple(note for note, is_needed in notes.items() if is_needed)
