import io
from collections.abc import Iterable

import xlsxwriter
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.framework.queries import list_editions
from fairplace.town.people.access import requires
from fairplace.town.people.exports import stream_csv
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest
from fairplace.town.reports.gaps import HEADINGS, get_gaps, list_gap_rows

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Ability.SEE_DESK)
@require_safe
def gap_list(request: MemberRequest) -> HttpResponse:
    """Show which recommendations are not carried or hang on one thread, where need is greatest first."""
    asked = _asked(request)
    gaps = get_gaps(town=request.town, **asked)
    context = {"gaps": gaps, "editions": list_editions(town=request.town), "edition": asked["edition"]}
    return render(request, "reports/gap_list.html", {**context, "objective": gaps.objective})


@requires(Ability.SEE_DESK)
@require_safe
def gap_file(request: MemberRequest, kind: str) -> HttpResponse:
    """Hand out the same lists as CSV or XLSX."""
    if kind not in {"csv", "xlsx"}:
        raise Http404("The gaps come as CSV and XLSX.")
    rows = list_gap_rows(get_gaps(town=request.town, **_asked(request)))
    content = _xlsx(rows) if kind == "xlsx" else "".join(stream_csv(HEADINGS, rows)).encode()
    content_type = XLSX if kind == "xlsx" else "text/csv; charset=utf-8"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="gaps-{request.town.slug}.{kind}"'
    return response


def _asked(request: MemberRequest) -> dict[str, str]:
    """Return the objective and the earlier edition asked for; what there is not asks nothing."""
    earlier = {one.edition for one in list_editions(town=request.town) if not one.is_current}
    edition = request.GET.get("edition", "")
    return {
        "objective": request.GET.get("objective", ""),
        "edition": edition if edition in earlier else "",
    }


def _xlsx(rows: Iterable[tuple[str, ...]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet(_("Gaps"))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(HEADINGS) - 1, 24)
        sheet.write_row(0, 0, HEADINGS, workbook.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            for at, text in enumerate(row):
                sheet.write_string(number, at, text)
    return out.getvalue()
