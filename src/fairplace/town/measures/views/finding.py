"""Finds what an address names, or answers that there is no such thing."""

from django.http import Http404

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import get_measure
from fairplace.town.places.requests import TownRequest


def find_measure(request: TownRequest, slug: str) -> ImpactMeasure:
    measure = get_measure(town=request.town, slug=slug)
    if measure is None:
        raise Http404("There is no such measure.")
    return measure
