from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.measures.models import ImpactMeasure, Note, Standing
from fairplace.town.places.models import Town


@transaction.atomic
def save_demonstration_notes(
    *, town: Town, notes: Iterable[Mapping[str, Any]], standings: Iterable[Mapping[str, Any]]
) -> None:
    """Add invented notes and standings, each once, marked as such. Days are counted from today."""
    measures = {one.slug: one for one in ImpactMeasure.objects.filter(town=town)}
    for entry in notes:
        said = {**entry, "measure": measures[entry["measure"]]}
        Note.objects.get_or_create(**said, is_demonstration=True)
    today = timezone.localdate()
    for entry in standings:
        said = {key: entry[key] for key in ("state", "text", "source")}
        Standing.objects.get_or_create(
            measure=measures[entry["measure"]],
            **said,
            is_demonstration=True,
            defaults={"on": today + timedelta(days=entry["day"])},
        )
