from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.queries.model import get_state, list_models


def list_nestable(model: LogicModel) -> list[tuple[str, str]]:
    """Return the models that may stand behind a step of this one: none in which it stands itself."""
    models = list_models(model.town)
    behind = {
        one.slug: {step.child for step in get_state(one).steps.values() if step.child} for one in models
    }
    return [
        (one.slug, one.title)
        for one in models
        if one.slug != model.slug and not _leads(behind, one.slug, model.slug)
    ]


def _leads(behind: dict[str, set[str]], start: str, end: str) -> bool:
    """Return whether one model stands, at any depth, behind a step of another."""
    seen, waiting = {start}, [start]
    for here in waiting:
        fresh = behind.get(here, set()) - seen
        seen |= fresh
        waiting += fresh
    return end in seen
