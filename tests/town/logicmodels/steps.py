"""Random changes of a model, as people would make them: some add, some change, some take away."""

from dataclasses import asdict

from hypothesis import strategies as st

from fairplace.town.logicmodels.rules.state import TEXTS, Event, Evidence, Kind, apply

STEPS = [f"s{n}" for n in range(5)]
LINKS = [f"l{n}" for n in range(4)]
WORDS = st.text("abc =\n", max_size=6)
KINDS = st.sampled_from([kind.value for kind in Kind])

step_fields = st.fixed_dictionaries(
    {},
    optional={
        "kind": KINDS,
        "text": WORDS,
        "order": st.sampled_from([0.0, 1.0, 2.5]),
        "points": st.lists(st.sampled_from(["workstream:W1", "action:A1"]), max_size=2, unique=True),
        "early": st.lists(st.sampled_from(["x", "y"]), max_size=2, unique=True),
        "measure": st.sampled_from(["", "jobs"]),
        "lag": st.none() | st.integers(0, 60),
        "target": st.none() | st.integers(0, 9).map(float),
    },
)
changes = st.one_of(
    st.tuples(st.just("put step"), st.sampled_from(STEPS), step_fields, KINDS),
    st.tuples(
        st.just("put link"),
        st.sampled_from(LINKS),
        st.fixed_dictionaries(
            {"start": st.sampled_from(STEPS), "end": st.sampled_from(STEPS)},
            optional={"rationale": WORDS, "evidence": st.sampled_from([one.value for one in Evidence])},
        ),
    ),
    st.tuples(st.just("remove step"), st.sampled_from(STEPS)),
    st.tuples(st.just("remove link"), st.sampled_from(LINKS)),
    st.tuples(st.just("set text"), st.sampled_from(TEXTS), WORDS),
    st.tuples(st.just("add note"), WORDS),
)
histories = st.lists(changes, max_size=25)


def to_event(state, change) -> Event:
    """Return the change as an event that follows on a state."""
    verb, *more = change
    if verb == "put step":
        key, fields, kind = more
        needed = {} if key in state.steps else {"kind": kind, "text": "T"}
        said = {"key": key, **needed, **fields}
    elif verb == "put link":
        said = {"key": more[0], **more[1]}
    elif verb == "set text":
        said = {"name": more[0], "value": more[1]}
    elif verb == "add note":
        said = {"about": "", "what": "rating", "value": more[0], "reason": "r"}
    else:
        said = {"key": more[0]}
    return Event(state.seq + 1, verb, said, "2026-01-05T12:00:00+00:00", "Ada")


def play(state, history):
    """Return the states after each change, the first being the one given, and the events between them."""
    states, events = [state], []
    for change in history:
        event = to_event(states[-1], change)
        states.append(apply(states[-1], event))
        events.append(event)
    return states, events


def content(state) -> dict:
    """Return what a state says, in plain values and without its versions: the slow twin of same_content()."""

    def strip(items):
        return {key: {**asdict(one), "version": 0} for key, one in items.items()}

    return {
        "texts": {name: value for name, value in state.texts.items() if value},
        "steps": strip(state.steps),
        "links": strip(state.links),
        "notes": [asdict(one) for one in state.notes],
    }
