"""What a logic model is at one moment: plain values, made from its events and from nothing else.

A model is the sum of its events, as an account is of its entries. So any past day can be shown, an undo is
one more event, two people's changes are merged event by event, and nothing is ever lost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a step is, in the order of the columns."""

    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"
    IMPACT = "impact"


class Evidence(StrEnum):
    """How strong the evidence for a link is."""

    NONE = ""
    EXPECTED = "expected"
    EXPERIENCE = "experience"
    LOCAL = "local"
    STUDIES = "studies"
    REVIEWS = "reviews"


# Whole texts of the model itself.
TEXTS = ("title", "problem", "for_whom", "assumptions", "outside", "equity")


@dataclass(frozen=True)
class Step:
    """One step. `points` are keys of the chain, "workstream:W01"; an output has its denominator.

    An outcome is told by a `measure` of the town, or by a `local` indicator in words, with the months after
    which a change may be expected (`lag`), and what would be seen earlier (`early`).
    """

    key: str
    kind: Kind
    text: str
    detail: str = ""
    order: float = 0
    version: int = 1
    points: tuple[str, ...] = ()
    measure: str = ""
    local: str = ""
    early: tuple[str, ...] = ()
    lag: int | None = None
    target: float | None = None
    actual: float | None = None
    unit: str = ""
    out_of: float | None = None
    out_of_what: str = ""
    child: str = ""


@dataclass(frozen=True)
class Link:
    """An arrow from one step to another, with why it should hold and how well that is known."""

    key: str
    start: str
    end: str
    rationale: str = ""
    evidence: Evidence = Evidence.NONE
    version: int = 1


@dataclass(frozen=True)
class Note:
    """A rating, baseline, assumption or reading about a step, a link or the model: added, never changed.

    `about` is the key of the step or link, or empty for the model; `what` says which memory it belongs to.
    """

    key: str
    about: str
    what: str
    value: str
    reason: str
    at: str
    by: str


@dataclass(frozen=True)
class State:
    """A logic model as it stood after its event number `seq`."""

    seq: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)
    text_versions: Mapping[str, int] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def column(self, kind: Kind) -> list[Step]:
        """Return the steps of a column in their order."""
        return sorted(
            (one for one in self.steps.values() if one.kind == kind), key=lambda one: (one.order, one.key)
        )

    def out_of_step(self, key: str) -> list[Link]:
        return [one for one in self.links.values() if one.start == key]

    def into_step(self, key: str) -> list[Link]:
        return [one for one in self.links.values() if one.end == key]


@dataclass(frozen=True)
class Event:
    """One change. `verb` is one of the functions in APPLY; `said` is what it takes."""

    seq: int
    verb: str
    said: Mapping[str, Any]
    at: str = ""
    by: str = ""


def _set_text(state: State, event: Event) -> State:
    name = event.said["name"]
    assert name in TEXTS, f"A logic model has no text {name}."
    versions = {**state.text_versions, name: state.text_versions.get(name, 0) + 1}
    return replace(state, texts={**state.texts, name: event.said["value"]}, text_versions=versions)


def _put_step(state: State, event: Event) -> State:
    """Add a step or change one: only the fields that are said change."""
    key, said = event.said["key"], _tuples(event.said)
    old = state.steps.get(key)
    if old is None:
        step = Step(**{**said, "kind": Kind(said["kind"])})
    else:
        kind = Kind(said.get("kind", old.kind))
        step = replace(old, **{**said, "kind": kind, "version": old.version + 1})
    return replace(state, steps={**state.steps, key: step})


def _remove_step(state: State, event: Event) -> State:
    """Take a step away, and the links that hung on it."""
    key = event.said["key"]
    steps = {name: one for name, one in state.steps.items() if name != key}
    links = {name: one for name, one in state.links.items() if key not in (one.start, one.end)}
    return replace(state, steps=steps, links=links)


def _put_link(state: State, event: Event) -> State:
    key, said = event.said["key"], dict(event.said)
    old = state.links.get(key)
    if "evidence" in said:
        said["evidence"] = Evidence(said["evidence"])
    link = Link(**said) if old is None else replace(old, **said, version=old.version + 1)
    # A link whose end was taken away meanwhile would hang in the air.
    if link.start not in state.steps or link.end not in state.steps:
        return state
    return replace(state, links={**state.links, key: link})


def _remove_link(state: State, event: Event) -> State:
    return replace(state, links={name: one for name, one in state.links.items() if name != event.said["key"]})


def _add_note(state: State, event: Event) -> State:
    note = Note(**event.said, key=f"n{event.seq}", at=event.at, by=event.by)
    return replace(state, notes=(*state.notes, note))


APPLY = {
    "set text": _set_text,
    "put step": _put_step,
    "remove step": _remove_step,
    "put link": _put_link,
    "remove link": _remove_link,
    "add note": _add_note,
}
_OF_STEP = {one.name for one in fields(Step)}


def _tuples(said: Mapping[str, Any]) -> dict[str, Any]:
    assert set(said) <= _OF_STEP, f"A step has no {set(said) - _OF_STEP}."
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}


def apply(state: State, event: Event) -> State:
    """Return the state after one more event; events come one by one, none left out."""
    assert event.seq == state.seq + 1, f"Event {event.seq} does not follow on {state.seq}."
    return replace(APPLY[event.verb](state, event), seq=event.seq)


def replay(events: Iterable[Event], start: State | None = None) -> State:
    """Return the state after all these events."""
    state = start or State()
    for event in events:
        state = apply(state, event)
    return state


def to_json(state: State) -> dict[str, Any]:
    """Return the state as plain values that JSON can hold; from_json() gives it back the same."""
    return {
        "seq": state.seq,
        "texts": dict(state.texts),
        "text_versions": dict(state.text_versions),
        "steps": [asdict(one) for one in state.steps.values()],
        "links": [asdict(one) for one in state.links.values()],
        "notes": [asdict(one) for one in state.notes],
    }


def from_json(said: Mapping[str, Any]) -> State:
    """Return the state that to_json() wrote."""
    if not said:
        return State()
    steps = [Step(**{**_tuples(one), "kind": Kind(one["kind"])}) for one in said["steps"]]
    links = [Link(**{**one, "evidence": Evidence(one["evidence"])}) for one in said["links"]]
    return State(
        said["seq"],
        dict(said["texts"]),
        dict(said["text_versions"]),
        {one.key: one for one in steps},
        {one.key: one for one in links},
        tuple(Note(**one) for one in said["notes"]),
    )
