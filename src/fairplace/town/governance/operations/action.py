from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.governance.models import Action, ActionSubject
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.places.operations.saving import describe, lock, next_number
from fairplace.town.workstreams.models import Strategy

PLAIN = (
    "group", "title", "text", "organisation", "approach", "starts_on", "due_on", "every_months",
    "counts_what", "count", "denominator", "denominator_what",
)  # fmt: skip
MANY = ("helpers", "also_to", "strategies")
KIND = "action"


class ActionKept(Exception):
    """An action cannot be taken away, as something was said of it; the message is a sentence."""


@transaction.atomic
def add_action(
    *,
    by: Person | None,
    town: Town,
    owner: Person | None,
    values: Mapping[str, Any],
    number: int | None = None,
) -> Action:
    """Add an action, under the next free number unless one is given.

    Without an owner it is on the chair's list. `values` are as change_action() takes them, and where it
    came from: `item` and `decision`.
    """
    free = next_number(Action, town)
    action = Action(town=town, number=number or free, owner=owner)
    for name in (*PLAIN, "item", "decision", "is_demonstration"):
        if name in values:
            setattr(action, name, values[name])
    if owner is None:
        action.with_chair_since, action.with_chair_because = timezone.now(), _("Nobody owns it.")
    action.save()
    _set_many(action, values)
    said = {**_describe(action), "owner": str(owner or "")}
    record(by=by, verb="added", kind=KIND, subject=action.code, town=town.slug, after=said)
    return action


@transaction.atomic
def change_action(*, by: Person | None, action: Action, version: int, values: Mapping[str, Any]) -> Action:
    """Change an action that was read at `version`; its state and its owner have ways of their own.

    `helpers`, `also_to` and `strategies` are rows, `subjects` are (kind, code), `new_strategies` are names.
    Raises ChangedMeanwhile when somebody saved it since. Writes nothing when nothing differs.
    """
    now = lock(action, version=version)
    before = _describe(now)
    for name in PLAIN:
        if name in values:
            setattr(now, name, values[name])
    _set_many(now, values)
    after = _describe(now)
    if before == after:
        return now
    now.version += 1
    now.save()
    record(by=by, verb="changed", kind=KIND, subject=now.code, town=now.town.slug, before=before, after=after)
    return now


@transaction.atomic
def remove_action(*, by: Person | None, action: Action) -> None:
    """Take away an action that was added by mistake. One of which something was said is kept."""
    now = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if now.updates.exists() or now.files.exists():
        raise ActionKept(
            _("%(code)s has updates or files, and so is kept. Say in an update that it is stopped.")
            % {"code": now.code}
        )
    record(by=by, verb="removed", kind=KIND, subject=now.code, town=now.town.slug, before=_describe(now))
    now.delete()


def _set_many(action: Action, values: Mapping[str, Any]) -> None:
    for name in MANY:
        if name in values:
            getattr(action, name).set(values[name])
    for name in values.get("new_strategies", ()):
        action.strategies.add(Strategy.objects.get_or_create(town=action.town, name=name)[0])
    if "subjects" in values:
        _set_subjects(action, values["subjects"])


def _set_subjects(action: Action, keys: Iterable[tuple[str, str]]) -> None:
    wanted = dict.fromkeys(keys)
    for one in action.subjects.all():
        if one.key in wanted:
            del wanted[one.key]
        else:
            one.delete()
    ActionSubject.objects.bulk_create(
        ActionSubject(action=action, kind=kind, code=code) for kind, code in wanted
    )


def _describe(action: Action) -> dict[str, Any]:
    """Return what the record keeps of an action."""
    return {
        **describe(action, PLAIN),
        "helpers": sorted(str(one) for one in action.helpers.all()),
        "told to as well": sorted(one.slug for one in action.also_to.all()),
        "strategies": sorted(one.name for one in action.strategies.all()),
        "serves": sorted(f"{one.kind} {one.code}" for one in action.subjects.all()),
    }
