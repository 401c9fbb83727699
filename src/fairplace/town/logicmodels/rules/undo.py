"""Takes changes back: by more events that say the opposite, never by forgetting."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.logicmodels.rules.state import Event, State

Change = tuple[str, dict[str, Any]]


class UndoRefused(Exception):
    """A change cannot be taken back; the message is a sentence for whoever asked."""


@dataclass(frozen=True)
class Batch:
    """Events that were added in one step; `undoes` is the first event of the batch that they take back."""

    first: int
    last: int
    undoes: int | None = None


def list_undoable(batches: Iterable[Batch]) -> tuple[list[Batch], list[Batch]]:
    """Return what one person may take back and what they may do again, the newest last.

    To do again is to take back the taking back. Whoever changes something new cannot go forward any more.
    """
    done: list[Batch] = []
    undone: list[Batch] = []
    for batch in batches:
        if batch.undoes is None:
            done.append(batch)
            undone.clear()
        elif done and done[-1].first == batch.undoes:
            done.pop()
            undone.append(batch)
        elif undone and undone[-1].first == batch.undoes:
            undone.pop()
            done.append(batch)
    return done, undone


def is_undoable(events: Sequence[Event]) -> bool:
    """Return whether anything of these can be taken back: notes are memory, and stay."""
    return any(event.verb != "add note" for event in events)


def invert(before: State, after: State, now: State) -> list[Change]:
    """Return the changes that take the model from `after` back to `before`, as far as they differ.

    Raises UndoRefused where somebody changed the same step, link or text since, as `now` shows.
    """
    _refuse_changed(before, after, now)
    # What was added goes last: a link may have been moved to a step that was added with it.
    return [*_texts(before, after), *_steps(before, after), *_links(before, after), *_added(before, after)]


def _refuse_changed(before: State, after: State, now: State) -> None:
    for name in _differing(before.texts, after.texts):
        if now.texts.get(name) != after.texts.get(name):
            raise UndoRefused(_("Somebody changed the same text since. Nothing was taken back."))
    for was, then, today in (
        (before.steps, after.steps, now.steps),
        (before.links, after.links, now.links),
    ):
        for key in _differing(was, then):
            # By what it says, not by its version: taking back a later change of one's own counts on.
            if _content(today.get(key)) != _content(then.get(key)):
                what = _name(before, after, key)
                said = _("Somebody changed “%(what)s” since. Nothing was taken back.")
                raise UndoRefused(said % {"what": what})
    for key in after.steps.keys() - before.steps.keys():
        hanging = [one for one in now.links.values() if key in (one.start, one.end)]
        if any(one.key not in after.links for one in hanging):
            said = _("Somebody tied “%(what)s” to another step since. Nothing was taken back.")
            raise UndoRefused(said % {"what": after.steps[key].text})
    for key in after.links.keys() ^ before.links.keys():
        link = before.links.get(key)
        ends = {link.start, link.end} if link else set()
        if any(end not in now.steps and end not in before.steps.keys() - after.steps.keys() for end in ends):
            raise UndoRefused(_("Somebody took a step of this link away since. Nothing was taken back."))


def _content(one: Any) -> Any:
    return one and replace(one, version=0)


def _name(before: State, after: State, key: str) -> str:
    step = after.steps.get(key) or before.steps.get(key)
    if step:
        return step.text
    link = after.links.get(key) or before.links[key]
    steps = {**before.steps, **after.steps}
    return " → ".join(steps[end].text for end in (link.start, link.end))


def _differing(before: Any, after: Any) -> list[str]:
    """Return the keys, in a stable order, whose values are not the same on both sides."""
    keys = dict.fromkeys([*before, *after])
    return [key for key in keys if before.get(key) != after.get(key)]


def _texts(before: State, after: State) -> list[Change]:
    return [
        ("set text", {"name": name, "value": before.texts.get(name, "")})
        for name in _differing(before.texts, after.texts)
    ]


def _added(before: State, after: State) -> list[Change]:
    """Take away what was added. The links go first: a step takes those that hang on it with it."""
    links = [key for key in after.links if key not in before.links]
    steps = [key for key in after.steps if key not in before.steps]
    return [
        *(("remove link", {"key": key}) for key in links),
        *(("remove step", {"key": key}) for key in steps),
    ]


def _steps(before: State, after: State) -> list[Change]:
    """Put back what was removed, one version further than it was, and the fields that were changed."""
    found: list[Change] = []
    for key, was in before.steps.items():
        now = after.steps.get(key)
        if now is None:
            found.append(("put step", {**_plain(asdict(was)), "version": was.version + 1}))
        elif said := _changed(was, now):
            found.append(("put step", {"key": key, **said}))
    return found


def _links(before: State, after: State) -> list[Change]:
    found: list[Change] = []
    for key, was in before.links.items():
        now = after.links.get(key)
        if now is None:
            found.append(("put link", {**_plain(asdict(was)), "version": was.version + 1}))
        elif said := _changed(was, now):
            found.append(("put link", {"key": key, **said}))
    return found


def _changed(was: Any, now: Any) -> dict[str, Any]:
    names = [one.name for one in fields(was) if one.name not in ("key", "version")]
    return _plain({name: getattr(was, name) for name in names if getattr(was, name) != getattr(now, name)})


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def same_content(one: State, other: State) -> bool:
    """Return whether two states say the same, whatever their versions and their number of events."""

    def strip(items: Any) -> dict[str, Any]:
        return {key: _content(item) for key, item in items.items()}

    def texts(state: State) -> dict[str, str]:
        return {name: value for name, value in state.texts.items() if value}

    return (
        texts(one) == texts(other)
        and strip(one.steps) == strip(other.steps)
        and strip(one.links) == strip(other.links)
        and one.notes == other.notes
    )
