from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest
from fairplace.town.workstreams.forms.alignment import LinkForm
from fairplace.town.workstreams.forms.matrix import ListFilterForm
from fairplace.town.workstreams.models import Fit
from fairplace.town.workstreams.operations.batch import BatchRefused, link_cells, undo_batch
from fairplace.town.workstreams.queries.alignment import get_batch
from fairplace.town.workstreams.queries.matrix import Filters, Matrix, get_matrix


@requires(Ability.MAP)
@require_http_methods(["GET", "HEAD", "POST"])
def mapping_link(request: MemberRequest) -> HttpResponse:
    """Tick rows and columns, and write one judgement into every cell where they meet.

    Narrowing the lists keeps what was ticked and typed: it goes through the same form.
    """
    typed = request.POST if request.method == "POST" else request.GET
    filters = ListFilterForm(typed, town=request.town)
    shown = _shown(request, filters.as_filters(), typed)
    lists = {"rows": shown.recommendations, "columns": shown.workstreams}
    if request.method == "POST" and "narrow" not in request.POST:
        form = LinkForm(request.POST, **lists)
        if form.is_valid() and (batch := _link(request, form, shown)):
            return redirect("mapping_batch", pk=batch.pk)
    else:
        form = LinkForm(initial=_initial(typed), **lists)
    context = {"form": form, "filters": filters, "matrix": shown}
    return render(request, "workstreams/mapping_link.html", context)


def _shown(request: MemberRequest, filters: Filters, typed: QueryDict) -> Matrix:
    """Return what the filters leave, and with it whatever was ticked before."""
    ticked = set(typed.getlist("recommendations")), set(typed.getlist("workstreams"))
    whole, part = get_matrix(town=request.town), get_matrix(town=request.town, filters=filters)
    rows = {one.pk for one in part.recommendations}
    columns = {one.pk for one in part.workstreams}
    return Matrix(
        [one for one in whole.recommendations if one.pk in rows or one.code in ticked[0]],
        [one for one in whole.workstreams if one.pk in columns or one.code in ticked[1]],
        {},
        whole.of_recommendations,
        whole.of_workstreams,
        filters,
    )


def _initial(typed: QueryDict) -> dict:
    lists = {name: typed.getlist(name) for name in ("recommendations", "workstreams")}
    return lists | {
        name: typed.get(name, "") for name in ("fit", "rationale", "evidence", "review_on", "over")
    }


def _link(request: MemberRequest, form: LinkForm, shown: Matrix):
    told = form.cleaned_data
    try:
        return link_cells(
            by=request.user,
            town=request.town,
            recommendations=[one for one in shown.recommendations if one.code in told["recommendations"]],
            workstreams=[one for one in shown.workstreams if one.code in told["workstreams"]],
            judgement=form.judgement,
            over=told["over"],
        )
    except BatchRefused as refused:
        form.add_error(None, str(refused))
        return None


@requires(Ability.MAP)
@require_http_methods(["GET", "HEAD", "POST"])
def mapping_batch(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what one action did to many cells, and take it back on request."""
    batch = get_batch(town=request.town, pk=pk)
    if batch is None:
        raise Http404("There is no such change of many cells.")
    if request.method == "POST":
        try:
            undo_batch(by=request.user, batch=batch)
        except BatchRefused as refused:
            messages.error(request, str(refused))
        return redirect("mapping_batch", pk=pk)
    judgements = {(change["after"]["fit"], change["after"]["rationale"]) for change in batch.changes}
    fit, rationale = judgements.pop() if len(judgements) == 1 else ("", "")
    context = {
        "batch": batch,
        "round": batch.rounds.first(),
        "fit": dict(Fit.choices).get(fit, ""),
        "rationale": rationale,
        "kept": [change["name"] for change in batch.changes if change.get("kept")],
        "taken_back": sum(change.get("kept") is False for change in batch.changes),
        "cells": [_cell(change) for change in batch.changes],
    }
    return render(request, "workstreams/mapping_batch.html", context)


def _cell(change: dict) -> dict:
    before = change["before"]["fit"] if change["before"] else ""
    recommendation, workstream = change["name"].split(" × ")
    return {
        "recommendation": recommendation,
        "workstream": workstream,
        "name": change["name"],
        "before": dict(Fit.choices).get(before, _("empty")),
        "after": dict(Fit.choices)[change["after"]["fit"]],
    }
