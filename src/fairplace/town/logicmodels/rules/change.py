"""Whether a change of a step or a link can be made to a state, and whether it has been made already."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.logicmodels.rules.state import State

STEPS, LINKS = 300, 600


class ChangeRefused(Exception):
    """A change makes no sense in this model; the message is a sentence that a page can show."""


def holds(state: State, verb: str, said: Mapping[str, Any]) -> bool:
    """Return whether the state is already as the change wants it."""
    known = state.steps if verb.endswith("step") else state.links
    there = known.get(said["key"])
    if verb.startswith("remove"):
        return there is None
    if there is None:
        return False
    plain = {
        name: list(value) if isinstance(value, tuple) else value for name, value in asdict(there).items()
    }
    return all(plain[name] == value for name, value in said.items() if name != "version")


def check_change(state: State, verb: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said as the event will keep it. Raises ChangeRefused when it makes no sense."""
    if verb == "put step":
        return _check_step(state, said)
    if verb == "put link":
        return _check_link(state, said)
    return dict(said)


def _check_step(state: State, said: Mapping[str, Any]) -> dict[str, Any]:
    key = said["key"]
    if key in state.steps:
        # The version of what is there counts itself up.
        return {name: value for name, value in said.items() if name != "version"}
    if not {"kind", "text"} <= said.keys():
        raise ChangeRefused(_("The step was taken away meanwhile."))
    if key in state.links:
        raise ChangeRefused(_("A step cannot have the key of a link."))
    if len(state.steps) >= STEPS:
        sentence = _("A logic model can have up to %(most)s steps. Put a part of it into a model of its own.")
        raise ChangeRefused(sentence % {"most": STEPS})
    return dict(said)


def _check_link(state: State, said: Mapping[str, Any]) -> dict[str, Any]:
    key, old = said["key"], state.links.get(said["key"])
    if old is None and not {"start", "end"} <= said.keys():
        raise ChangeRefused(_("The link was taken away meanwhile."))
    if key in state.steps:
        raise ChangeRefused(_("A link cannot have the key of a step."))
    start = said.get("start", old.start if old else "")
    end = said.get("end", old.end if old else "")
    if start == end:
        raise ChangeRefused(_("A step cannot lead to itself."))
    if start not in state.steps or end not in state.steps:
        raise ChangeRefused(_("One of the two steps was taken away meanwhile, so they cannot be linked."))
    if any((one.start, one.end) == (start, end) for name, one in state.links.items() if name != key):
        raise ChangeRefused(_("These two steps are linked already."))
    if old is None and len(state.links) >= LINKS:
        raise ChangeRefused(_("A logic model can have up to %(most)s links.") % {"most": LINKS})
    return {name: value for name, value in said.items() if old is None or name != "version"}
