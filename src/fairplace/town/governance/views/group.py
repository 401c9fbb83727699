from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.governance.access import may_lead, may_read_restricted
from fairplace.town.governance.forms.group import GroupForm, get_initial
from fairplace.town.governance.operations.group import GroupRefused, save_group
from fairplace.town.governance.queries.finding import find_group
from fairplace.town.governance.queries.group import get_group_page
from fairplace.town.partners.models import Group
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.models.versioned import Versioned
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.places.views.clash import Clash, make_clash
from fairplace.town.ui.markdown import write_html
from fairplace.town.ui.navigation import find_address


@require_safe
def group_detail(request: TownRequest, slug: str) -> HttpResponse:
    """Show a group: who sits in it, what it answers for, what it decided, how its work stands."""
    group = _find(request, slug)
    is_inside = may(request, Ability.SEE_DESK)
    context = {
        "page": get_group_page(group=group, restricted=may_read_restricted(request, group)),
        "group": group,
        "terms": write_html(group.terms),
        "is_inside": is_inside,
        "can_keep": may(request, Ability.KEEP_GROUPS),
        "can_lead": may_lead(request, group),
        "links": _list_links(group, is_inside=is_inside),
    }
    return render(request, "governance/group_detail.html", context)


def _list_links(group: Group, *, is_inside: bool) -> list[tuple[str, str]]:
    """Return the pages of a group that this town has, in words."""
    slug = group.slug
    public = [
        (_("Meetings"), find_address("meeting_list", slug=slug)),
        (_("Decisions"), f"{find_address('decision_list')}?group={slug}"),
        (_("Work plan"), find_address("work_plan_now", slug=slug)),
        (_("Logic models"), f"{find_address('logic_model_list')}?group={slug}"),
        (_("Highlight reports"), find_address("highlight_list", slug=slug)),
    ]
    inside = [
        (_("Risks and issues"), find_address("risk_list", slug=slug)),
        (_("Small tests of change"), find_address("improvement", slug=slug)),
        (_("Who answers for its actions"), find_address("group_owners", slug=slug)),
    ]
    found = [*public, *(inside if is_inside else [])]
    return [(words, url) for words, url in found if url and not url.startswith("?")]


@requires(Ability.KEEP_GROUPS)
def group_add(request: MemberRequest) -> HttpResponse:
    """Found a group."""
    return _edit(request, None)


@requires(Ability.KEEP_GROUPS)
def group_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change what a group is and what it answers for."""
    return _edit(request, _find(request, slug))


def _edit(request: MemberRequest, group: Group | None) -> HttpResponse:
    last = Group.objects.filter(town=request.town).order_by("-position").first()
    initial = get_initial(group) if group else {"position": last.position + 1 if last else 1}
    posted: Any = request.POST if request.method == "POST" else None
    form = GroupForm(posted, town=request.town, group=group, initial=initial)
    clash: Clash | None = None
    if form.is_valid():
        try:
            saved = save_group(
                by=request.user,
                town=request.town,
                group=group,
                version=form.cleaned_data["version"] or 0,
                values=form.cleaned_data,
            )
        except GroupRefused as refused:
            form.add_error("reports_to", str(refused))
        except ChangedMeanwhile as changed:
            clash = _clash(request, form, cast(Group, changed.now))
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
            return redirect("group_detail", slug=saved.slug)
    context = {"form": form, "group": group, "clash": clash}
    return render(request, "governance/group_edit.html", context, status=409 if clash else 200)


def _clash(request: MemberRequest, form: GroupForm, now: Group) -> Clash:
    return make_clash(
        form, now=get_initial(now), one=cast(Versioned, now), kind="group", subject=now.slug,
        town=request.town.slug,
    )  # fmt: skip


def _find(request: TownRequest, slug: str) -> Group:
    group = find_group(request.town, slug)
    if group is None:
        raise Http404("There is no such group.")
    return group
