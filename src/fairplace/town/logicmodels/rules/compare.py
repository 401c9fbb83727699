"""Two states of a model side by side, in words: what was added, what went, what changed, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.logicmodels.rules.state import Evidence, Kind, Link, Note, State, Step
from fairplace.town.logicmodels.rules.words import EVIDENCE, FIELD_WORDS, KINDS, TEXT_WORDS

UNSAID = ("key", "version", "order")


@dataclass(frozen=True)
class Difference:
    """One field before and after, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Changed:
    """A step, a link or the model's texts, with what differs."""

    name: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    """What one state has that the other has not."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Changed, ...]
    notes: tuple[Note, ...]

    @property
    def is_same(self) -> bool:
        return not (self.added or self.removed or self.changed or self.notes)


def compare(old: State, new: State) -> Comparison:
    """Return how the newer state differs from the older one. The place in a column is left out."""
    texts = tuple(_compare_texts(old, new))
    return Comparison(
        (
            *_names(new.steps, old.steps, name_step),
            *_names(new.links, old.links, lambda one: name_link(new, one)),
        ),
        (
            *_names(old.steps, new.steps, name_step),
            *_names(old.links, new.links, lambda one: name_link(old, one)),
        ),
        (*([Changed(_("The model itself"), texts)] if texts else []), *_changes(old, new)),
        tuple(note for note in new.notes if note not in old.notes),
    )


def name_step(step: Step) -> str:
    return _("%(kind)s: %(text)s") % {"kind": str(KINDS[step.kind].singular).capitalize(), "text": step.text}


def name_link(state: State, link: Link) -> str:
    ends = {"start": state.steps[link.start].text, "end": state.steps[link.end].text}
    return _("Link: %(start)s → %(end)s") % ends


def _names(have: Mapping[str, Any], have_not: Mapping[str, Any], name: Any) -> list[str]:
    return [name(one) for key, one in have.items() if key not in have_not]


def _compare_texts(old: State, new: State) -> Iterator[Difference]:
    for name, words in TEXT_WORDS.items():
        before, after = old.texts.get(name, ""), new.texts.get(name, "")
        if before != after:
            yield Difference(str(words), before, after)


def _changes(old: State, new: State) -> Iterator[Changed]:
    for key, step in new.steps.items():
        if key in old.steps and (found := differ(old.steps[key], step, old, new)):
            yield Changed(name_step(step), found)
    for key, link in new.links.items():
        if key in old.links and (found := differ(old.links[key], link, old, new)):
            yield Changed(name_link(new, link), found)


def differ(old: Any, new: Any, before: State, after: State) -> tuple[Difference, ...]:
    """Return the fields in which two steps or links differ, in words."""
    names = [one.name for one in fields(new) if one.name not in UNSAID]
    return tuple(
        Difference(
            str(FIELD_WORDS[name]),
            _say_field(name, getattr(old, name), before),
            _say_field(name, getattr(new, name), after),
        )
        for name in names
        if getattr(old, name) != getattr(new, name)
    )


def _say_field(name: str, value: Any, state: State) -> str:
    return state.steps[value].text if name in ("start", "end") else say(value)


def say(value: Any) -> str:
    """Return a value of a step or link as a reader would say it."""
    if isinstance(value, Evidence):
        return str(EVIDENCE[value])
    if isinstance(value, Kind):
        return str(KINDS[value].plural)
    if value is None or value == "":
        return ""
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, float):
        return f"{value:,g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return str(value)
