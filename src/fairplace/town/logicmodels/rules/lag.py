"""When an outcome may be judged: so many months after the work began, and not before."""

from collections.abc import Iterable, Mapping
from datetime import date

from fairplace.town.logicmodels.rules.state import Kind, Note, Step
from fairplace.town.logicmodels.rules.words import OUTCOMES, Memory

# The months in which a change of each kind may be expected; the last of them where nobody said.
LAGS: Mapping[Kind, tuple[int, int]] = {Kind.SHORT: (0, 12), Kind.MEDIUM: (12, 36), Kind.LONG: (36, 120)}


def began_on(notes: Iterable[Note], made_on: date) -> date:
    """Return when the work of a model began: as noted last, or else the day it was made."""
    return step_began(notes, "", made_on)


def step_began(notes: Iterable[Note], key: str, otherwise: date) -> date:
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


def read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
