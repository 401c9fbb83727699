from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.documents.answers import answer
from fairplace.town.governance.access import get_reader, may_lead
from fairplace.town.governance.exports import plan as exports
from fairplace.town.governance.exports.workbook import CONTENT_TYPE, write_workbook
from fairplace.town.governance.queries.plan import Plan, get_plan
from fairplace.town.governance.rules.action import financial_year, say_year
from fairplace.town.governance.views.reading import address_group, get_group_or_404
from fairplace.town.people.access import may
from fairplace.town.people.exports import stream_csv
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest

FIRST, LAST = 2000, 2100


@require_safe
def work_plan_now(request: TownRequest, slug: str) -> HttpResponse:
    """Go to the plan of the year that it is."""
    group = get_group_or_404(request, slug)
    return redirect("work_plan", slug=group.slug, year=financial_year(timezone.localdate()))


@require_safe
def work_plan(request: TownRequest, slug: str, year: int) -> HttpResponse:
    """Show what a group does in a financial year. People are named to those inside only."""
    plan, names = _find(request, slug, year)
    context = {
        "plan": plan,
        "group": plan.group,
        "group_url": address_group(plan.group),
        "year_words": say_year(plan.year),
        "quarters": exports.name_quarters(plan.year),
        "sections": [
            (
                exports.name_section(section),
                section,
                [(row, exports.say_who(row, names=names)) for row in section.rows],
            )
            for section in plan.sections
        ],
        "approaches": [(*exports.APPROACHES[code], count) for code, count in plan.approaches],
        "is_inside": names,
        "can_lead": may_lead(request, plan.group),
    }
    return render(request, "governance/work_plan.html", context)


@require_safe
def work_plan_file(request: TownRequest, slug: str, year: int, kind: str) -> HttpResponse:
    """Give the plan as Word, PDF, CSV or XLSX."""
    plan, names = _find(request, slug, year)
    name = f"work-plan-{plan.group.slug}-{plan.year}"
    if kind in ("docx", "pdf"):
        return answer(exports.make_document(plan, names=names), kind, name)
    columns, rows = exports.list_columns(plan, names=names), exports.list_rows(plan, names=names)
    if kind == "csv":
        given = HttpResponse("".join(stream_csv(columns, rows)), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        given = HttpResponse(write_workbook(_("Work plan"), columns, rows), content_type=CONTENT_TYPE)
    else:
        raise Http404("There is no such file.")
    given["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return given


def _find(request: TownRequest, slug: str, year: int) -> tuple[Plan, bool]:
    """Return the plan that the address names, and whether people are named in it."""
    if not FIRST <= year <= LAST:
        raise Http404("There is no plan for that year.")
    is_inside = may(request, Ability.SEE_DESK)
    group = get_group_or_404(request, slug)
    return get_plan(group=group, year=year, reader=get_reader(request), public=not is_inside), is_inside
