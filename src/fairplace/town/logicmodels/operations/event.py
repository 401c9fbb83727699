"""The one way in which a logic model changes: events are added, and its state with them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.logicmodels.models import LogicModel, ModelEvent
from fairplace.town.logicmodels.rules.state import Event, State, from_json, replay, to_json
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record


class ChangedMeanwhile(Exception):
    """Somebody else changed the same step, link or text since it was read; `now` is the model as it is."""

    def __init__(self, what: str, now: State) -> None:
        super().__init__("Somebody else changed this meanwhile.")
        self.what, self.now = what, now


@transaction.atomic
def add_events(
    *,
    by: Person | None,
    model: LogicModel,
    changes: Sequence[tuple[str, Mapping[str, Any]]],
    seen: Mapping[str, int] | None = None,
    undoes: int | None = None,
) -> State:
    """Add events to a model in one step, and return its new state.

    `seen` says which version of each step, link or text (by its key or name) was read before it was
    changed; when one is another by now, or is gone, nothing is added and ChangedMeanwhile says what is there.
    """
    now = LogicModel.objects.select_for_update(of=("self",)).select_related("town").get(pk=model.pk)
    state = from_json(now.state)
    for what, version in (seen or {}).items():
        if version_of(state, what) != version:
            raise ChangedMeanwhile(what, state)
    if not changes:
        return state
    at = timezone.now()
    name = str(by or "")
    events = [
        Event(seq, verb, dict(said), at.isoformat(), name)
        for seq, (verb, said) in enumerate(changes, start=state.seq + 1)
    ]
    state = _store(now, state, events, by=by, undoes=undoes)
    record(
        by=by,
        verb="changed",
        kind="logic model",
        subject=now.slug,
        town=now.town.slug,
        after={"events": [[verb, dict(said)] for verb, said in changes]},
    )
    return state


@transaction.atomic
def bring_events(*, model: LogicModel, events: Sequence[Event]) -> State:
    """Fill a model that is empty still with events from elsewhere, with their own times and names."""
    now = LogicModel.objects.select_for_update(of=("self",)).get(pk=model.pk)
    assert now.seq == 0, "Only an empty model can be filled."
    return _store(now, State(), events)


def _store(
    model: LogicModel,
    state: State,
    events: Sequence[Event],
    *,
    by: Person | None = None,
    undoes: int | None = None,
) -> State:
    state = replay(events, state)
    ModelEvent.objects.bulk_create(
        ModelEvent(
            model=model,
            seq=event.seq,
            verb=event.verb,
            said=dict(event.said),
            at=datetime.fromisoformat(event.at),
            by=by,
            by_name=event.by,
            undoes=undoes,
        )
        for event in events
    )
    model.seq, model.state = state.seq, to_json(state)
    model.title = state.texts.get("title") or model.title
    model.save(update_fields=["seq", "state", "title"])
    return state


def version_of(state: State, what: str) -> int:
    """Return the version of a step, link or text; 0 where there is none."""
    for known in (state.steps, state.links):
        if what in known:
            return known[what].version
    return state.text_versions.get(what, 0)
