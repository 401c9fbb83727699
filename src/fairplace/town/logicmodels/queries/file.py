from dataclasses import dataclass

from django.db.models import Q

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.queries.model import list_models, to_event
from fairplace.town.logicmodels.queries.pointer import POINTABLE, Pointer, list_known, list_pointable
from fairplace.town.logicmodels.rules.checks import list_pointers
from fairplace.town.logicmodels.rules.file import write_file
from fairplace.town.logicmodels.rules.state import State
from fairplace.town.measures.queries import list_measures
from fairplace.town.places.models import Town


def write_model(model: LogicModel, *, names: bool, seq: int | None = None) -> str:
    """Return a whole model as JSON text, up to one event where the reader may see no further."""
    events = model.events.order_by("seq")
    if seq is not None:
        events = events.filter(seq__lte=seq)
    about = {
        "title": model.title,
        "slug": model.slug,
        "group": model.group.slug if model.group else "",
        "town": model.town.name,
        "source": model.source,
    }
    return write_file(about, map(to_event, events), names=names)


def list_models_elsewhere(town: Town) -> list[LogicModel]:
    """Return the models of other towns of this install that everybody may read, to be copied from."""
    shown = Q(is_illustrative=True) | Q(is_template=True)
    found = LogicModel.objects.filter(shown, archived_on=None).exclude(town=town)
    return list(found.exclude(is_template=True).select_related("town").order_by("town__name", "title"))


@dataclass(frozen=True)
class Unresolved:
    """A pointer that leads nowhere in this town, the steps that have it, and what may take its place."""

    key: str
    steps: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]


def list_unresolved(town: Town, state: State) -> list[Unresolved]:
    """Return the pointers of a model that lead nowhere in a town."""
    known = list_known(town, [state])
    steps: dict[str, list[str]] = {}
    for step in state.steps.values():
        for key in list_pointers(step):
            if key not in known:
                steps.setdefault(key, []).append(step.text)
    offered = _list_offered(town, {key.partition(":")[0] for key in steps})
    return [
        Unresolved(key, tuple(texts), tuple(offered.get(key.partition(":")[0], ())))
        for key, texts in steps.items()
    ]


def _list_offered(town: Town, kinds: set[str]) -> dict[str, list[tuple[str, str]]]:
    offered: dict[str, list[tuple[str, str]]] = {}
    pointable: dict[str, Pointer] = list_pointable(town, kinds & set(POINTABLE))
    for key, one in pointable.items():
        offered.setdefault(key.partition(":")[0], []).append((key, one.name))
    if "measure" in kinds:
        offered["measure"] = [(f"measure:{one.slug}", one.name) for one in list_measures(town=town)]
    if "logic-model" in kinds:
        offered["logic-model"] = [(f"logic-model:{one.slug}", one.title) for one in list_models(town)]
    return offered
