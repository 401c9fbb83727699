"""What hangs on an item, in whatever app stands above: it goes along to what takes the item's place."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from fairplace.town.framework.models import Item, PolicyObjective, Recommendation, Response


def move_ties(places: Mapping[int, int]) -> None:
    """Point everything that points at the items (old key to new key) at what takes their place.

    Where the new one has the same tie already, the old tie stays where it is. Responses are not moved:
    they answer the words of their own edition.
    """
    for table, column in _list_pointers():
        rows = table.objects.filter(**{f"{column}__in": list(places)})
        for pk, old in rows.values_list("pk", column):
            try:
                with transaction.atomic():
                    table.objects.filter(pk=pk).update(**{column: places[old]})
            except IntegrityError:
                continue


def _list_pointers() -> list[tuple[Any, str]]:
    """Return the tables above this app that point at items, with the column that does."""
    found = []
    for model in (Item, PolicyObjective, Recommendation):
        for relation in model._meta.related_objects:  # Django's documented way to ask
            if relation.related_model._meta.app_label == "framework":
                continue
            if relation.many_to_many:
                through: Any = relation.through  # pyright: ignore[reportAttributeAccessIssue]
                field: Any = relation.field
                found.append((through, field.m2m_reverse_field_name() + "_id"))
            else:
                found.append((relation.related_model, relation.field.attname))
    return list(dict.fromkeys(found))


def copy_responses(places: Mapping[int, int]) -> None:
    """Give items that have no response yet those that the town gave to the old ones (old key to new key)."""
    answered = set(
        Response.objects.filter(recommendation__in=places.values()).values_list("recommendation", flat=True)
    )
    places = {old: new for old, new in places.items() if new not in answered}
    for one in Response.objects.filter(recommendation__in=list(places)):
        one.recommendation_id, one.pk = places[one.recommendation_id], None  # pyright: ignore
        one._state.adding = True  # a copy is a new row
        one.save()
