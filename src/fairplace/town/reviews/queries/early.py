"""Reads for which measures it is too early: by the year they are judged from, and by logic models."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.queries.alive import list_living
from fairplace.town.logicmodels.rules.state import State, Step
from fairplace.town.logicmodels.rules.words import OUTCOMES, Memory
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.places.models import Town
from fairplace.town.reviews.rules.assessment import Early, find_early


def list_early(*, town: Town, measures: Iterable[ImpactMeasure], day: date | None = None) -> dict[str, Early]:
    """Return for which measures "too early" may be said, until when and why, by slug."""
    day = day or timezone.localdate()
    signs = _list_signs(town, day)
    found = {one.slug: find_early(one.judged_from, signs.get(one.slug, []), day) for one in measures}
    return {slug: early for slug, early in found.items() if early}


@dataclass(frozen=True)
class Signs:
    """What a logic model expects to see before a measure moves, when that is looked at, and what was noted.

    `notes` are the newest words on the signs and on the outcome, each with its day.
    """

    model: LogicModel
    step: Step
    promises: tuple[str, ...]
    notes: tuple[tuple[date, str, str], ...]


def list_early_signs(*, town: Town, measure: str) -> list[Signs]:
    """Return the outcomes of logic models that this measure tells, with their early signs and days."""
    return [
        Signs(
            living.model,
            step,
            tuple(one.sentence for one in living.life.promises if one.step == step.key),
            tuple(_list_notes(living.state, step)),
        )
        for living in list_living(town)
        for step in living.state.steps.values()
        if step.measure == measure and step.kind in OUTCOMES
    ]


def _list_notes(state: State, step: Step) -> Iterator[tuple[date, str, str]]:
    for what in (Memory.SIGN, Memory.RATING):
        own = [one for one in state.notes if one.about == step.key and one.what == what]
        for newest in sorted(own, key=lambda one: one.at)[-1:]:
            yield date.fromisoformat(newest.at[:10]), newest.value, newest.reason


def _list_signs(town: Town, day: date) -> dict[str, list[Early]]:
    """Return what logic models promise of each measure and is not due yet: early signs, and outcomes."""
    found: dict[str, list[Early]] = {}
    for living in list_living(town, today=day):
        for promise in living.life.promises:
            slug = living.state.steps[promise.step].measure
            if slug and not promise.is_due:
                found.setdefault(slug, []).append(Early(promise.due_on, promise.sentence))
    return found
