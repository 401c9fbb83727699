"""Asks those above whose measure an indicator is: they may see its figures before they are published."""

from collections.abc import Callable, Iterable

from fairplace.town.people.models import Person
from fairplace.town.places.models import Town

type_of_told = Callable[[Town, Person], Iterable[int]]
OWNED: dict[str, type_of_told] = {}


def register_owned(name: str, tell: type_of_told) -> None:
    """Have `tell` asked for the keys of the indicators whose measures somebody owns."""
    OWNED[name] = tell


def list_owned(*, town: Town, person: Person) -> set[int]:
    """Return the keys of the indicators whose measures this person owns."""
    return {pk for tell in OWNED.values() for pk in tell(town, person)}
