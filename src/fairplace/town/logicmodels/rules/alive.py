"""What is alive in a model: how its steps stand by their tests, links in doubt, promises that come due.

Words about direction come from the tests of measures alone. Outputs are counts of our own, so that of them
may be said that each reading was above the one before.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isfinite

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.logicmodels.rules.state import Kind, Note, State, Step
from fairplace.town.logicmodels.rules.words import MEASURED, OUTCOMES, Memory

# The months in which a change of each kind may be expected; the last of them where nobody said.
LAGS: Mapping[Kind, tuple[int, int]] = {Kind.SHORT: (0, 12), Kind.MEDIUM: (12, 36), Kind.LONG: (36, 120)}
PERIODS = 3
BETTER, TOO_EARLY, NO_NUMBER = "better", "too early", "none"
# Early signs are looked for after one, two and three years, as long as the outcome itself is too early.
SIGN_MONTHS = (12, 24, 36)


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


@dataclass(frozen=True)
class StepLife:
    """How a step stands: the verdict of its measure, "too early" with the day it ends, or its progress."""

    key: str
    state: str
    due_on: date | None = None
    progress: Progress | None = None
    sign: Note | None = None

    @property
    def until(self) -> str:
        return formats.date_format(self.due_on, "F Y") if self.due_on else ""


@dataclass(frozen=True)
class Doubt:
    """Links that may not hold: an output grows and what it leads to does not get better in its time."""

    output: str
    outcome: str
    links: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Promise:
    """Something to be judged on a day: the early signs of an outcome ("sign"), or the outcome ("outcome")."""

    step: str
    what: str
    due_on: date
    sentence: str
    is_due: bool


@dataclass(frozen=True)
class Life:
    """Everything that is alive in a model on one day."""

    began_on: date
    steps: Mapping[str, StepLife]
    doubts: tuple[Doubt, ...]
    promises: tuple[Promise, ...]

    @property
    def doubted(self) -> dict[str, Doubt]:
        """Return the links in doubt, each with its first reason."""
        found: dict[str, Doubt] = {}
        for doubt in self.doubts:
            for link in doubt.links:
                found.setdefault(link, doubt)
        return found

    @property
    def due(self) -> list[Promise]:
        return [one for one in self.promises if one.is_due]


def get_life(state: State, *, verdicts: Mapping[str, str], made_on: date, today: date) -> Life:
    """Return what is alive in a model; `verdicts` are those of the town's measures, by slug."""
    began = began_on(state.notes, made_on)
    steps = {
        key: _live(state, step, verdicts, _step_began(state.notes, key, began), today)
        for key, step in state.steps.items()
    }
    doubts = tuple(_find_doubts(state, steps))
    promises = sorted(_list_promises(state, began, today), key=lambda one: (one.due_on, one.step))
    return Life(began, steps, doubts, tuple(promises))


def began_on(notes: Iterable[Note], made_on: date) -> date:
    """Return when the work of a model began: as noted last, or else the day it was made."""
    return _step_began(notes, "", made_on)


def _step_began(notes: Iterable[Note], key: str, otherwise: date) -> date:
    said = [read_day(note.value) for note in notes if note.what == Memory.START and note.about == key]
    return next((day for day in reversed(said) if day), otherwise)


