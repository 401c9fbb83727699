from django.http import HttpResponse
from django.shortcuts import render

from fairplace.town.chain.queries import list_lacking, list_questions
from fairplace.town.framework.chain import RECOMMENDATION
from fairplace.town.framework.models import Item, Response
from fairplace.town.framework.queries import get_framework, list_recommendations, say_of_recommendations
from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest

FILTERS = ("objective", "status", "horizon", "response", "edition")


def recommendation_list(request: TownRequest) -> HttpResponse:
    """List what the town was advised to do; the filter stands in the address."""
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    drafts = may(request, Ability.KEEP_FRAMEWORK)
    listed = list_recommendations(town=request.town, drafts=drafts, **asked)
    questions = list_questions(about=RECOMMENDATION, public=not may(request, Ability.SEE_DESK))
    without = next((check for check in questions if check.code == request.GET.get("without")), None)
    if without:
        lacking = list_lacking(town=request.town, check=without)
        listed = [one for one in listed if one.code in lacking]
    context = {
        **asked,
        "framework": get_framework(town=request.town, edition=asked["edition"]),
        "recommendations": say_of_recommendations(town=request.town, recommendations=listed),
        "statuses": Item.Status.choices if drafts else Item.Status.choices[:-1],
        "horizons": [(value, label) for value, label in Item.Horizon.choices if value],
        "answers": Response.Answer.choices,
        "questions": questions,
        "without": without.code if without else "",
        "may_keep": drafts,
    }
    return render(request, "framework/recommendation_list.html", context)
