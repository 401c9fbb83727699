"""Logic models that come with a pack: templates for everybody, and illustrative ones for a demonstration."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from fairplace.town.logicmodels.models import Claim, LogicModel, Version
from fairplace.town.logicmodels.operations.claim import WRITTEN
from fairplace.town.logicmodels.operations.event import bring_events
from fairplace.town.logicmodels.rules.state import TEXTS, Event
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town

INVENTED = "Invented for the demonstration"
STEP_FIELDS = (
    "key", "kind", "text", "detail", "points", "measure", "local", "early", "lag",
    "target", "actual", "unit", "out_of", "out_of_what", "child",
)  # fmt: skip


@transaction.atomic
def save_pack_models(*, town: Town, entries: Iterable[Mapping[str, Any]], **flags: bool) -> int:
    """Add the models of a pack, or bring them up to date. One that somebody changed here stays as it is."""
    count = 0
    for entry in entries:
        events = list_events(entry)
        found = LogicModel.objects.filter(town=town, slug=entry["slug"]).first()
        if found and (_is_touched(found) or _is_same(found, events)):
            continue
        if found:
            found.delete()
        _add(town, entry, events, flags)
        count += 1
    return count


def _add(town: Town, entry: Mapping[str, Any], events: list[Event], flags: Mapping[str, bool]) -> None:
    model = LogicModel.objects.create(
        town=town,
        slug=entry["slug"],
        title=entry["title"],
        group=Group.objects.filter(town=town, slug=entry["group"]).first() if entry["group"] else None,
        source=entry["source"],
        is_illustrative=True,
        made_at=_moment(entry["began"]),
        **flags,
    )
    bring_events(model=model, events=events)
    links = {(link["from_"], link["to"]): _link_key(link) for link in entry["links"]}
    for claim in entry["claims"]:
        Claim.objects.create(
            model=model,
            link=links[claim["from_"], claim["to"]],
            thread=uuid4(),
            written_at=_moment(claim["day"]),
            is_demonstration=True,
            **{name: claim[name] for name in WRITTEN},
        )
    for number, version in enumerate(entry["versions"], start=1):
        ends = _moment(version["day"])
        last = model.events.filter(at__lte=ends).order_by("-seq").first()
        Version.objects.create(
            model=model,
            number=number,
            seq=last.seq if last else 0,
            name=version["name"],
            made_at=ends,
            approved_on=version["day"] if version["approval"] else None,
            approval=version["approval"],
        )


def _is_touched(model: LogicModel) -> bool:
    """Return whether a person changed the model, named a version or wrote a claim."""
    by_people = (
        model.events.exclude(by=None),
        model.versions.exclude(made_by=None, approved_by=None),
        Claim.objects.filter(model=model).exclude(written_by=None, reviewed_by=None),
    )
    return bool(model.archived_on) or any(rows.exists() for rows in by_people)


def _is_same(model: LogicModel, events: list[Event]) -> bool:
    there = list(model.events.order_by("seq").values_list("verb", "said"))
    return there == [(event.verb, dict(event.said)) for event in events]


def list_events(entry: Mapping[str, Any]) -> list[Event]:
    """Return the events that a model of a pack is made of: what it is on its first day, then its notes."""
    began = entry["began"]
    changes: list[tuple[date, str, dict[str, Any]]] = [
        (began, "set text", {"name": name, "value": entry[name].strip()}) for name in TEXTS if entry.get(name)
    ]
    for place, step in enumerate(entry["steps"], start=1):
        said = {name: _plain(step[name]) for name in STEP_FIELDS if step[name] not in (None, "", [], ())}
        changes.append((step["day"] or began, "put step", {**said, "order": float(place)}))
    for link in entry["links"]:
        said = {
            "key": _link_key(link),
            "start": link["from_"],
            "end": link["to"],
            "rationale": link["why"],
            "evidence": link["evidence"],
        }
        changes.append((link["day"] or began, "put link", said))
    for note in entry["notes"]:
        said = {name: note[name] for name in ("about", "what", "value", "reason")}
        changes.append((note["day"], "add note", said))
    changes.sort(key=lambda change: change[0])
    return [
        Event(n, verb, said, _moment(day).isoformat(), INVENTED if verb == "add note" else "")
        for n, (day, verb, said) in enumerate(changes, start=1)
    ]


def _link_key(link: Mapping[str, Any]) -> str:
    """Return a key that stays the same each time the pack is loaded, and is short enough."""
    return f"{link['from_'][:9]}-{link['to'][:9]}"


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _moment(day: date) -> datetime:
    """Return noon of a day, which is the same day everywhere in the country at any season."""
    return timezone.make_aware(datetime.combine(day, time(12)))