def add_months(day: date, months: int) -> date:
    """Return the first day of the month so many months later."""
    month = day.year * 12 + day.month - 1 + months
    return date(month // 12, month % 12 + 1, 1)


def due_on(step: Step, began: date) -> date | None:
    """Return from when an outcome may be judged; None for what has no such day."""
    if step.kind not in OUTCOMES:
        return None
    return add_months(began, LAGS[step.kind][1] if step.lag is None else step.lag)


def _live(state: State, step: Step, verdicts: Mapping[str, str], began: date, today: date) -> StepLife:
    if step.kind == Kind.OUTPUT:
        progress = read_progress(state, step)
        return StepLife(step.key, "progress" if progress else "", progress=progress)
    if step.kind not in MEASURED:
        return StepLife(step.key, "")
    due = due_on(step, began)
    sign = next(
        (one for one in reversed(state.notes) if one.about == step.key and one.what == Memory.SIGN), None
    )
    if due and today < due and (step.measure or step.local):
        return StepLife(step.key, TOO_EARLY, due, sign=sign)
    verdict = verdicts.get(step.measure, NO_NUMBER) if step.measure else ""
    return StepLife(step.key, verdict, due, sign=sign)


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


def read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _find_doubts(state: State, steps: Mapping[str, StepLife]) -> Iterator[Doubt]:
    for output in state.column(Kind.OUTPUT):
        progress = steps[output.key].progress
        if progress and progress.is_growing:
            for outcome, links in _judged_ahead(state, output):
                if steps[outcome.key].state in ("worse", "cannot tell"):
                    sentence = _say_doubt(output, outcome, steps[outcome.key], progress)
                    yield Doubt(output.key, outcome.key, links, sentence)


def _judged_ahead(state: State, output: Step) -> Iterator[tuple[Step, tuple[str, ...]]]:
    """Yield the nearest steps with a measure that an output leads to, and the links on the way there."""
    seen, waiting = {output.key}, [(output.key, ())]
    for here, way in waiting:
        for link in state.out_of_step(here):
            if link.end in seen:
                continue
            seen.add(link.end)
            there = state.steps[link.end]
            if there.kind in MEASURED and there.measure:
                yield there, (*way, link.key)
            else:
                waiting.append((link.end, (*way, link.key)))


def _say_doubt(output: Step, outcome: Step, life: StepLife, progress: Progress) -> str:
    numbers = ", ".join(f"{value:,g}" for _day, value in progress.readings[-PERIODS - 1 :])
    verdict = (
        _("the test says it gets worse") if life.state == "worse" else _("the test cannot tell a direction")
    )
    if life.due_on:
        return _(
            "“%(output)s” grew in each of the last %(n)s readings (%(numbers)s), but for “%(outcome)s” "
            "%(verdict)s, and a change could be expected since %(month)s."
        ) % {
            "output": output.text, "n": PERIODS, "numbers": numbers, "outcome": outcome.text,
            "verdict": verdict, "month": life.until,
        }  # fmt: skip
    return _(
        "“%(output)s” grew in each of the last %(n)s readings (%(numbers)s), but for “%(outcome)s” "
        "%(verdict)s."
    ) % {
        "output": output.text, "n": PERIODS, "numbers": numbers, "outcome": outcome.text, "verdict": verdict,
    }  # fmt: skip


def _list_promises(state: State, began: date, today: date) -> Iterator[Promise]:
    """Yield what is to be judged and has not been yet: signs in the first three years, then the outcome."""
    for kind in OUTCOMES:
        for step in state.column(kind):
            start = _step_began(state.notes, step.key, began)
            due = due_on(step, start)
            assert due, "An outcome has its day."
            if step.early:
                yield from _promise_of_signs(state, step, start, due, today)
            if not _noted_since(state, step, Memory.RATING, due):
                sentence = _("“%(step)s” is too early until %(month)s. Then it is judged by its measure.")
                late = _("“%(step)s” can be judged since %(month)s, and nobody has yet.")
                yield _promise(step, "outcome", due, today, (sentence, late))


def _promise_of_signs(state: State, step: Step, start: date, due: date, today: date) -> Iterator[Promise]:
    """Yield the next day on which the early signs are looked at, or the last one that was missed."""
    days = [day for months in SIGN_MONTHS if (day := add_months(start, months)) < due]
    open_days = [day for day in days if not _noted_since(state, step, Memory.SIGN, day)]
    passed = [day for day in open_days if day <= today]
    coming = [day for day in open_days if day > today]
    for day in passed[-1:] or coming[:1]:
        sentence = _("The early signs of “%(step)s” are looked at in %(month)s.")
        late = _("The early signs of “%(step)s” were to be looked at in %(month)s.")
        yield _promise(step, "sign", day, today, (sentence, late))


def _promise(step: Step, what: str, day: date, today: date, sentences: tuple[str, str]) -> Promise:
    is_due = day <= today
    said = {"step": step.text, "month": formats.date_format(day, "F Y")}
    return Promise(step.key, what, day, sentences[is_due] % said, is_due)


def _noted_since(state: State, step: Step, what: str, day: date) -> bool:
    return any(
        note.about == step.key and note.what == what and date.fromisoformat(note.at[:10]) >= day
        for note in state.notes
    )


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
