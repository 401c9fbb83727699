from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.framework.queries import get_framework, list_recommendations
from fairplace.town.partners import drawing, exports, operations
from fairplace.town.partners.forms import TieForm
from fairplace.town.partners.models import Organisation, Tie
from fairplace.town.partners.operations import TieRefused
from fairplace.town.partners.queries import PartnerLine, PartnerMap, get_map, list_partners
from fairplace.town.partners.rules.ties import SOURCES, Filters
from fairplace.town.partners.views.finding import find_part_or_404
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.places.requests import MemberRequest, TownRequest, posted

STEPS = range(1, 5)
PARTNERS_A_PAGE = 50
BRIDGES = 8
ASKED = ("focus", "sector", "kind", "objective", "recommendation")


def partner_map(request: TownRequest) -> HttpResponse:
    """Draw who works with whom, with the same in tables; every filter stands in the address."""
    filters, day_refused = _read(request)
    shown = get_map(town=request.town, filters=filters)
    query = _query(request)
    page = Paginator(shown.partners, PARTNERS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "map": shown,
        "drawings": drawing.draw(shown, address=lambda code: _address_of(request, shown, code)),
        "page": page,
        "rows": [_row(request, shown, line) for line in page],
        "bridges": shown.bridges[:BRIDGES],
        "filters": filters,
        "day_refused": day_refused,
        "day_asked": request.GET.get("day", ""),
        "sources": SOURCES,
        "downloads": _downloads(query),
        "has_invented": any(line.organisation.is_demonstration for line in shown.partners),
        "is_filtered": bool(query),
        **_choices(request.town),
    }
    return render(request, "partners/partner_map.html", context)


def _row(request: TownRequest, shown: PartnerMap, line: PartnerLine) -> dict[str, Any]:
    code = line.organisation.code
    return {
        "line": line,
        "ties": shown.list_ties_of(code),
        "focus_url": f"{reverse('partner_map')}?{_query(request, focus=code)}",
    }


def _choices(town: Town) -> dict[str, Any]:
    framework = get_framework(town=town)
    return {
        "partners": list_partners(town=town),
        "steps": STEPS,
        "sectors": Organisation.Sector.choices,
        "objectives": framework.objectives if framework else [],
        "recommendations": list_recommendations(town=town),
    }


def _read(request: TownRequest) -> tuple[Filters, bool]:
    """Return what is asked for, and whether the day could not be read and today was taken."""
    asked = {name: request.GET.get(name, "") for name in ASKED}
    steps, day = request.GET.get("steps", ""), request.GET.get("day", "").strip()
    count = int(steps) if steps in set(map(str, STEPS)) else 1
    try:
        return Filters(day=date.fromisoformat(day), steps=count, **asked), False
    except ValueError:
        return Filters(day=timezone.localdate(), steps=count, **asked), bool(day)


def _query(request: TownRequest, **changed: str) -> str:
    """Return the filters as they stand in the address, with some of them changed."""
    asked = {name: request.GET.get(name, "") for name in (*ASKED, "steps", "day")} | changed
    return urlencode({name: value for name, value in asked.items() if value})


def _address_of(request: TownRequest, shown: PartnerMap, code: str) -> str:
    """Return where a partner on the map leads: to the map around it, and from there to its own page."""
    if shown.focus and shown.focus.code == code:
        return reverse("organisation_detail", kwargs={"code": code})
    return f"{reverse('partner_map')}?{_query(request, focus=code)}"


def _downloads(query: str) -> list[tuple[str, str]]:
    files = (
        ("partners", "csv", _("Partners shown (CSV)")),
        ("ties", "csv", _("Ties shown (CSV)")),
        ("map", "graphml", _("The map for network programs (GraphML)")),
    )
    return [
        (words, reverse("partner_map_file", args=(what, kind)) + (f"?{query}" if query else ""))
        for what, kind, words in files
    ]


def partner_map_file(request: TownRequest, what: str, kind: str) -> HttpResponse | StreamingHttpResponse:
    """Hand out what the map shows: its partners or its ties as CSV, or both as GraphML."""
    export = exports.FILES.get((what, kind))
    if export is None:
        raise Http404
    shown = get_map(town=request.town, filters=_read(request)[0])
    answer = StreamingHttpResponse(export(shown), content_type=exports.TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{request.town.slug}-{what}.{kind}"'
    return answer


@requires(Ability.KEEP_PARTNERS)
def tie_list(request: MemberRequest) -> HttpResponse:
    """List the ties that were drawn by hand, and draw another."""
    form = TieForm(
        posted(request),
        initial={"one": request.GET.get("one", "")},
        partners=list_partners(town=request.town),
    )
    if form.is_valid():
        try:
            operations.draw_tie(by=request.user, **form.cleaned_data)
        except TieRefused as refused:
            form.add_error("other", str(refused))
        else:
            messages.success(request, _("The tie is drawn."))
            return redirect("tie_list")
    context = {"form": form, "ties": _ties(request)}
    return render(request, "partners/tie_list.html", context)


@require_POST
@requires(Ability.KEEP_PARTNERS)
def tie_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a hand-drawn tie off the map."""
    operations.remove_tie(by=request.user, tie=find_part_or_404(_ties(request), pk))
    messages.success(request, _("The tie is removed."))
    return redirect("tie_list")


def _ties(request: MemberRequest) -> Any:
    return Tie.objects.filter(one__town=request.town).select_related("one__town", "other", "drawn_by")
