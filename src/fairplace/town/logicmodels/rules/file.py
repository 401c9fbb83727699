"""A logic model as a file that holds all of it, and what is wrong with one that cannot be read."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from fairplace.town.logicmodels.rules.state import TEXTS, Event, Evidence, Kind, State, replay
from fairplace.town.logicmodels.rules.words import NOTES

FORMAT = "fairplace logic model 1"
MOST_EVENTS = 20_000
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$", max_length=20)]
Line = Annotated[str, Field(max_length=2000)]
Words = Annotated[str, Field(max_length=10_000)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class FileRefused(Exception):
    """A file cannot be read as a logic model; the message is a sentence for whoever brought it."""


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Text(_Said):
    name: str
    value: Words


class _Step(_Said):
    key: Key
    kind: Kind = Kind.INPUT
    text: Line = ""
    detail: Words = ""
    order: Number = 0
    version: int = 1
    points: list[Line] = []
    measure: Line = ""
    local: Line = ""
    early: list[Line] = []
    lag: Annotated[int, Field(ge=0, le=1200)] | None = None
    target: Number | None = None
    actual: Number | None = None
    unit: Line = ""
    out_of: Number | None = None
    out_of_what: Line = ""
    child: Line = ""


class _Link(_Said):
    key: Key
    start: Key = ""
    end: Key = ""
    rationale: Words = ""
    evidence: Evidence = Evidence.NONE
    version: int = 1


class _Gone(_Said):
    key: Key


class _Note(_Said):
    about: Line
    what: str
    value: Words
    reason: Words


SHAPES: dict[str, type[BaseModel]] = {
    "set text": _Text,
    "put step": _Step,
    "put link": _Link,
    "remove step": _Gone,
    "remove link": _Gone,
    "add note": _Note,
}


class _Event(BaseModel):
    model_config = ConfigDict(extra="forbid")
    verb: Literal["set text", "put step", "put link", "remove step", "remove link", "add note"]
    said: dict[str, Any]
    at: AwareDatetime
    by: Annotated[str, Field(max_length=254)] = ""


class _File(BaseModel):
    format: Literal["fairplace logic model 1"]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    slug: str = ""
    group: str = ""
    town: str = ""
    source: Words = ""
    events: Annotated[list[_Event], Field(max_length=MOST_EVENTS)]


@dataclass(frozen=True)
class Brought:
    """A model as a file told it: what it is called, whence it comes, its events and what they add up to."""

    title: str
    slug: str
    group: str
    town: str
    source: str
    events: tuple[Event, ...]
    state: State


def write_file(about: Mapping[str, str], events: Iterable[Event], *, names: bool) -> str:
    """Return a model as JSON text; without the names of people where they are not for everybody."""
    told = [
        {
            "verb": event.verb,
            "said": dict(event.said),
            "at": event.at,
            "by": event.by if names else "",
        }
        for event in events
    ]
    return json.dumps({"format": FORMAT, **about, "events": told}, ensure_ascii=False, indent=1)


def read_file(text: str) -> Brought:
    """Return the model that write_file() wrote. Raises FileRefused with what is wrong and where."""
    try:
        told = TypeAdapter(_File).validate_json(text)
    except ValidationError as error:
        raise FileRefused(_explain(error)) from error
    events = tuple(
        Event(n, one.verb, _check(n, one), one.at.isoformat(), one.by)
        for n, one in enumerate(told.events, start=1)
    )
    try:
        state = replay(events)
    except (AssertionError, KeyError, TypeError, ValueError) as error:
        raise FileRefused(_("The events of this file do not add up to a model.")) from error
    return Brought(told.title, told.slug, told.group, told.town, told.source, events, state)


def _check(number: int, event: _Event) -> dict[str, Any]:
    """Return what an event says when it has the right shape: only what it says, nothing filled in."""
    try:
        told = SHAPES[event.verb].model_validate(event.said)
    except ValidationError as error:
        said = _("Event %(number)s (%(verb)s): %(why)s")
        told_why = {"number": number, "verb": event.verb, "why": _explain(error)}
        raise FileRefused(said % told_why) from error
    if isinstance(told, _Text) and told.name not in TEXTS:
        raise FileRefused(
            _("Event %(number)s: a model has no text %(name)s.") % {"number": number, "name": told.name}
        )
    if isinstance(told, _Note) and told.what not in NOTES:
        raise FileRefused(
            _("Event %(number)s: there is no memory %(name)s.") % {"number": number, "name": told.what}
        )
    return told.model_dump(mode="json", exclude_unset=True)


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return _("This is no JSON file: %(why)s.") % {"why": first["msg"].removeprefix("Invalid JSON: ")}
    place = ".".join(str(part) for part in first["loc"])
    if place == "format" or not first["loc"]:
        return _("This is no logic model that Fairplace wrote.")
    return _("%(place)s: %(why)s.") % {"place": place, "why": first["msg"]}


def mend_pointers(state: State, chosen: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Return the changes that point steps at what was chosen instead; an empty choice drops the pointer."""
    changes = []
    for step in state.steps.values():
        said: dict[str, Any] = {}
        points = [chosen.get(one, one) for one in step.points]
        kept = list(dict.fromkeys(one for one in points if one))
        if kept != list(step.points):
            said["points"] = kept
        for name, kind in (("measure", "measure:"), ("child", "logic-model:")):
            pointer = kind + getattr(step, name)
            if pointer in chosen and getattr(step, name):
                said[name] = chosen[pointer].removeprefix(kind)
        if said:
            changes.append(("put step", {"key": step.key, **said}))
    return changes
