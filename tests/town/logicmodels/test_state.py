import json

import pytest
from hypothesis import given

from fairplace.town.logicmodels.rules.file import FileRefused, read_file, write_file
from fairplace.town.logicmodels.rules.state import Kind, Link, State, Step, from_json, replay, to_json
from tests.factories.logicmodels import make_events, put_link, put_step
from tests.town.logicmodels.steps import histories, play


@given(histories)
def test_a_state_comes_back_from_json_the_same(history):
    states, _events = play(State(), history)

    for state in states:
        assert from_json(json.loads(json.dumps(to_json(state)))) == state


@given(histories)
def test_replaying_any_part_of_the_events_gives_the_state_of_that_moment(history):
    states, events = play(State(), history)

    for number, state in enumerate(states):
        assert replay(events[:number]) == state
        assert replay(events[number:], start=state) == states[-1]


@given(histories)
def test_no_link_ever_hangs_in_the_air(history):
    states, _events = play(State(), history)

    for state in states:
        for link in state.links.values():
            assert link.start in state.steps
            assert link.end in state.steps


@given(histories)
def test_a_model_comes_back_from_its_file_the_same(history):
    states, events = play(State(), history)
    about = {"title": "Homes", "slug": "homes", "group": "", "town": "Testham", "source": ""}

    brought = read_file(write_file(about, events, names=True))

    assert brought.state == states[-1]
    assert [(one.verb, dict(one.said)) for one in brought.events] == [
        (one.verb, dict(one.said)) for one in events
    ]


def test_a_step_is_changed_field_by_field_and_keeps_the_rest():
    events = make_events(
        [put_step("a", detail="D", early=["x"]), ("put step", {"key": "a", "text": "Other", "kind": "short"})]
    )

    state = replay(events)

    assert state.steps == {
        "a": Step("a", Kind.SHORT, "Other", detail="D", early=("x",), version=2),
    }


def test_a_step_takes_the_links_that_hang_on_it_along():
    events = make_events(
        [
            put_step("a"),
            put_step("b"),
            put_step("c"),
            put_link("a", "b"),
            put_link("b", "c"),
            ("remove step", {"key": "a"}),
        ]
    )

    assert replay(events).links == {"b-c": Link("b-c", "b", "c", "It does.")}


def test_a_column_stands_in_its_order():
    state = replay(make_events([put_step("a", order=2.0), put_step("b", order=1.0), put_step("c", "input")]))

    assert [one.key for one in state.column(Kind.ACTIVITY)] == ["b", "a"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "This is no JSON file"),
        ("[]", "This is no logic model that Fairplace wrote."),
        ('{"format": "x", "title": "T", "events": []}', "This is no logic model that Fairplace wrote."),
    ],
)
def test_what_is_no_model_is_refused(text, sentence):
    with pytest.raises(FileRefused) as refused:
        read_file(text)

    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("put step", {"key": "a", "kind": "dream", "text": "T"}), "Event 1 (put step): kind"),
        (("put step", {"key": "a", "kind": "input", "text": "T", "colour": "red"}), "colour"),
        (("put step", {"key": "a b", "kind": "input", "text": "T"}), "Event 1 (put step): key"),
        (("put step", {"key": "a", "target": 1e999, "kind": "input", "text": "T"}), "target"),
        (("put step", {"key": "a"}), "do not add up"),
        (("set text", {"name": "colour", "value": "red"}), "a model has no text colour"),
        (("add note", {"about": "", "what": "mood", "value": "1", "reason": "r"}), "there is no memory mood"),
    ],
)
def test_an_event_of_a_wrong_shape_is_named(change, sentence):
    about = {"title": "T", "slug": "t", "group": "", "town": "", "source": ""}

    with pytest.raises(FileRefused) as refused:
        read_file(write_file(about, make_events([change]), names=True).replace("Infinity", "1e999"))

    assert sentence in str(refused.value)
