from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.places.models import Comparator, Place, Town


def save_town(*, place: str, values: Mapping[str, Any], comparators: Iterable[Mapping[str, Any]]) -> Town:
    """Add or update the town of that place. The first town of an install stands at the front."""
    at_front = not Town.objects.filter(is_default=True).exclude(slug=values["slug"]).exists()
    town, _ = Town.objects.update_or_create(
        slug=values["slug"],
        defaults={**values, "place": Place.objects.get(code=place), "is_default": at_front},
    )
    town.comparators.all().delete()
    ids = dict(Place.objects.values_list("code", "pk"))
    Comparator.objects.bulk_create(
        Comparator(
            town=town, place_id=ids[entry["place"]], role=entry["role"], why=entry["why"], position=position
        )
        for position, entry in enumerate(comparators, start=1)
    )
    return town
