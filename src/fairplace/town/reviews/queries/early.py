"""Reads for which measures it is too early: by the year they are judged from, and by logic models."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from fairplace.town.logicmodels.queries.alive import list_living
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.places.models import Town
from fairplace.town.reviews.rules.assessment import Early, find_early


def list_early(*, town: Town, measures: Iterable[ImpactMeasure], day: date | None = None) -> dict[str, Early]:
    """Return for which measures "too early" may be said, until when and why, by slug."""
    day = day or timezone.localdate()
    signs = _list_signs(town, day)
    found = {one.slug: find_early(one.judged_from, signs.get(one.slug, []), day) for one in measures}
    return {slug: early for slug, early in found.items() if early}


def _list_signs(town: Town, day: date) -> dict[str, list[Early]]:
    """Return what logic models promise of each measure and is not due yet: early signs, and outcomes."""
    found: dict[str, list[Early]] = {}
    for living in list_living(town, today=day):
        for promise in living.life.promises:
            slug = living.state.steps[promise.step].measure
            if slug and not promise.is_due:
                found.setdefault(slug, []).append(Early(promise.due_on, promise.sentence))
    return found
