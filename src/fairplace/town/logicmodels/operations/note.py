from django.utils.translation import gettext as _

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.rules.lag import read_day
from fairplace.town.logicmodels.rules.progress import read_number
from fairplace.town.logicmodels.rules.state import Kind, State, from_json
from fairplace.town.logicmodels.rules.words import NOTES, Memory
from fairplace.town.people.models import Person


class NoteRefused(Exception):
    """A note cannot be taken; the message is a sentence for whoever wrote it."""


def add_note(
    *, by: Person | None, model: LogicModel, about: str, what: str, value: str, reason: str
) -> State:
    """Add to the memory of a model. What was noted is never changed: a later note corrects an earlier one."""
    model.refresh_from_db(fields=["state"])
    state = from_json(model.state)
    sentence = refuse_note(state, about=about, what=what, value=value, reason=reason)
    if sentence:
        raise NoteRefused(sentence)
    said = {"about": about, "what": what, "value": value.strip(), "reason": reason.strip()}
    return add_events(by=by, model=model, changes=[("add note", said)])


def refuse_note(state: State, *, about: str, what: str, value: str, reason: str) -> str:
    """Return why a note cannot be taken, or nothing."""
    step = state.steps.get(about)
    is_gone = bool(about) and step is None and about not in state.links
    is_of_output = step is not None and step.kind == Kind.OUTPUT
    refusals = (
        (what not in NOTES, _("There is no such memory.")),
        (is_gone, _("That step or link is not there any more.")),
        (not value.strip() or not reason.strip(), _("Write what you note, and the reason or the source.")),
        (what == Memory.READING and not is_of_output, _("Only an output has readings.")),
        (what == Memory.READING and read_number(value) is None, _("A reading is a number, such as 310.")),
        (
            what == Memory.START and read_day(value) is None,
            _("Write the day as year-month-day: 2027-03-31."),
        ),
    )
    return next((sentence for is_refused, sentence in refusals if is_refused), "")
