"""Who may see and change the areas that a town drew itself."""

from django.http import Http404

from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Area
from fairplace.town.places.queries.area import get_area
from fairplace.town.places.requests import TownRequest


def may_publish(request: TownRequest) -> bool:
    """Return whether whoever asks may make areas public: who answers for figures or for the framework."""
    return may(request, Ability.KEEP_NUMBERS) or may(request, Ability.KEEP_FRAMEWORK)


def may_change_area(request: TownRequest, area: Area) -> bool:
    """Return whether whoever asks may change an area: who may publish, or made it, until it is public."""
    is_mine = request.user.is_authenticated and area.made_by_id == request.user.pk
    return may_publish(request) or (may(request, Ability.SEE_DESK) and is_mine and not area.is_public)


def find_area(request: TownRequest, slug: str) -> Area:
    """Return the area of that name, if whoever asks may see it."""
    area = get_area(town=request.town, slug=slug, is_signed_in=may(request, Ability.SEE_DESK))
    if area is None:
        raise Http404("There is no such area.")
    return area
