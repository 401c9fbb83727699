from django.http import HttpResponse
from django.shortcuts import render

from fairplace.town.framework.models import Recommendation
from fairplace.town.framework.queries import get_framework, list_recommendations
from fairplace.town.places.requests import TownRequest


def recommendation_list(request: TownRequest) -> HttpResponse:
    """List what the town was advised to do; the filter stands in the address."""
    objective, status = request.GET.get("objective", ""), request.GET.get("status", "")
    context = {
        "framework": get_framework(town=request.town),
        "recommendations": list_recommendations(town=request.town, objective=objective, status=status),
        "objective": objective,
        "status": status,
        "statuses": Recommendation.Status.choices,
    }
    return render(request, "framework/recommendation_list.html", context)
