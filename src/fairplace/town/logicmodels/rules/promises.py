"""Promises that come due: early signs in the first three years, and outcomes once their time has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from fairplace.town.logicmodels.rules.lag import add_months, due_on, step_began
from fairplace.town.logicmodels.rules.state import State, Step
from fairplace.town.logicmodels.rules.words import OUTCOMES, Memory

# Early signs are looked for after one, two and three years, as long as the outcome itself is too early.
SIGN_MONTHS = (12, 24, 36)


@dataclass(frozen=True)
class Promise:
    """Something to be judged on a day: the early signs of an outcome ("sign"), or the outcome ("outcome")."""

    step: str
    what: str
    due_on: date
    sentence: str
    is_due: bool


def list_promises(state: State, began: date, today: date) -> Iterator[Promise]:
    """Yield what is to be judged and has not been yet: signs in the first three years, then the outcome."""
    for kind in OUTCOMES:
        for step in state.column(kind):
            start = step_began(state.notes, step.key, began)
            due = due_on(step, start)
            assert due, "An outcome has its day."
            if step.early:
                yield from _promise_of_signs(state, step, start, due, today)
            if not _noted_since(state, step, Memory.RATING, due):
                sentence = _("“%(step)s” is too early until %(month)s. Then it is judged.")
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
