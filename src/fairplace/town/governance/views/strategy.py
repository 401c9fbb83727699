from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairplace.town.governance.access import get_reader
from fairplace.town.governance.queries.strategy import (
    add_last_updates,
    find_strategy,
    list_reported,
    list_workstreams_of,
)
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest

A_PAGE = 50


@require_safe
@requires(Ability.SEE_DESK)
def strategy_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Show what is reported to a strategy with the last word on each, so that no owner is asked twice."""
    strategy = find_strategy(request.town, pk)
    if strategy is None:
        raise Http404("There is no such strategy.")
    found = list_reported(strategy=strategy, reader=get_reader(request))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "strategy": strategy,
        "page": page,
        "reported": add_last_updates(page.object_list),
        "works": list_workstreams_of(strategy),
    }
    return render(request, "governance/strategy_detail.html", context)
