from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.access import find_area, may_change_area
from fairplace.town.places.queries.area import list_parts
from fairplace.town.places.queries.geography import get_geography
from fairplace.town.places.requests import TownRequest
from fairplace.town.reports.area_words import describe_deprivation, describe_lines, describe_parts
from fairplace.town.reports.queries.area import get_area_page


@require_safe
def area_detail(request: TownRequest, slug: str) -> HttpResponse:
    """Show an area that the town drew itself: its rule, its neighbourhoods, and its figures added up."""
    area = find_area(request, slug)
    parts = list_parts(areas=[area])[area.pk]
    geography = get_geography(town=request.town)
    base = geography.find_vintage(parts)
    page = get_area_page(town=request.town, geography=geography, base=base, name=area.name, parts=parts)
    context = {
        "area": area,
        "page": page,
        "base": base,
        "deprivation": describe_deprivation(page.deprivation),
        "lines": describe_lines(page.figures),
        "parts": describe_parts(page.parts),
        "is_in_part": any(weight < 1 for weight in parts.values()),
        "can_change": may_change_area(request, area),
        "is_inside": may(request, Ability.SEE_DESK),
    }
    return render(request, "reports/area_detail.html", context)
