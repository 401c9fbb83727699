import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.town.logicmodels.rules.state import Event, State, apply, replay
from fairplace.town.logicmodels.rules.undo import Batch, UndoRefused, invert, list_undoable, same_content
from tests.factories.logicmodels import make_events, put_link, put_step
from tests.town.logicmodels.steps import content, histories, play


def add(state, changes):
    for verb, said in changes:
        state = apply(state, Event(state.seq + 1, verb, said))
    return state


def without_notes(state):
    return {**content(state), "notes": []}


@given(histories, histories)
def test_taking_back_any_changes_gives_back_the_state_before(earlier, later):
    before = play(State(), earlier)[0][-1]
    after = play(before, later)[0][-1]

    undone = add(after, invert(before, after, after))

    assert without_notes(undone) == without_notes(before)
    assert undone.notes == after.notes


@given(histories, histories, st.integers(0, 25))
def test_taking_back_step_by_step_and_doing_again_lead_back_and_forth(earlier, later, split):
    before = play(State(), earlier)[0][-1]
    states = play(before, later)[0]
    middle, after = states[min(split, len(states) - 1)], states[-1]

    back = add(after, invert(middle, after, after))
    start = add(back, invert(before, middle, back))
    forth = add(start, invert(back, start, start))

    assert without_notes(start) == without_notes(before)
    assert without_notes(forth) == without_notes(middle)


@given(histories, histories)
def test_same_content_is_what_the_plain_twin_says(one, other):
    left, right = play(State(), one)[0][-1], play(State(), other)[0][-1]

    assert same_content(left, right) == (content(left) == content(right))


BASE = [put_step("a"), put_step("b"), put_link("a", "b")]


@pytest.mark.parametrize(
    ("mine", "theirs", "sentence"),
    [
        (("put step", {"key": "a", "text": "Mine"}), ("put step", {"key": "a", "text": "Theirs"}), "Theirs"),
        (("set text", {"name": "problem", "value": "M"}), ("set text", {"name": "problem", "value": "T"}), "the same text"),
        (put_step("c"), put_link("a", "c"), "tied “Step c”"),
        (("remove link", {"key": "a-b"}), ("remove step", {"key": "b"}), "took a step of this link away"),
        (("put link", {"key": "a-b", "rationale": "M"}), ("remove link", {"key": "a-b"}), "Step a → Step b"),
    ],
)  # fmt: skip
def test_what_somebody_changed_since_is_not_taken_back(mine, theirs, sentence):
    before = replay(make_events(BASE))
    after = add(before, [mine])
    now = add(after, [theirs])

    with pytest.raises(UndoRefused) as refused:
        invert(before, after, now)

    assert sentence in str(refused.value) or "Mine" in str(refused.value)


def test_what_others_did_elsewhere_stays():
    before = replay(make_events(BASE))
    after = add(before, [("put step", {"key": "a", "text": "Mine"})])
    now = add(after, [("put step", {"key": "b", "text": "Theirs"})])

    undone = add(now, invert(before, after, now))

    assert {key: one.text for key, one in undone.steps.items()} == {"a": "Step a", "b": "Theirs"}


def test_undone_changes_can_be_done_again_until_something_new_is_done():
    one, two = Batch(1, 1), Batch(2, 3)
    back, forth, new = Batch(4, 5, undoes=2), Batch(6, 7, undoes=4), Batch(6, 6)

    assert list_undoable([one, two]) == ([one, two], [])
    assert list_undoable([one, two, back]) == ([one], [back])
    assert list_undoable([one, two, back, forth]) == ([one, forth], [])
    assert list_undoable([one, two, back, new]) == ([one, new], [])
