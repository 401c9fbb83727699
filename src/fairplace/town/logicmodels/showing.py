"""What a drawing is told beside the state itself: how its steps stand by their tests, and names of measures."""

from collections.abc import Mapping

from fairplace.town.logicmodels.drawing import Mark
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.rules.state import State
from fairplace.town.measures.models import ImpactMeasure


def list_names(model: LogicModel, state: State) -> dict[str, str]:
    """Return what the measures of a state are called, by slug."""
    wanted = {one.measure for one in state.steps.values() if one.measure}
    if not wanted:
        return {}
    return {one.slug: str(one) for one in ImpactMeasure.objects.filter(town=model.town, slug__in=wanted)}


def list_marks(model: LogicModel, state: State) -> Mapping[str, Mark]:
    return {}
