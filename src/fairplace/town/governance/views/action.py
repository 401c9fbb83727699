from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.chain.queries import get_chain
from fairplace.town.governance.access import get_reader, leads, list_led_groups, may_lead, may_update
from fairplace.town.governance.exports import action as exports
from fairplace.town.governance.exports.workbook import CONTENT_TYPE, write_workbook
from fairplace.town.governance.forms.action import ActionFilterForm, ActionForm, find_origin, get_initial
from fairplace.town.governance.forms.update import ActionFileForm, ToDoForm
from fairplace.town.governance.models import Action, Decision
from fairplace.town.governance.operations.action import add_action, change_action
from fairplace.town.governance.operations.person import PersonRefused
from fairplace.town.governance.queries.action import (
    list_actions,
    list_readers,
    make_line,
    make_lines,
    with_last_update,
)
from fairplace.town.governance.queries.serving import list_servable, list_served
from fairplace.town.governance.queries.strategy import find_strategy
from fairplace.town.governance.rules.action import financial_year
from fairplace.town.governance.views.reading import address_group, find_group_of_action, get_action_or_404
from fairplace.town.people.access import may, requires
from fairplace.town.people.exports import stream_csv
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.places.views.clash import make_clash

A_PAGE = 50
CSV = "text/csv; charset=utf-8"


@require_safe
@requires(Ability.SEE_DESK)
def action_list(request: MemberRequest) -> HttpResponse:
    """List the actions of all groups; the filter stands in the address."""
    form = ActionFilterForm(request.GET, town=request.town)
    chosen = form.chosen
    found = list_actions(town=request.town, reader=get_reader(request), chosen=chosen)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    strategy = find_strategy(request.town, int(chosen.strategy)) if chosen.strategy.isdigit() else None
    context = {
        "form": form,
        "page": page,
        "lines": make_lines(page.object_list),
        "strategy": strategy,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "asked": request.GET.urlencode(),
        "can_add": bool(list_led_groups(request)),
        "can_bring": may(request, Ability.KEEP_GROUPS),
    }
    return render(request, "governance/action_list.html", context)


@require_safe
@requires(Ability.SEE_DESK)
def action_list_file(request: MemberRequest, kind: str) -> HttpResponse:
    """Give the list that was asked for as CSV or XLSX."""
    form = ActionFilterForm(request.GET, town=request.town)
    found = list_actions(town=request.town, reader=get_reader(request), chosen=form.chosen)
    rows = exports.list_rows(found, day=timezone.localdate())
    if kind == "csv":
        answer = HttpResponse("".join(stream_csv(exports.list_columns(), rows)), content_type=CSV)
    elif kind == "xlsx":
        content = write_workbook(_("Actions"), exports.list_columns(), rows)
        answer = HttpResponse(content, content_type=CONTENT_TYPE)
    else:
        raise Http404("There is no such file.")
    answer["Content-Disposition"] = f'attachment; filename="actions.{kind}"'
    return answer


@require_safe
def action_detail(request: TownRequest, number: int) -> HttpResponse:
    """Show an action: how it stands to everybody, who does it and what was said to those inside."""
    return show_action(request, get_action_or_404(request, number))


