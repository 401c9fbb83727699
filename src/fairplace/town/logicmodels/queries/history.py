from itertools import groupby

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.queries.model import to_event
from fairplace.town.logicmodels.rules.undo import Batch, is_undoable
from fairplace.town.people.models import Person

# As far back as one person can go.
MOST = 400


def list_batches(model: LogicModel, by: Person) -> list[Batch]:
    """Return a person's own last changes of a model, oldest first, what was saved in one step as one.

    How the model began is no change: it would leave nothing.
    """
    first = model.events.filter(seq=1).values_list("at", flat=True).first()
    rows = list(model.events.filter(by=by).exclude(at=first).order_by("-seq")[:MOST])[::-1]
    batches = []
    for _at, same in groupby(rows, key=lambda row: row.at):
        own = list(same)
        if is_undoable([to_event(row) for row in own]):
            batches.append(Batch(own[0].seq, own[-1].seq, own[0].undoes))
    return batches
