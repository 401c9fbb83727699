from django.http import Http404, HttpResponse
from django.shortcuts import render

from fairplace.town.framework.chain import RECOMMENDATION
from fairplace.town.framework.models import Item
from fairplace.town.framework.queries import (
    find_recommendation,
    list_origins,
    list_successors,
    say_of_recommendations,
)
from fairplace.town.governance.access import get_reader
from fairplace.town.governance.queries.memory import list_decisions_about
from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest
from fairplace.town.workstreams.queries import list_carriers


def recommendation_detail(request: TownRequest, code: str) -> HttpResponse:
    """Show one recommendation: its words, what the town says, what carries it, what became of it."""
    found = find_recommendation(town=request.town, code=code)
    if found is None or (found.status == Item.Status.DRAFT and not may(request, Ability.SEE_DESK)):
        raise Http404("There is no such recommendation.")
    say_of_recommendations(town=request.town, recommendations=[found])
    context = {
        "recommendation": found,
        "response": getattr(found, "response", None),
        "carriers": list_carriers(recommendation=found),
        "successors": list_successors(found),
        "origins": list_origins(found),
        "decisions": list_decisions_about(
            request.town, RECOMMENDATION, found.code, reader=get_reader(request)
        ),
        "may_respond": may(request, Ability.KEEP_FRAMEWORK),
    }
    return render(request, "reports/recommendation_detail.html", context)
