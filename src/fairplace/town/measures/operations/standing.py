from datetime import date

from django.db import transaction

from fairplace.town.measures.models import ImpactMeasure, Standing
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record


@transaction.atomic
def add_standing(
    *,
    by: Person | None,
    measure: ImpactMeasure,
    on: date,
    state: str,
    text: str,
    source: str,
    is_demonstration: bool = False,
) -> Standing:
    """Say how a measure stood on a day that is told in words, or as done or not done. Kept for ever."""
    told = {"state": state, "text": text, "source": source}
    standing = Standing.objects.create(
        measure=measure, on=on, by=by, is_demonstration=is_demonstration, **told
    )
    after = {"on": str(on), **told}
    record(by=by, verb="told", kind="standing", subject=measure.slug, town=measure.town.slug, after=after)
    return standing
