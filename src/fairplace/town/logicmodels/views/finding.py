"""What the views of logic models share: the model, step or link that an address names."""

from typing import Any

from django.http import Http404

from fairplace.town.logicmodels.access import leads_model, may_read
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.queries.model import find_model
from fairplace.town.logicmodels.rules.state import Link, State, Step
from fairplace.town.places.models import Town
from fairplace.town.places.requests import TownRequest


def find_of_address(town: Town, slug: str, **_more: Any) -> LogicModel | None:
    """Return the model that an address names, whatever else stands in it."""
    return find_model(town, slug)


# For views of those who may change the model that the address names.
leads = leads_model(find_of_address)


def find_or_404(request: TownRequest, slug: str) -> LogicModel:
    model = find_model(request.town, slug)
    if model is None:
        raise Http404("There is no such logic model.")
    return model


def find_readable_or_404(request: TownRequest, slug: str) -> LogicModel:
    """Return a model that whoever asks may read. Others are told that there is none."""
    model = find_or_404(request, slug)
    if not may_read(request, model):
        raise Http404("There is no such logic model.")
    return model


def find_step_or_404(state: State, key: str) -> Step:
    if key not in state.steps:
        raise Http404("There is no such step.")
    return state.steps[key]


def find_link_or_404(state: State, key: str) -> Link:
    if key not in state.links:
        raise Http404("There is no such link.")
    return state.links[key]
