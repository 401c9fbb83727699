from django.http import Http404, HttpResponse
from django.shortcuts import render

from fairplace.town.framework.chain import OBJECTIVE
from fairplace.town.framework.queries import get_objective, list_recommendations, say_of_recommendations
from fairplace.town.governance.access import get_reader
from fairplace.town.governance.queries.memory import list_decisions_about
from fairplace.town.measures.queries import list_cards, list_measures_of, list_readings
from fairplace.town.measures.rules import tally
from fairplace.town.partners.queries import list_groups
from fairplace.town.places.requests import SiteRequest, TownRequest
from fairplace.town.reports.queries import get_front_page


def home(request: SiteRequest) -> HttpResponse:
    """Show the town: its promise, and what the numbers say of it."""
    if request.town is None:
        return render(request, "reports/no_town.html")
    return render(request, "reports/home.html", {"front": get_front_page(town=request.town)})


def objective_detail(request: TownRequest, code: str) -> HttpResponse:
    """Show one policy objective: its measures, its recommendations, its groups."""
    objective = get_objective(town=request.town, code=code)
    if objective is None:
        raise Http404("There is no such objective.")
    readings = list_readings(town=request.town, measures=list_measures_of(objective=objective))
    groups = [group for group in list_groups(town=request.town) if objective in group.objectives.all()]
    recommendations = list_recommendations(town=request.town, objective=code)
    context = {
        "objective": objective,
        "readings": readings,
        "cards": list_cards(town=request.town, readings=readings),
        "tally": tally(reading.verdict for reading in readings),
        "recommendations": say_of_recommendations(town=request.town, recommendations=recommendations),
        "groups": groups,
        "decisions": list_decisions_about(request.town, OBJECTIVE, code, reader=get_reader(request)),
    }
    return render(request, "reports/objective_detail.html", context)
