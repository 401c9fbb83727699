"""Writes the grid of the matrix as HTML. A template takes a second for 21,600 cells; this takes a blink.

Everything that comes from people is escaped here, once for each row and each column. An empty cell is
`<td>` and nothing else: its link is made by grid.js where scripts run, and stands on the page of its row.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.framework.models import Item, Recommendation
from fairplace.town.workstreams.forms.alignment import name_row, shorten
from fairplace.town.workstreams.models import Fit, Workstream
from fairplace.town.workstreams.queries.matrix import Matrix
from fairplace.town.workstreams.rules.coverage import best_fit

LONGEST_HEADING = 46


def render_grid(matrix: Matrix, *, can_tick: bool = False) -> SafeString:
    """Return the table: a row a recommendation under its objective, a column a workstream, and totals."""
    parts = ["<thead>", _head(matrix.workstreams, can_tick), "</thead>"]
    for objective, rows in _by_objective(matrix):
        parts += ["<tbody>", _objective_row(objective, rows, matrix)]
        parts += _rows(rows, matrix, can_tick)
        parts.append("</tbody>")
    parts += ["<tfoot>", _count_row(matrix), _best_row(matrix), "</tfoot>"]
    return mark_safe("".join(parts))  # noqa: S308  # every name and code in it is escaped below


def _by_objective(matrix: Matrix) -> list[tuple[Item | None, list[Recommendation]]]:
    groups = groupby(matrix.recommendations, key=lambda one: one.objective)
    return [(objective, list(rows)) for objective, rows in groups]


def _name_objective(objective: Item | None) -> str:
    return f"{objective.code} {objective}" if objective else _("Under no objective")


def _head(columns: Sequence[Workstream], can_tick: bool) -> str:
    cells = [
        f'<th scope="col" class="grid__work"><span>{_tick("workstreams", one.code, can_tick)}'
        f"<b>{escape(one.code)}</b> {escape(shorten(one.name, LONGEST_HEADING))}</span>"
        for one in columns
    ]
    corner = f'<tr><th scope="col" class="grid__corner">{escape(_("Recommendation"))}'
    totals = f'<th scope="col" class="grid__work"><span>{escape(_("Carried by"))}</span>'
    best = f'<th scope="col" class="grid__work"><span>{escape(_("Best fit"))}</span>'
    return "".join([corner, totals, best, *cells])


def _objective_row(objective: Item | None, rows: Sequence[Recommendation], matrix: Matrix) -> str:
    carried = sum(matrix.row_totals[one.pk].carried > 0 for one in rows)
    told = ngettext(
        "%(carried)s of %(number)s recommendation carried",
        "%(carried)s of %(number)s recommendations carried",
        len(rows),
    ) % {"carried": carried, "number": len(rows)}
    return (
        f'<tr class="grid__group"><th scope="rowgroup" colspan="{len(matrix.workstreams) + 3}">'
        f"<span>{escape(_name_objective(objective))} · {escape(told)}</span>"
    )


def _rows(rows: Iterable[Recommendation], matrix: Matrix, can_tick: bool) -> Iterable[str]:
    labels = {fit.value: str(fit.label) for fit in Fit}
    # All of a cell's HTML but its two codes, written once: this is what makes the grid fast.
    kinds = {
        fit: (f"<td class={fit[0]}><a href=", f': {escape(label)}">{escape(label[0])}</a>')
        for fit, label in labels.items()
    }
    columns = [(one.pk, escape(one.code)) for one in matrix.workstreams]
    cells = matrix.cells
    for row in rows:
        key, code = row.pk, escape(row.code)
        yield _row_head(row, code, matrix, labels, can_tick)
        for column, work in columns:
            fit = cells.get((key, column))
            if fit is None:
                yield "<td>"
            else:
                start, end = kinds[fit]
                yield f'{start}"{code}/{work}/" aria-label="{code}, {work}{end}'


def _row_head(row: Recommendation, code: str, matrix: Matrix, labels: dict[str, str], can_tick: bool) -> str:
    told = matrix.row_totals[row.pk]
    best = f'<td class="grid__total {told.best[:1]}">{escape(labels.get(told.best, _("Not mapped")))}'
    return (
        f'<tr data-code="{code}"><th scope="row">{_tick("recommendations", row.code, can_tick)}'
        f'<a href="{code}/">{escape(shorten(name_row(row), 70))}</a>'
        f'<td class="grid__total">{told.carried}{best}'
    )


def _tick(name: str, code: str, can_tick: bool) -> str:
    if not can_tick:
        return ""
    label = _("Tick %(code)s") % {"code": code}
    return format_html('<input type="checkbox" name="{}" value="{}" aria-label="{}">', name, code, label)


def _count_row(matrix: Matrix) -> str:
    cells = "".join(f"<td>{matrix.column_totals[one.pk].carried}" for one in matrix.workstreams)
    return f'<tr><th scope="row">{escape(_("Recommendations carried"))}<td>{matrix.total.carried}<td>{cells}'


def _best_row(matrix: Matrix) -> str:
    labels = {fit.value: str(fit.label) for fit in Fit}
    best = [matrix.column_totals[one.pk].best for one in matrix.workstreams]
    cells = "".join(_letter(fit, labels[fit]) if fit else "<td>" for fit in best)
    whole = labels.get(best_fit(fit for fit in best if fit), "")
    return f'<tr><th scope="row">{escape(_("Best fit"))}<td><td>{escape(whole)}{cells}'


def _letter(fit: str, label: str) -> str:
    return (
        f'<td class={fit[0]}><span aria-hidden="true">{escape(label[0])}</span>'
        f'<span class="hidden-words">{escape(label)}</span>'
    )


def render_list(matrix: Matrix) -> SafeString:
    """Return the same for a narrow window: each recommendation with the workstreams judged for it."""
    labels = {fit.value: str(fit.label) for fit in Fit}
    parts = []
    for objective, rows in _by_objective(matrix):
        parts.append(f"<h2>{escape(_name_objective(objective))}</h2>")
        parts += [_entry(row, matrix, labels) for row in rows]
    return mark_safe("".join(parts))  # noqa: S308  # every name and code in it is escaped


def _entry(row: Recommendation, matrix: Matrix, labels: dict[str, str]) -> str:
    code = escape(row.code)
    lines = "".join(
        f'<li><a href="{code}/{escape(work.code)}/"><b class="fit {fit[0]}">{escape(labels[fit])}</b> '
        f"{escape(work.code)} {escape(work.name)}</a>"
        for work, fit in matrix.carriers(row)
    )
    told = matrix.row_totals[row.pk]
    count = ngettext("Carried by %(n)s workstream", "Carried by %(n)s workstreams", told.carried) % {
        "n": told.carried
    }
    listed = f"<ul>{lines}</ul>" if lines else ""
    name = escape(shorten(name_row(row), 120))
    return f'<section><h3><a href="{code}/">{name}</a></h3><p>{escape(count)}</p>{listed}</section>'
