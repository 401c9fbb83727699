"""Two snapshots side by side: what is new, changed and gone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest
from fairplace.town.reviews.exports import write_csv
from fairplace.town.reviews.queries.frozen import list_snapshots, read_body
from fairplace.town.reviews.rules.difference import HOW, KINDS, Difference, list_differences
from fairplace.town.reviews.views.frozen import get_snapshot, refuses_changed
from fairplace.town.ui.tables import Table


@require_safe
def snapshot_choose(request: TownRequest, slug: str) -> HttpResponse:
    """Choose with what to compare; the choice leads to a page with an address of its own."""
    snapshot, other = get_snapshot(request, slug), request.GET.get("with", "")
    others = list_snapshots(town=request.town, drafts=may(request, Ability.SEE_DESK)).exclude(pk=snapshot.pk)
    if other and others.filter(slug=other).exists():
        return redirect("snapshot_compare", slug=slug, other=other)
    return render(request, "reviews/snapshot_choose.html", {"snapshot": snapshot, "others": others})


@require_safe
@refuses_changed
def snapshot_compare(request: TownRequest, slug: str, other: str) -> HttpResponse:
    """Show what differs, all or what is asked for; what is asked stands in the address."""
    then, now = get_snapshot(request, slug), get_snapshot(request, other)
    bodies = read_body(then), read_body(now)
    asked, found = _ask(request), list_differences(*bodies)
    names = {one["slug"]: one["name"] for body in bodies for one in body["measures"]}
    shown = [one for one in found if _is_asked(one, asked)]
    context = {
        **asked,
        "then": then,
        "now": now,
        "kinds": [(code, name, sum(one.kind == code for one in found)) for code, name in KINDS.items()],
        "ways": HOW.items(),
        "measures": sorted(
            ((one, names.get(one, one)) for one in {one.measure for one in found if one.measure}),
            key=lambda named: named[1].lower(),
        ),
        "parts": [
            (name, _make_table(name, rows, then, now))
            for code, name in KINDS.items()
            if (rows := [one for one in shown if one.kind == code])
        ],
        "query": request.GET.urlencode(),
        "total": len(found),
    }
    return render(request, "reviews/snapshot_compare.html", context)


@require_safe
@refuses_changed
def snapshot_compare_csv(request: TownRequest, slug: str, other: str) -> HttpResponse:
    """Return what differs as a file, filtered as the page is."""
    then, now = get_snapshot(request, slug), get_snapshot(request, other)
    asked = _ask(request)
    rows = [
        (one.kind, one.how, one.measure, one.what, one.then, one.now)
        for one in list_differences(read_body(then), read_body(now))
        if _is_asked(one, asked)
    ]
    columns = ("kind", "difference", "measure", "what", then.slug, now.slug)
    return write_csv(f"{request.town.slug}-{then.slug}-{now.slug}", columns, rows)


def _ask(request: TownRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("kind", "how", "measure")}


def _is_asked(one: Difference, asked: dict[str, str]) -> bool:
    return all(not value or getattr(one, name) == value for name, value in asked.items())


def _make_table(name: Any, rows: list[Difference], then: Any, now: Any) -> Table:
    return Table(
        str(name),
        (_("What"), _("Difference"), str(then.title), str(now.title)),
        tuple((one.what, str(HOW[one.how]), one.then or "–", one.now or "–") for one in rows),
    )
