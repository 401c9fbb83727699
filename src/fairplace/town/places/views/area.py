from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.access import find_area, may_change_area, may_publish
from fairplace.town.places.forms.area import AreaForm, get_initial
from fairplace.town.places.models import Area
from fairplace.town.places.operations.area import add_area, change_area, remove_area
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.queries.area import AREA, list_areas, list_parts, list_people
from fairplace.town.places.queries.geography import count_postcodes, get_geography
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.places.rules.area import FEWEST_NEIGHBOURHOODS, FEWEST_PEOPLE, AreaRefused, count_people
from fairplace.town.places.rules.layer import Geography
from fairplace.town.places.views.clash import make_clash


def _is_ours(request: TownRequest, slug: str) -> bool:
    return may_change_area(request, find_area(request, slug))


@require_safe
def area_list(request: TownRequest) -> HttpResponse:
    """List the areas that the town drew itself."""
    is_inside = may(request, Ability.SEE_DESK)
    areas = list_areas(town=request.town, is_signed_in=is_inside)
    parts, people = list_parts(areas=areas), list_people(town=request.town)
    context = {
        "areas": [
            {"area": one, "parts": len(parts[one.pk]), "people": round(count_people(parts[one.pk], people))}
            for one in areas
        ],
        "is_inside": is_inside,
        "fewest_people": FEWEST_PEOPLE,
        "fewest_neighbourhoods": FEWEST_NEIGHBOURHOODS,
    }
    return render(request, "places/area_list.html", context)


@requires(Ability.SEE_DESK)
def area_add(request: MemberRequest) -> HttpResponse:
    """Draw an area of neighbourhoods or postcodes."""
    geography = get_geography(town=request.town)
    form = AreaForm(
        request.POST if request.method == "POST" else None,
        town=request.town,
        geography=geography,
        may_publish=may_publish(request),
    )
    if form.is_valid():
        try:
            area = add_area(by=request.user, town=request.town, values=form.values, parts=form.parts)
        except AreaRefused as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("“%(name)s” is added.") % {"name": area.name})
            return redirect("area_detail", slug=area.slug)
    return render(request, "places/area_edit.html", _show(request, form, geography))


@requires(Ability.SEE_DESK, of=_is_ours)
def area_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change an area; what somebody else saved meanwhile is shown beside."""
    area = find_area(request, slug)
    geography = get_geography(town=request.town)
    held = list_parts(areas=[area])[area.pk]
    form = AreaForm(
        request.POST if request.method == "POST" else None,
        town=request.town,
        geography=geography,
        may_publish=may_publish(request),
        initial=get_initial(area, held),
        held=held,
    )
    context = {**_show(request, form, geography), "area": area}
    if form.is_valid():
        change = {"version": form.cleaned_data["version"] or 0, "values": form.values, "parts": form.parts}
        try:
            changed = change_area(by=request.user, area=area, **change)
        except AreaRefused as problem:
            form.add_error(None, str(problem))
        except ChangedMeanwhile as meanwhile:
            context["clash"] = _clash(form, meanwhile, request.town.slug)
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": changed.name})
            return redirect("area_detail", slug=slug)
    return render(request, "places/area_edit.html", context, status=409 if "clash" in context else 200)


def _clash(form: AreaForm, meanwhile: ChangedMeanwhile, town: str) -> Any:
    now = meanwhile.now
    assert isinstance(now, Area), "An area was read."
    there = get_initial(now, list_parts(areas=[now])[now.pk])
    return make_clash(form, now=there, one=now, kind=AREA, subject=now.name, town=town)


def _show(request: MemberRequest, form: AreaForm, geography: Geography) -> dict[str, Any]:
    """Return what the form shows: each neighbourhood with its people."""
    people = list_people(town=request.town)
    ticked = {str(code) for code in form["neighbourhoods"].value() or []}
    rows = [
        {
            "code": code,
            "name": geography.names[code],
            "people": people.get(code),
            "weight": round(100 * form.held[code]) if form.held.get(code, 1) < 1 else None,
            "is_ticked": code in ticked,
        }
        for code in form.codes
    ]
    return {
        "form": form,
        "rows": sorted(rows, key=lambda row: (row["name"], row["code"])),
        "base": next(iter(geography.vintages), ""),
        "has_postcodes": count_postcodes(town=request.town) > 0,
        "fewest_people": FEWEST_PEOPLE,
        "fewest_neighbourhoods": FEWEST_NEIGHBOURHOODS,
    }


@require_POST
@requires(Ability.SEE_DESK, of=_is_ours)
def area_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Take an area away. The record keeps what it was."""
    area = find_area(request, slug)
    remove_area(by=request.user, area=area)
    messages.success(request, _("“%(name)s” is removed.") % {"name": area.name})
    return redirect("area_list")
