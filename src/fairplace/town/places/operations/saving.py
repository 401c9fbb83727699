"""Saves what several people may be changing at one time, so that nobody writes over what they never saw."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction

from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.places.models.versioned import Versioned

One = TypeVar("One", bound=Versioned)


class ChangedMeanwhile(Exception):
    """Somebody else saved it since it was read: `now` is how it stands."""

    def __init__(self, now: Versioned) -> None:
        super().__init__("Somebody else saved this meanwhile.")
        self.now = now


def lock(one: One, *, version: int) -> One:
    """Return the row as it is now, held until the transaction ends. Refuse when it is not the one read."""
    assert transaction.get_connection().in_atomic_block, "A lock lasts as long as its transaction."
    now = type(one)._default_manager.select_for_update(of=("self",)).get(pk=one.pk)
    if now.version != version:
        raise ChangedMeanwhile(now)
    return now


def describe(one: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the named fields as the record keeps them."""
    said = {name: getattr(one, name) for name in names}
    plain = (str, int, float, bool, list, dict, type(None))
    return {name: value if isinstance(value, plain) else str(value) for name, value in said.items()}


@transaction.atomic
def save_fields(
    one: One,
    *,
    by: Person | None,
    town: Town,
    kind: str,
    subject: str,
    version: int,
    values: Mapping[str, Any],
    verb: str = "changed",
) -> One:
    """Set the values on a row that was read at `version`, count the version up, and write it down.

    Nothing is written when nothing differs. Raises ChangedMeanwhile when somebody saved it since.
    """
    now = lock(one, version=version)
    names = tuple(values)
    before = describe(now, names)
    for name, value in values.items():
        setattr(now, name, value)
    after = describe(now, names)
    if before == after:
        return now
    now.version += 1
    now.save()
    record(by=by, verb=verb, kind=kind, subject=subject, town=town.slug, before=before, after=after)
    return now


def next_number(model: Any, town: Town) -> int:
    """Return the next free number in a town; the town is held until the transaction ends."""
    Town.objects.select_for_update().get(pk=town.pk)
    last = model.objects.filter(town=town).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
