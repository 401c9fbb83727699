from django.db import transaction
from django.utils.translation import gettext as _

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.queries.history import list_batches
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.rules.state import State
from fairplace.town.logicmodels.rules.undo import Batch, UndoRefused, invert, list_undoable
from fairplace.town.people.models import Person


@transaction.atomic
def undo(*, by: Person, model: LogicModel) -> State:
    """Take back one's own last change by adding what undoes it. What others did meanwhile stays.

    Raises UndoRefused where there is nothing to take back, or somebody changed the same thing since.
    """
    done, _undone = _list(by, model)
    return _take_back(by, model, done)


@transaction.atomic
def redo(*, by: Person, model: LogicModel) -> State:
    """Do again what one took back last. Raises UndoRefused as undo() does."""
    _done, undone = _list(by, model)
    if not undone:
        raise UndoRefused(_("There is nothing to do again."))
    return _take_back(by, model, undone[-1:])


def _list(by: Person, model: LogicModel) -> tuple[list[Batch], list[Batch]]:
    # Held until the change is written: two presses of the button undo two changes, not one twice.
    model.seq = LogicModel.objects.select_for_update(of=("self",)).get(pk=model.pk).seq
    model.refresh_from_db(fields=["state"])
    return list_undoable(list_batches(model, by))


def _take_back(by: Person, model: LogicModel, batches: list[Batch]) -> State:
    now = get_state(model)
    for batch in reversed(batches):
        before, after = get_state(model, seq=batch.first - 1), get_state(model, seq=batch.last)
        changes = invert(before, after, now)
        # One that changed nothing in the end is passed over.
        if changes:
            return add_events(by=by, model=model, changes=changes, undoes=batch.first)
    raise UndoRefused(_("There is no change of yours to take back."))
