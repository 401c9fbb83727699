"""Who may say what of a measure: the conditions that `people.access.requires` asks of a record."""

from typing import Any

from django.http import Http404

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries.measure import get_measure, shares
from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest


def may_note(request: TownRequest, measure: ImpactMeasure) -> bool:
    """Return whether whoever asks may add to what is known of a measure, or say how it stands."""
    if may(request, Ability.KEEP_FRAMEWORK) or may(request, Ability.KEEP_NUMBERS):
        return True
    return may(request, Ability.SEE_DESK) and shares(measure=measure, person=request.user.pk)


def notes(request: TownRequest, slug: str, **_more: Any) -> bool:
    """Say for `requires(of=...)` whether the reader may add a note to the measure in the address."""
    measure = get_measure(town=request.town, slug=slug)
    if measure is None:
        raise Http404("There is no such measure.")
    return may_note(request, measure)
