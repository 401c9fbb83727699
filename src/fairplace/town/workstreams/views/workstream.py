from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.ui.charts.asking import find_drawing, is_awaited
from fairplace.town.ui.numbers import in_words, interval_in_words
from fairplace.town.ui.tables import Table
from fairplace.town.workstreams.charts import scale_chart, scale_table
from fairplace.town.workstreams.forms.workstream import WorkFilterForm, WorkstreamForm, get_initial
from fairplace.town.workstreams.models import Workstream
from fairplace.town.workstreams.operations.workstream import (
    archive_workstream,
    bring_back_workstream,
    save_workstream,
)
from fairplace.town.workstreams.queries.need import WorkScale, get_need, get_scale, list_scales
from fairplace.town.workstreams.queries.workstream import get_workstream, list_carried, list_workstreams
from fairplace.town.workstreams.rules.need import Scale

A_PAGE = 50


@require_safe
def workstream_list(request: TownRequest) -> HttpResponse:
    """List the work that carries the recommendations; the filter stands in the address."""
    is_inside = may(request, Ability.SEE_DESK)
    form = WorkFilterForm(request.GET, town=request.town, is_inside=is_inside)
    found = list_workstreams(town=request.town, chosen=form.chosen)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "is_inside": is_inside,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "can_keep": may(request, Ability.KEEP_PARTNERS),
    }
    return render(request, "workstreams/workstream_list.html", context)


@require_safe
def workstream_detail(request: TownRequest, code: str) -> HttpResponse:
    """Show what one workstream carries, and whether it is in step with need. Owner and money stay inside."""
    work = _find(request, code)
    is_inside = may(request, Ability.SEE_DESK)
    scale = get_scale(workstream=work, need=get_need(town=request.town))
    chart = scale_chart(scale, with_spend=is_inside)
    drawing = find_drawing(chart) if chart else None
    context = {
        "work": work,
        "is_inside": is_inside,
        "can_keep": may(request, Ability.KEEP_PARTNERS),
        "carried": list_carried(workstream=work, drafts=is_inside),
        "cost": None if work.cost_pence is None else in_words(work.cost_pence / 100, unit="£", decimals=0),
        "scale": scale,
        "drawing": drawing,
        "is_awaited": is_awaited(drawing),
        "table": scale_table(scale, with_spend=is_inside),
        "index": _in_words(scale.reach),
        "spend_index": _in_words(scale.spend),
    }
    return render(request, "workstreams/workstream_detail.html", context)


def _in_words(scale: Scale) -> str:
    """Return the index with its limits, or nothing where there is none."""
    if scale.index is None:
        return ""
    value = in_words(scale.index.value, decimals=2)
    interval = interval_in_words(scale.index.lower, scale.index.upper, decimals=2)
    return f"{value} ({interval})" if interval else value


@require_safe
def scale_list(request: TownRequest) -> HttpResponse:
    """List all workstreams with what their reach says beside need."""
    scales = list_scales(town=request.town)
    is_inside = may(request, Ability.SEE_DESK)
    context = {
        "table": _scale_table(scales, is_inside),
        "need": get_need(town=request.town),
        "count": len(scales),
        "is_demonstration": any(one.workstream.is_demonstration for one in scales),
    }
    return render(request, "workstreams/scale_list.html", context)


def _scale_table(scales: list[WorkScale], is_inside: bool) -> Table:
    columns = [_("Workstream"), _("Approach, as stated"), _("Reach beside need"), _("Index"), _("Why")]
    if is_inside:
        columns.append(_("Index of spend"))
    rows = []
    for one in scales:
        work = one.workstream
        name = f"{work.code} {work.name}"
        row = [
            (
                _("%(name)s (demonstration)") % {"name": name} if work.is_demonstration else name,
                reverse("workstream_detail", kwargs={"code": work.code}),
            ),
            work.approach.capitalize() or _("Not said"),
            one.reach.flag_words,
            _in_words(one.reach) or _("none"),
            one.reach.why,
        ]
        rows.append(tuple([*row, _in_words(one.spend) or _("none")] if is_inside else row))
    return Table(_("All workstreams beside need"), tuple(columns), tuple(rows))


@requires(Ability.KEEP_PARTNERS)
def workstream_add(request: MemberRequest) -> HttpResponse:
    """Add a workstream."""
    return _edit(request, None)


@requires(Ability.KEEP_PARTNERS)
def workstream_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Change a workstream."""
    return _edit(request, _find(request, code))


def _edit(request: MemberRequest, work: Workstream | None) -> HttpResponse:
    others = Workstream.objects.filter(town=request.town).exclude(pk=work.pk if work else None)
    form = WorkstreamForm(
        request.POST if request.method == "POST" else None,
        town=request.town,
        initial=get_initial(work),
        taken=list(others.values_list("code", flat=True)),
    )
    if form.is_valid():
        saved = save_workstream(by=request.user, town=request.town, workstream=work, values=form.values)
        messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
        return redirect("workstream_detail", code=saved.code)
    return render(request, "workstreams/workstream_edit.html", {"form": form, "work": work})


@require_POST
@requires(Ability.KEEP_PARTNERS)
def workstream_archive(request: MemberRequest, code: str) -> HttpResponse:
    """Archive a workstream, or bring it back."""
    work = _find(request, code)
    if work.archived_on:
        bring_back_workstream(by=request.user, workstream=work)
        messages.success(request, _("%(name)s is in the list again.") % {"name": work.name})
    else:
        archive_workstream(by=request.user, workstream=work)
        messages.success(request, _("%(name)s is archived.") % {"name": work.name})
    return redirect("workstream_detail", code=code)


def _find(request: TownRequest, code: str) -> Workstream:
    work = get_workstream(town=request.town, code=code)
    if work is None:
        raise Http404("There is no such workstream.")
    return work
