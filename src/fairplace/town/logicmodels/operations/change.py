"""Changes of steps and links as an editor sends them: checked against the model as it is, then added."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairplace.town.logicmodels.models import LogicModel, ModelEvent
from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.rules.change import ChangeRefused, check_change, holds
from fairplace.town.logicmodels.rules.state import Event, State, apply, from_json
from fairplace.town.people.models import Person

type_of_change = tuple[str, Mapping[str, Any]]


@transaction.atomic
def change_model(
    *,
    by: Person,
    model: LogicModel,
    changes: Sequence[type_of_change],
    seen: Mapping[str, int] | None = None,
    undoes: int | None = None,
) -> State:
    """Change steps and links, and return the new state. Raises ChangeRefused or ChangedMeanwhile.

    What holds already is passed over: a change that was stored, but whose answer got lost, can be sent again.
    """
    now = LogicModel.objects.select_for_update(of=("self",)).get(pk=model.pk)
    if now.archived_on:
        raise ChangeRefused(_("This logic model is archived. Bring it back before you change it."))
    state = from_json(now.state)
    done = {said["key"] for verb, said in changes if holds(state, verb, said)}
    wanted = _list_wanted(state, changes)
    still_seen = {key: version for key, version in (seen or {}).items() if not _is_done(key, done, wanted)}
    return add_events(by=by, model=model, changes=wanted, seen=still_seen, undoes=_own(by, model, undoes))


def _list_wanted(state: State, changes: Sequence[type_of_change]) -> list[type_of_change]:
    """Return the changes that change something, each checked against the model as those before leave it."""
    wanted = []
    for verb, said in changes:
        if holds(state, verb, said):
            continue
        clean = check_change(state, verb, said)
        state = apply(state, Event(state.seq + 1, verb, clean))
        wanted.append((verb, clean))
    return wanted


def _is_done(key: str, done: set[str], wanted: Sequence[type_of_change]) -> bool:
    return key in done and all(said["key"] != key for _verb, said in wanted)


def _own(by: Person, model: LogicModel, undoes: int | None) -> int | None:
    """Return the number of the event that is taken back, if it is one of the person's own."""
    if undoes and ModelEvent.objects.filter(model=model, seq=undoes, by=by).exists():
        return undoes
    return None
