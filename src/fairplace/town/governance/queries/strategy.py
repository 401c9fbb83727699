from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

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


def list_reported(*, strategy: Strategy, reader: Reader) -> QuerySet[Action]:
    """Return every action that is reported to a strategy, open ones first, each with `last_update_at`."""
    own = Action.objects.filter(town=strategy.town, strategies=strategy)
    return with_last_update(open_to(own, reader))


def add_last_updates(actions: Iterable[Action]) -> list[Reported]:
    """Return these actions, which have `last_update_at`, each with the last that was said of it."""
    lines = make_lines(actions)
    last = list_last_updates([line.action.pk for line in lines])
    return [Reported(line, last.get(line.action.pk)) for line in lines]


def list_last_updates(actions: list[int]) -> dict[int, Update]:
    """Return the newest update of each of these actions, by the action's id."""
    newest = Update.objects.filter(action=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    told = Action.objects.filter(pk__in=actions).annotate(newest=Subquery(newest))
    found = Update.objects.filter(pk__in=told.values_list("newest", flat=True)).select_related("by")
    return {one.action_id: one for one in found}


def list_workstreams_of(strategy: Strategy) -> list[Workstream]:
    return list(Workstream.objects.filter(strategies=strategy, archived_on=None))
