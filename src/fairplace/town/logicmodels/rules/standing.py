"""How one step stands on a day: by the test of its measure, too early, or by how far an output has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import formats

from fairplace.town.logicmodels.rules.lag import due_on
from fairplace.town.logicmodels.rules.progress import Progress, read_progress
from fairplace.town.logicmodels.rules.state import Kind, Note, State, Step
from fairplace.town.logicmodels.rules.words import MEASURED, Memory

TOO_EARLY, NO_NUMBER = "too early", "none"


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


def stand(state: State, step: Step, verdicts: Mapping[str, str], began: date, today: date) -> StepLife:
    """Return how a step stands; nothing is judged before its time."""
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
