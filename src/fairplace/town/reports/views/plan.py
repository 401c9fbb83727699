from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.chain.operations import run_lint
from fairplace.town.chain.queries import get_chain, get_trend, list_faults, list_runs
from fairplace.town.people.access import get_origin, may, requires
from fairplace.town.people.exports import stream_csv
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest
from fairplace.town.reports.findings import HEADINGS, CheckLine, list_lines, list_rows

SHOWN_AT_ONCE = 8


@requires(Ability.SEE_DESK)
@require_safe
def plan(request: MemberRequest) -> HttpResponse:
    """Show what is missing or broken in the plan as it is now, and how many there were in each test."""
    return render(request, "reports/plan.html", _context(request))


@requires(Ability.SEE_DESK)
@require_safe
def plan_report(request: MemberRequest) -> HttpResponse:
    """Show the same as a report to print: every fault, with the day."""
    return render(request, "reports/plan_report.html", _context(request))


@requires(Ability.SEE_DESK)
@require_safe
def plan_csv(request: MemberRequest) -> StreamingHttpResponse:
    """Hand out every fault as CSV."""
    rows = list_rows(_lines(request), get_origin(request))
    response = StreamingHttpResponse(stream_csv(HEADINGS, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="plan-{request.town.slug}.csv"'
    return response


@requires(Ability.KEEP_FRAMEWORK)
@require_POST
def plan_run(request: MemberRequest) -> HttpResponse:
    """Test the plan now, and keep the counts."""
    run = run_lint(by=request.user, town=request.town)
    messages.success(request, _("Tested. Things to put right: %(count)s.") % {"count": run.total})
    return redirect("plan")


def _lines(request: MemberRequest) -> list[CheckLine]:
    chain = get_chain(town=request.town)
    return list_lines(list_faults(town=request.town, chain=chain), chain, request.abilities)


def _context(request: MemberRequest) -> dict:
    lines, runs = _lines(request), list_runs(town=request.town)
    checks = [
        {
            "check": line.check,
            "count": len(line.findings),
            "first": line.findings[:SHOWN_AT_ONCE],
            "more": line.findings[SHOWN_AT_ONCE:],
            "trend": get_trend(runs, line.check.code),
        }
        for line in lines
    ]
    return {
        "checks": checks,
        "found": [one for one in checks if one["count"]],
        "passed": [one for one in checks if not one["count"]],
        "total": sum(one["count"] for one in checks),
        "trend": get_trend(runs),
        "last_run": runs[-1] if runs else None,
        "may_run": may(request, Ability.KEEP_FRAMEWORK),
        "now": timezone.now(),
    }
