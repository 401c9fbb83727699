"""The one way in which a logic model changes: events are added, and its state with them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.logicmodels.models import LogicModel, ModelEvent
from fairplace.town.logicmodels.rules.state import Event, State, apply, from_json, to_json
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
        if _version_of(state, what) != version:
            raise ChangedMeanwhile(what, state)
    at = timezone.now()
    rows = []
    for verb, said in changes:
        event = Event(state.seq + 1, verb, said, at.isoformat(), str(by or ""))
        state = apply(state, event)
        rows.append(
            ModelEvent(model=now, seq=event.seq, verb=verb, said=dict(said), at=at, by=by, undoes=undoes)
        )
    ModelEvent.objects.bulk_create(rows)
    now.seq, now.state = state.seq, to_json(state)
    now.title = state.texts.get("title") or now.title
    now.save(update_fields=["seq", "state", "title"])
    record(
        by=by,
        verb="changed",
        kind="logic model",
        subject=now.slug,
        town=now.town.slug,
        after={"events": [[verb, dict(said)] for verb, said in changes]},
    )
    return state


def _version_of(state: State, what: str) -> int:
    """Return the version of a step, link or text; 0 where there is none."""
    for known in (state.steps, state.links):
        if what in known:
            return known[what].version
    return state.text_versions.get(what, 0)
