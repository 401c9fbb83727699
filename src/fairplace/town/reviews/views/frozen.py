"""Pages of what was frozen, from nothing but the bytes that are kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.reviews.forms.frozen import SnapshotForm
from fairplace.town.reviews.models import Snapshot
from fairplace.town.reviews.operations.holding import ReviewRefused
from fairplace.town.reviews.operations.snapshot import make_snapshot
from fairplace.town.reviews.queries.frozen import (
    NotAsFrozen,
    find_snapshot,
    list_snapshots,
    read_body,
    read_bytes,
)
from fairplace.town.reviews.queries.restatement import list_restated
from fairplace.town.reviews.showing import find_measure, list_drawings, open_snapshot, read_releases
from fairplace.town.reviews.tables import make_figures
from fairplace.town.ui.charts.asking import is_awaited


def refuses_changed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say it in a sentence, and show nothing, where the bytes kept are not those that were frozen."""

    @wraps(view)
    def guarded(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotAsFrozen as refused:
            if request.path.endswith(".json"):
                return JsonResponse({"error": str(refused)}, status=500)
            return render(request, "reviews/snapshot_changed.html", {"refused": str(refused)}, status=500)

    return guarded


def get_snapshot(request: TownRequest, slug: str) -> Snapshot:
    """Return the snapshot that the address names, or that there is none: also to those who may not see it."""
    snapshot = find_snapshot(town=request.town, slug=slug, drafts=may(request, Ability.SEE_DESK))
    if snapshot is None:
        raise Http404("There is no such snapshot.")
    return snapshot


@require_safe
def snapshot_list(request: TownRequest) -> HttpResponse:
    """List what was frozen, newest first: what is public to everybody."""
    context = {
        "snapshots": list_snapshots(town=request.town, drafts=may(request, Ability.SEE_DESK)),
        "may_make": may(request, Ability.KEEP_REVIEWS),
    }
    return render(request, "reviews/snapshot_list.html", context)


@requires(Ability.KEEP_REVIEWS)
def snapshot_make(request: MemberRequest) -> HttpResponse:
    """Freeze the town as it stands."""
    form = SnapshotForm(request.POST or None)
    if form.is_valid():
        try:
            snapshot = make_snapshot(town=request.town, by=request.user, **form.cleaned_data)
        except ReviewRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is frozen, and stays as it is now."))
            return redirect("snapshot_detail", slug=snapshot.slug)
    return render(request, "reviews/snapshot_make.html", {"form": form})


@require_safe
@refuses_changed
def snapshot_detail(request: TownRequest, slug: str) -> HttpResponse:
    """Show a snapshot: its measures, who signed, its sources, and what was restated since."""
    snapshot, is_inside = get_snapshot(request, slug), may(request, Ability.SEE_DESK)
    context = {
        "snapshot": snapshot,
        "frozen": open_snapshot(snapshot),
        "restated": list_restated(snapshot),
        "others": list_snapshots(town=request.town, drafts=is_inside).count() > 1,
        "is_inside": is_inside,
    }
    return render(request, "reviews/snapshot_detail.html", context)


@require_safe
@refuses_changed
def snapshot_content(request: TownRequest, slug: str) -> HttpResponse:
    """Return what was frozen alone, without the pages around it: the same bytes for ever."""
    frozen = open_snapshot(get_snapshot(request, slug))
    return render(request, "reviews/_frozen_review.html", {"frozen": frozen})


@require_safe
@refuses_changed
def snapshot_measure(request: TownRequest, slug: str, measure: str) -> HttpResponse:
    """Show one measure as it was frozen: charts, tests, words, and every figure."""
    snapshot = get_snapshot(request, slug)
    body = read_body(snapshot)
    told = find_measure(body, measure)
    if told is None:
        raise Http404("The snapshot has no such measure.")
    used = {point["release"] for series in told.kept["series"] for point in series["points"]}
    drawings = list_drawings(body, measure)
    context = {
        "snapshot": snapshot,
        "told": told,
        "town_name": body["town"]["name"],
        "drawings": drawings,
        "is_awaited": any(is_awaited(one) for one in drawings),
        "figures": make_figures(told.kept),
        "sources": [one for one in read_releases(body) if one.code in used],
        "restated": list_restated(snapshot, measure=measure),
    }
    return render(request, "reviews/snapshot_measure.html", context)


@require_safe
def snapshot_manifest(request: TownRequest, slug: str) -> HttpResponse:
    """Return the manifest: each part with its digest, the sources, the software, when and by which role."""
    manifest = get_snapshot(request, slug).manifest
    return JsonResponse(manifest, json_dumps_params={"ensure_ascii": False, "indent": 1, "sort_keys": True})


@require_safe
@refuses_changed
def snapshot_body(request: TownRequest, slug: str) -> HttpResponse:
    """Return the very bytes that were frozen, after checking that they are."""
    snapshot = get_snapshot(request, slug)
    response = HttpResponse(read_bytes(snapshot), content_type="application/json; charset=utf-8")
    response["ETag"] = f'"{snapshot.digest}"'
    response["Content-Disposition"] = f'inline; filename="{request.town.slug}-{snapshot.slug}.json"'
    return response
