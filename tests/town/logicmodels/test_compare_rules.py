from fairplace.town.logicmodels.rules.compare import Changed, Comparison, Difference, compare
from fairplace.town.logicmodels.rules.state import replay
from tests.factories.logicmodels import make_events, put_link, put_step

OLD = [
    ("set text", {"name": "problem", "value": "Cold"}),
    put_step("a", "activity"),
    put_step("b", "output", target=10.0, early=["x"]),
    put_step("c", "short"),
    put_link("a", "b"),
    put_link("b", "c"),
]


def test_two_moments_are_compared_field_by_field_in_words():
    old = replay(make_events(OLD))
    changes = [
        ("set text", {"name": "problem", "value": "Colder"}),
        ("put step", {"key": "b", "target": 2500.0, "early": ["x", "y"], "order": 4.0}),
        put_step("d", "impact"),
        put_link("a", "d", evidence="local"),
        ("put link", {"key": "a-b", "end": "d", "evidence": "reviews"}),
        ("remove step", {"key": "c"}),
        ("add note", {"about": "", "what": "rating", "value": "Good", "reason": "r"}),
    ]
    new = replay(make_events([*OLD, *changes]))

    found = compare(old, new)

    assert found.added == ("Impact: Step d", "Link: Step a → Step d")
    assert found.removed == ("Short-term outcome: Step c", "Link: Step b → Step c")
    assert found.changed == (
        Changed("The model itself", (Difference("The problem", "Cold", "Colder"),)),
        Changed(
            "Output: Step b",
            (Difference("Early signs", "x", "x; y"), Difference("Target", "10", "2,500")),
        ),
        Changed(
            "Link: Step a → Step d",
            (
                Difference("To", "Step b", "Step d"),
                Difference("Evidence", "Not said", "Reviews of many studies show it"),
            ),
        ),
    )
    assert [note.value for note in found.notes] == ["Good"]


def test_nothing_differs_from_itself_nor_by_its_place_alone():
    old = replay(make_events(OLD))
    moved = replay(make_events([*OLD, ("put step", {"key": "a", "order": 9.0})]))

    assert compare(old, old) == Comparison((), (), (), ())
    assert compare(old, moved).is_same
