from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.queries.model import get_state, list_models
from fairplace.town.logicmodels.rules.alive import Life, get_life
from fairplace.town.logicmodels.rules.promises import Promise
from fairplace.town.logicmodels.rules.state import State
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import list_readings
from fairplace.town.places.models import Town


class Living(NamedTuple):
    """A model with what it says and how it is alive."""

    model: LogicModel
    state: State
    life: Life


def get_living(model: LogicModel, state: State | None = None, *, today: date | None = None) -> Living:
    """Return how a model is alive today, or how this state of it is."""
    state = get_state(model) if state is None else state
    return _live([(model, state)], model.town, today)[0]


def list_living(town: Town, *, today: date | None = None) -> list[Living]:
    """Return how all models of a town are alive, in a handful of queries for however many."""
    return _live([(model, get_state(model)) for model in list_models(town)], town, today)


def list_living_of(models: Iterable[LogicModel], town: Town, *, today: date | None = None) -> list[Living]:
    """Return how these models of a town are alive, in as few queries as for one."""
    return _live([(model, get_state(model)) for model in models], town, today)


def _live(pairs: Iterable[tuple[LogicModel, State]], town: Town, today: date | None) -> list[Living]:
    known = list(pairs)
    verdicts = list_verdicts(
        town, {step.measure for _model, state in known for step in state.steps.values() if step.measure}
    )
    today = today or timezone.localdate()
    return [
        Living(
            model,
            state,
            get_life(state, verdicts=verdicts, made_on=timezone.localdate(model.made_at), today=today),
        )
        for model, state in known
    ]


def list_verdicts(town: Town, slugs: Iterable[str]) -> dict[str, str]:
    """Return what the tests say of these measures, by slug."""
    wanted = ImpactMeasure.objects.filter(town=town, slug__in=set(slugs)).select_related("indicator")
    return {one.measure.slug: one.verdict for one in list_readings(town=town, measures=wanted)}


class Due(NamedTuple):
    """A promise of one model."""

    model: LogicModel
    promise: Promise


def list_promises(town: Town, *, today: date | None = None) -> list[Due]:
    """Return the promises of all models of a town, by day: what is due, and what will be."""
    found = [
        Due(one.model, promise) for one in list_living(town, today=today) for promise in one.life.promises
    ]
    return sorted(found, key=lambda due: (due.promise.due_on, due.model.slug))
