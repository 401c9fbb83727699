from dataclasses import dataclass

from fairplace.town.governance.models import Action, Update
from fairplace.town.governance.queries.action import (
    ActionLine,
    Reader,
    make_lines,
    open_to,
    with_last_update,
)
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Strategy, Workstream


@dataclass(frozen=True)
class Reported:
    """An action with the last that was said of it."""

    line: ActionLine
    last: Update | None


def find_strategy(town: Town, pk: int) -> Strategy | None:
    return Strategy.objects.filter(town=town, pk=pk).first()


def list_reported(*, strategy: Strategy, reader: Reader) -> list[Reported]:
    """Return every action that is reported to a strategy, with its last update, open ones first."""
    own = Action.objects.filter(town=strategy.town, strategies=strategy)
    lines = make_lines(with_last_update(open_to(own, reader)))
    last = list_last_updates([line.action.pk for line in lines])
    return [Reported(line, last.get(line.action.pk)) for line in lines]


def list_last_updates(actions: list[int]) -> dict[int, Update]:
    """Return the newest update of each of these actions, by the action's id."""
    newest = Update.objects.filter(action__in=actions).select_related("by").order_by("at", "pk")
    return {one.action_id: one for one in newest}


def list_workstreams_of(strategy: Strategy) -> list[Workstream]:
    return list(Workstream.objects.filter(strategies=strategy, archived_on=None))
