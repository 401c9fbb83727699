from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.governance.access import leads, list_led_groups, may_lead
from fairplace.town.governance.exports import risk as exports
from fairplace.town.governance.forms.risk import RiskForm, RiskGroupForm, RiskStepForm, get_initial
from fairplace.town.governance.models import Risk
from fairplace.town.governance.operations.risk import add_risk, change_risk, set_risk_state, turn_risk
from fairplace.town.governance.queries.finding import find_risk
from fairplace.town.governance.queries.risk import list_history, list_risks
from fairplace.town.governance.rules.risk import IMPACT, LIKELIHOOD, find_level, lay_out, say_score
from fairplace.town.governance.views.reading import address_group, find_group_of_risk, get_group_or_404
from fairplace.town.people.access import requires
from fairplace.town.people.exports import stream_csv
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest
from fairplace.town.places.views.clash import make_clash


@require_safe
@requires(Ability.SEE_DESK)
def risk_list(request: MemberRequest, slug: str) -> HttpResponse:
    """Show what may go wrong for a group, and what has: the table of five by five, and the list."""
    group = get_group_or_404(request, slug)
    found = list_risks(group)
    today = timezone.localdate()
    is_open = [one for one in found if one.state == Risk.State.OPEN]
    context = {
        "group": group,
        "group_url": address_group(group),
        "open": [_describe(one, today) for one in is_open],
        "closed": [_describe(one, today) for one in found if one.state == Risk.State.CLOSED],
        "heat": lay_out((one.likelihood, one.impact, one) for one in is_open if one.kind == Risk.Kind.RISK),
        "impacts": list(IMPACT.values()),
        "can_lead": may_lead(request, group),
    }
    return render(request, "governance/risk_list.html", context)


def _describe(risk: Risk, today: Any) -> dict[str, Any]:
    """Return a risk as the list shows it."""
    is_issue = risk.kind == Risk.Kind.ISSUE
    return {
        "risk": risk,
        "score": say_score(risk.likelihood, risk.impact, has_happened=is_issue),
        "level": find_level(risk.likelihood, risk.impact, has_happened=is_issue).code,
        "likelihood": LIKELIHOOD[risk.likelihood],
        "impact": IMPACT[risk.impact],
        "is_due": bool(risk.review_on and risk.review_on < today and risk.state == Risk.State.OPEN),
    }


@require_safe
@requires(Ability.SEE_DESK)
def risk_list_file(request: MemberRequest, slug: str) -> HttpResponse:
    """Give a group's risks and issues as CSV."""
    group = get_group_or_404(request, slug)
    lines = stream_csv(exports.list_columns(), exports.list_rows(list_risks(group)))
    answer = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="risks-{group.slug}.csv"'
    return answer


@require_safe
@requires(Ability.SEE_DESK)
def risk_detail(request: MemberRequest, number: int) -> HttpResponse:
    """Show a risk or an issue with its history."""
    return _show(request, _find(request, number))


def _show(
    request: MemberRequest, risk: Risk, sent: RiskStepForm | None = None, *, meanwhile: bool = False
) -> HttpResponse:
    history = [
        (one, say_score(one.likelihood, one.impact, has_happened=one.kind == Risk.Kind.ISSUE))
        for one in list_history(risk)
    ]
    context = {
        **_describe(risk, timezone.localdate()),
        "history": history,
        "steps": _make_steps(risk, sent),
        "form": sent,
        "meanwhile": meanwhile,
        "can_lead": may_lead(request, risk.group),
    }
    return render(request, "governance/risk_detail.html", context, status=409 if meanwhile else 200)


def _make_steps(risk: Risk, sent: RiskStepForm | None) -> list[dict[str, Any]]:
    """Return the steps that a risk can take from where it stands, each with its form."""
    closes = risk.state == Risk.State.OPEN
    told: list[tuple[str, str]] = [
        (Risk.State.CLOSED, _("Close it")) if closes else (Risk.State.OPEN, _("Open it again"))
    ]
    if closes and risk.kind == Risk.Kind.RISK:
        told.append((Risk.Kind.ISSUE, _("It has happened: turn it into an issue")))
    elif closes:
        told.append((Risk.Kind.RISK, _("It is over, but may happen again: turn it into a risk")))
    return [{"words": words, "form": _make_step(risk, str(to), sent)} for to, words in told]


def _make_step(risk: Risk, to: str, sent: RiskStepForm | None) -> RiskStepForm:
    if sent is not None and sent.data.get("to") == to:
        return sent
    return RiskStepForm(initial={"version": risk.version, "to": to}, auto_id=f"id_{to}_%s")


@require_POST
@leads(find_group_of_risk)
def risk_step(request: MemberRequest, number: int) -> HttpResponse:
    """Close or reopen a risk, say that it happened, or that it is over."""
    risk = _find(request, number)
    form = RiskStepForm(request.POST, auto_id=f"id_{request.POST.get('to', '')}_%s")
    if not form.is_valid():
        return _show(request, risk, form)
    told = form.cleaned_data
    change = {"by": request.user, "risk": risk, "version": told["version"], "note": told["note"]}
    try:
        if told["to"] in Risk.Kind.values:
            turn_risk(kind=told["to"], **change)
        else:
            set_risk_state(state=told["to"], **change)
    except ChangedMeanwhile as changed:
        posted: Any = request.POST.copy()
        posted["version"] = str(changed.now.version)
        form.data = posted
        return _show(request, _find(request, number), form, meanwhile=True)
    messages.success(request, _("%(code)s is saved.") % {"code": risk.code})
    return redirect("risk_detail", number=number)


@requires(Ability.LEAD_GROUPS)
def risk_add(request: MemberRequest) -> HttpResponse:
    """Write down a risk or an issue."""
    groups = list_led_groups(request)
    if not groups:
        raise PermissionDenied("Whoever adds a risk leads a group.")
    initial = {"group": request.GET.get("group", "")}
    posted = request.POST if request.method == "POST" else None
    form = RiskGroupForm(posted, town=request.town, groups=groups, initial=initial)
    if form.is_valid():
        risk = add_risk(
            by=request.user, town=request.town, values=form.values, note=form.cleaned_data["note"]
        )
        messages.success(request, _("%(code)s is added.") % {"code": risk.code})
        return redirect("risk_detail", number=risk.number)
    return render(request, "governance/risk_edit.html", {"form": form})


@leads(find_group_of_risk)
def risk_edit(request: MemberRequest, number: int) -> HttpResponse:
    """Change a risk, with a word why."""
    risk = _find(request, number)
    posted = request.POST if request.method == "POST" else None
    form = RiskForm(posted, town=request.town, risk=risk, initial=get_initial(risk))
    context: dict[str, Any] = {"form": form, "risk": risk}
    if form.is_valid():
        told = form.cleaned_data
        change = {"version": told["version"] or 0, "values": form.values, "note": told["note"]}
        try:
            change_risk(by=request.user, risk=risk, **change)
        except ChangedMeanwhile as changed:
            now = changed.now
            assert isinstance(now, Risk), "A risk was read."
            context["clash"] = make_clash(
                form, now=get_initial(now), one=now, kind="risk", subject=now.code, town=request.town.slug
            )
        else:
            messages.success(request, _("%(code)s is saved.") % {"code": risk.code})
            return redirect("risk_detail", number=number)
    status = 409 if "clash" in context else 200
    return render(request, "governance/risk_edit.html", context, status=status)


def _find(request: MemberRequest, number: int) -> Risk:
    risk = find_risk(request.town, number)
    if risk is None:
        raise Http404("There is no such risk.")
    return risk
