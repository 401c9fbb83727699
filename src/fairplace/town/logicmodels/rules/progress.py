"""How far an output has come: numbers of our own, each with out of how many."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isfinite

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.logicmodels.rules.state import State, Step
from fairplace.town.logicmodels.rules.words import Memory

PERIODS = 3


@dataclass(frozen=True)
class Progress:
    """The readings of an output, oldest first, as (day, number), and how far it has come."""

    readings: tuple[tuple[date, float], ...]
    target: float | None
    out_of: float | None

    @property
    def latest(self) -> float:
        return self.readings[-1][1]

    @property
    def is_growing(self) -> bool:
        """Return whether each of the last three readings is above the one before it."""
        last = [value for _day, value in self.readings[-PERIODS - 1 :]]
        return len(last) > PERIODS and all(one < other for one, other in pairwise(last))


def read_progress(state: State, step: Step) -> Progress | None:
    """Return the readings noted of an output, with the number in the model itself where there is none."""
    readings = [
        (date.fromisoformat(note.at[:10]), number)
        for note in state.notes
        if note.about == step.key
        and note.what == Memory.READING
        and (number := read_number(note.value)) is not None
    ]
    return Progress(tuple(readings), step.target, step.out_of) if readings else None


def read_number(text: str) -> float | None:
    """Return the number that a note holds; None where it holds none that can be counted with."""
    try:
        value = float(text.replace(",", "").strip())
    except ValueError:
        return None
    return value if isfinite(value) else None


def say_progress(step: Step, progress: Progress | None) -> str:
    """Return how far an output has come, and out of how many: "310 out of 1,200 homes; target 500"."""
    so_far = progress.latest if progress else step.actual
    parts = []
    if so_far is not None:
        parts.append(_number(so_far, step))
    if step.target is not None:
        parts.append(_("target %(number)s") % {"number": f"{step.target:,g}"} if parts else _target(step))
    if progress:
        count = len(progress.readings)
        parts.append(ngettext("%(n)s reading", "%(n)s readings", count) % {"n": count})
    return "; ".join(parts)


def _number(value: float, step: Step) -> str:
    what = f" {step.unit}" if step.unit else ""
    if step.out_of is None:
        return _("%(number)s%(what)s, out of how many is not said") % {"number": f"{value:,g}", "what": what}
    return _("%(number)s%(what)s out of %(whole)s %(whom)s") % {
        "number": f"{value:,g}", "what": what, "whole": f"{step.out_of:,g}", "whom": step.out_of_what,
    }  # fmt: skip


def _target(step: Step) -> str:
    assert step.target is not None, "Only a target is told."
    return _("target %(number)s") % {"number": _number(step.target, step)}
