import pytest

from fairplace.town.people.models import Person
from fairplace.town.workstreams.models import (
    Batch,
    Contribution,
    Mark,
    Round,
    Settlement,
    Share,
    Strategy,
    Workstream,
)


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        (Workstream(code="W1", name="Warm homes"), "Warm homes"),
        (Share(workstream=Workstream(name="Warm homes"), quintile=2), "Warm homes, fifth 2"),
        (Strategy(name="Housing plan"), "Housing plan"),
        (Contribution(text="We sang. " * 20), ("We sang. " * 20)[:80]),
        (Round(name="Spring"), "Spring"),
        (Settlement(fit="part"), "part"),
        (Batch(changes=[1, 2]), "2 cells"),
    ],
)
def test_everything_has_a_name(thing, name):
    assert str(thing) == name


def test_a_mark_names_who_made_it():
    assert str(Mark(by=Person(name="Ada"), fit="part")) == "Ada: part"
