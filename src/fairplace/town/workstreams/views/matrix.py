from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.framework.models import Recommendation
from fairplace.town.framework.queries import find_recommendation
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest
from fairplace.town.ui.tables import Table
from fairplace.town.workstreams.exports import write_csv, write_xlsx
from fairplace.town.workstreams.forms.matrix import MatrixFilterForm
from fairplace.town.workstreams.grid import render_grid, render_list
from fairplace.town.workstreams.queries.alignment import list_row
from fairplace.town.workstreams.queries.matrix import Matrix, Part, get_matrix

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {"csv": ("text/csv; charset=utf-8", write_csv), "xlsx": (XLSX, write_xlsx)}


@requires(Ability.SEE_DESK)
@require_safe
def mapping(request: MemberRequest) -> HttpResponse:
    """Show which workstreams carry which recommendations, and how far."""
    form = MatrixFilterForm(request.GET, town=request.town)
    matrix = get_matrix(town=request.town, filters=form.as_filters())
    can_tick = may(request, Ability.MAP) and "tick" in request.GET
    context = {
        "form": form,
        "matrix": matrix,
        "grid": render_grid(matrix, can_tick=can_tick),
        "list": render_list(matrix),
        "can_tick": can_tick,
        "tables": _tables(matrix),
    }
    return render(request, "workstreams/mapping.html", context)


def _tables(matrix: Matrix) -> list[Table]:
    """Return what each group and each lead partner carries of what is shown."""
    return [
        _table(_("By group"), _("Group"), _("No group"), matrix.parts_by(lambda one: one.group)),
        _table(
            _("By lead partner"),
            _("Lead partner"),
            _("No lead partner"),
            matrix.parts_by(lambda one: one.lead),
        ),
    ]


def _table(caption: str, heading: str, nobody: str, parts: list[Part]) -> Table:
    columns = (heading, _("Workstreams"), _("Recommendations carried"), _("Full"), _("Part"), _("Touches"))
    rows = tuple(
        (
            part.name or nobody,
            part.workstreams,
            part.recommendations,
            *(number for fit, number in part.total.counts if fit != "none"),
        )
        for part in parts
    )
    return Table(caption, columns, rows)


@requires(Ability.SEE_DESK)
@require_safe
def mapping_row(request: MemberRequest, recommendation: str) -> HttpResponse:
    """Show one recommendation with every workstream, each a link to its cell."""
    row = find_row(request, recommendation)
    entries = list_row(town=request.town, recommendation=row)
    context = {
        "recommendation": row,
        "mapped": [entry for entry in entries if entry[1]],
        "unmapped": [work for work, alignment in entries if alignment is None],
    }
    return render(request, "workstreams/mapping_row.html", context)


def find_row(request: MemberRequest, code: str) -> Recommendation:
    found = find_recommendation(town=request.town, code=code)
    if found is None:
        raise Http404("There is no such recommendation.")
    return found


@requires(Ability.SEE_DESK)
@require_safe
def mapping_file(request: MemberRequest, kind: str) -> HttpResponse:
    """Hand out the whole mapping as CSV or XLSX."""
    if kind not in FILES:
        raise Http404("The mapping comes as CSV and XLSX.")
    content_type, write = FILES[kind]
    response = HttpResponse(write(town=request.town), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="mapping-{request.town.slug}.{kind}"'
    return response
