from django.db import transaction

from fairplace.town.measures.models import ImpactMeasure, Note
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record


@transaction.atomic
def add_note(
    *, by: Person | None, measure: ImpactMeasure, kind: str, text: str, is_demonstration: bool = False
) -> Note:
    """Add to what is known of a curve. Nothing is written over: what was said before stays below."""
    note = Note.objects.create(
        measure=measure, kind=kind, text=text, by=by, is_demonstration=is_demonstration
    )
    subject = f"{measure.slug}, {kind}"
    record(by=by, verb="added", kind="note", subject=subject, town=measure.town.slug, after={"text": text})
    return note