def show_action(request: TownRequest, action: Action, *, status: int = 200, **forms: Any) -> HttpResponse:
    """Show an action, with the forms that were sent where something in them is to be mended."""
    is_inside = may(request, Ability.SEE_DESK)
    readers = list_readers(action)
    chain = get_chain(town=request.town)
    keys = [one.key for one in action.subjects.all()]
    context = {
        "action": action,
        "line": make_line(with_last_update(Action.objects.filter(pk=action.pk)).get()),
        "served": list_served(chain, keys, public=not is_inside),
        "group_url": address_group(action.group),
        "readers": [(one, address_group(one)) for one in readers.groups],
        "strategies": readers.strategies,
        "plan_year": financial_year(
            max(action.due_on, timezone.localdate()) if action.is_open else action.due_on
        ),
        "decision": _shown_decision(action, is_inside),
        "is_inside": is_inside,
        "can_lead": may_lead(request, action.group),
        "can_update": may_update(request, action),
    }
    if is_inside:
        context |= {
            "helpers": list(action.helpers.all()),
            "updates": list(action.updates.select_related("by")),
            "to_dos": list(action.to_dos.select_related("done_by")),
            "files": list(action.files.select_related("added_by")),
            "to_do_form": forms.get("to_do_form") or ToDoForm(),
            "file_form": forms.get("file_form") or ActionFileForm(),
            "form": forms.get("to_do_form") or forms.get("file_form"),
        }
    return render(request, "governance/action_detail.html", context, status=status)


def _shown_decision(action: Action, is_inside: bool) -> Decision | None:
    """Return the decision that it comes from; the public is told of those that were taken."""
    decision = action.decision
    if decision and (is_inside or decision.state == Decision.State.DECIDED):
        return decision
    return None


@requires(Ability.LEAD_GROUPS)
def action_add(request: MemberRequest) -> HttpResponse:
    """Add an action, perhaps from an agenda item or a decision that the address names."""
    groups = list_led_groups(request)
    if not groups:
        raise PermissionDenied("Whoever adds an action leads a group.")
    servable = list_servable(get_chain(town=request.town))
    initial = {name: request.GET.get(name, "") for name in ("group", "item", "decision")}
    initial |= {"approach": "unknown", "every_months": 3, "starts_on": timezone.localdate()}
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        town=request.town, groups=groups, servable=servable, initial=initial,
    )  # fmt: skip
    if form.is_valid():
        try:
            action = _add(request, form)
        except PersonRefused:
            pass
        else:
            messages.success(request, _("%(code)s is added.") % {"code": action.code})
            return redirect("action_detail", number=action.number)
    origin = find_origin(request.town, *_posted_origin(form))
    return render(request, "governance/action_edit.html", {"form": form, "origin": origin})


def _posted_origin(form: ActionForm) -> tuple[int | None, int | None]:
    """Return which item and decision the form names; what is no number names nothing."""
    told = [str(form[name].value() or "") for name in ("item", "decision")]
    item, decision = (int(one) if one.isdigit() and len(one) < 10 else None for one in told)
    return item, decision


def _add(request: MemberRequest, form: ActionForm) -> Action:
    owner = form.find_owner(by=request.user, town=request.town)
    values = form.values
    item, decision = find_origin(request.town, *_posted_origin(form))
    # What another group talked about is no origin of this one's action.
    values["item"] = item if item and item.series.group == values["group"] else None
    values["decision"] = decision if decision and decision.group == values["group"] else None
    return add_action(by=request.user, town=request.town, owner=owner, values=values)


@leads(find_group_of_action)
def action_edit(request: MemberRequest, number: int) -> HttpResponse:
    """Change an action; not its state, which an update changes, nor its owner."""
    action = get_action_or_404(request, number)
    servable = list_servable(get_chain(town=request.town))
    groups = list_led_groups(request)
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        town=request.town, groups=groups, servable=servable, action=action,
        initial=get_initial(action, servable),
    )  # fmt: skip
    context: dict[str, Any] = {"form": form, "action": action}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_action(by=request.user, action=action, version=version, values=form.values)
        except ChangedMeanwhile as changed:
            now = changed.now
            assert isinstance(now, Action), "An action was read."
            context["clash"] = make_clash(
                form, now=get_initial(now, servable), one=now, kind="action", subject=now.code,
                town=request.town.slug,
            )  # fmt: skip
        else:
            messages.success(request, _("%(code)s is saved.") % {"code": action.code})
            return redirect("action_detail", number=number)
    status = 409 if "clash" in context else 200
    return render(request, "governance/action_edit.html", context, status=status)
