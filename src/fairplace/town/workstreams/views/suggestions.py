from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairplace.town.framework.queries import get_framework
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest
from fairplace.town.workstreams.queries.alignment import list_suggestions

SUGGESTIONS_A_PAGE = 30


@requires(Ability.MAP)
@require_safe
def mapping_suggestions(request: MemberRequest) -> HttpResponse:
    """Show likely links from the words of both texts. Each is decided in its own cell, none by itself."""
    framework, objective = get_framework(town=request.town), request.GET.get("objective", "")
    found = list_suggestions(town=request.town, objective=objective)
    page = Paginator(found, SUGGESTIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "objective": objective,
        "objectives": framework.objectives if framework else [],
    }
    return render(request, "workstreams/mapping_suggestions.html", context)
