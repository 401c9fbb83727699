from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.governance.models import Action, ActionSubject, Decision, ToDo, Update
from fairplace.town.governance.operations.demonstration.cast import Cast, read_pointer
from fairplace.town.places.operations.saving import next_number
from fairplace.town.workstreams.models import Strategy


def add_actions(cast: Cast, entries: Iterable[Mapping[str, Any]]) -> None:
    for entry in entries:
        group = cast.groups[entry["group"]]
        if not Action.objects.filter(group=group, title=entry["title"]).exists():
            _add(cast, entry)


def _add(cast: Cast, entry: Mapping[str, Any]) -> None:
    group = cast.groups[entry["group"]]
    updates = sorted(entry["updates"], key=lambda one: one["day"])
    last = updates[-1] if updates else {}
    counted = next((one for one in reversed(updates) if one["count"] is not None), {})
    with_chair = entry["with_chair"]
    action = Action.objects.create(
        town=cast.town,
        group=group,
        number=next_number(Action, cast.town),
        title=entry["title"],
        text=entry["text"],
        owner=cast.who(entry["owner"]),
        organisation=cast.organisations.get(entry["organisation"]),
        decision=Decision.objects.filter(group=group, title=entry["decision"]).first(),
        approach=entry["approach"],
        starts_on=cast.on(entry["starts"]),
        due_on=cast.on(entry["due"]),
        every_months=entry["every"],
        state=last.get("state", Action.State.NOT_STARTED),
        state_since=cast.at(last.get("day", min(entry["starts"], 0))),
        owned_since=cast.at(min(entry["starts"], 0)),
        counts_what=entry["counts"],
        denominator_what=entry["of"],
        count=counted.get("count"),
        denominator=counted.get("of"),
        with_chair_since=cast.at(with_chair["day"]) if with_chair else None,
        with_chair_because=with_chair["because"] if with_chair else "",
        is_demonstration=True,
    )
    action.helpers.set(cast.people[email] for email in entry["helpers"])
    action.also_to.set(cast.groups[slug] for slug in entry["also_to"])
    action.strategies.set(
        Strategy.objects.get_or_create(town=cast.town, name=name)[0] for name in entry["strategies"]
    )
    for one in entry["serves"]:
        kind, code = read_pointer(one)
        ActionSubject.objects.create(action=action, kind=kind, code=code)
    _add_updates(cast, action, updates)
    for one in entry["to_dos"]:
        done = one["done"]
        ToDo.objects.create(
            action=action,
            text=one["text"],
            due_on=cast.day(one["due"]),
            done_at=None if done is None else cast.at(done),
            done_by=None if done is None else action.owner,
        )


def _add_updates(cast: Cast, action: Action, updates: Iterable[Mapping[str, Any]]) -> None:
    state: str = Action.State.NOT_STARTED
    for one in updates:
        Update.objects.create(
            action=action,
            at=cast.at(one["day"]),
            by=cast.people[one["by"]],
            note=one["note"],
            state_before=state,
            state=one["state"],
            count=one["count"],
            denominator=one["of"],
            is_demonstration=True,
        )
        state = one["state"]
