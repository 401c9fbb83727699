"""Which moment of a model a reader may see, of those that an address can ask for."""

from dataclasses import dataclass
from datetime import date

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.queries.model import get_state, seq_at
from fairplace.town.logicmodels.rules.state import State


@dataclass(frozen=True)
class Shown:
    """A model at one moment: `day` where one was asked for, and whether this is how it is now."""

    state: State
    day: date | None
    is_now: bool


def get_shown(
    model: LogicModel, *, inside: bool, day: date | None = None, seq: int | None = None
) -> Shown | None:
    """Return the model at a day or after an event; without either, as the reader sees it now.

    The public sees a town's own model as its group approved it last, and nothing later; None before that.
    """
    last = model.seq
    if not (inside or model.is_illustrative or model.is_template):
        approved = model.versions.exclude(approved_on=None).order_by("-seq").first()
        if approved is None:
            return None
        last = approved.seq
    wanted = seq if seq is not None else model.seq if day is None else seq_at(model, day)
    wanted = min(wanted, last)
    is_now = wanted == model.seq
    return Shown(get_state(model) if is_now else get_state(model, seq=wanted), day, is_now)
