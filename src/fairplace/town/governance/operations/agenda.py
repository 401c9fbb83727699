from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fairplace.town.governance.models import AgendaItem, Meeting, Series
from fairplace.town.governance.operations.holding import MeetingRefused, hold_unlocked
from fairplace.town.governance.operations.meeting import COPIED, copy_item
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.operations.saving import ChangedMeanwhile, describe, save_fields

OUTCOME = ("outcome_kind", "outcome")


def subject_of_item(item: AgendaItem) -> str:
    """Return what an item is called in the record of who did what: its key first, for titles are cut."""
    return f"{item.pk} {item.title}"[:200]


def _write_down(
    by: Person | None, verb: str, item: AgendaItem, before: Any = None, after: Any = None
) -> None:
    record(
        by=by, verb=verb, kind="agenda item", subject=subject_of_item(item),
        town=item.series.group.town.slug, before=before, after=after,
    )  # fmt: skip


def _hold(series: Series, meeting: Meeting | None) -> None:
    """Hold what an item stands in, so that two people never give two items one place."""
    if meeting:
        hold_unlocked(meeting)
    else:
        Series.objects.select_for_update(of=("self",)).get(pk=series.pk)


def _hold_item(item: AgendaItem) -> AgendaItem:
    """Return the item as it is now, held together with what it stands in."""
    _hold(item.series, item.meeting)
    held = AgendaItem.objects.select_for_update(of=("self",)).select_related("series__group__town", "meeting")
    now = held.filter(pk=item.pk).first()
    if now is None:
        raise MeetingRefused(_("Somebody removed this item meanwhile."))
    if now.meeting != item.meeting:
        raise ChangedMeanwhile(now)
    return now


def _last(series: Series, meeting: Meeting | None) -> int:
    found = AgendaItem.objects.filter(series=series, meeting=meeting).aggregate(last=Max("position"))
    return found["last"] or 0


@transaction.atomic
def add_item(
    *, by: Person | None, series: Series, meeting: Meeting | None, values: Mapping[str, Any]
) -> AgendaItem:
    """Put something on the agenda of a meeting, or into the backlog of the series, at the end."""
    _hold(series, meeting)
    said = {name: values[name] for name in COPIED}
    item = AgendaItem.objects.create(
        series=series, meeting=meeting, position=_last(series, meeting) + 1, **said
    )
    _write_down(by, "added", item, None, {"meeting": str(meeting or ""), **describe(item, COPIED)})
    return item


@transaction.atomic
def save_item(*, by: Person | None, item: AgendaItem, version: int, values: Mapping[str, Any]) -> AgendaItem:
    """Change what an item is about."""
    return _save(by, item, version, {name: values[name] for name in COPIED}, "changed")


@transaction.atomic
def write_outcome(
    *, by: Person | None, item: AgendaItem, version: int, kind: str, outcome: str
) -> AgendaItem:
    """Write the minutes of an item: what kind of outcome, and in which words."""
    if item.meeting is None:
        raise MeetingRefused(_("An item in the backlog has no outcome yet. Put it on an agenda first."))
    return _save(
        by, item, version, {"outcome_kind": kind, "outcome": outcome.strip()}, "wrote the outcome of"
    )


def _save(by: Person | None, item: AgendaItem, version: int, values: dict[str, Any], verb: str) -> AgendaItem:
    held = _hold_item(item)
    return save_fields(
        held, by=by, town=held.series.group.town, kind="agenda item", subject=subject_of_item(held),
        version=version, values=values, verb=verb,
    )  # fmt: skip


@transaction.atomic
def place_item(*, by: Person | None, item: AgendaItem, meeting: Meeting | None) -> AgendaItem:
    """Move an item to the end of a meeting's agenda, or of the backlog, of its own series."""
    assert meeting is None or meeting.series == item.series, "An item stays within its series."
    # In the order of their keys, so that two moves the other way round never wait for each other.
    for one in sorted((one for one in (item.meeting, meeting) if one), key=lambda one: one.pk):
        hold_unlocked(one)
    if meeting is None:
        _hold(item.series, None)
    now = _hold_item(item)
    if now.outcome_kind:
        raise MeetingRefused(_("This item has an outcome, which stays with its meeting."))
    before = {"meeting": str(item.meeting or _("backlog"))}
    now.meeting, now.position = meeting, _last(now.series, meeting) + 1
    now.version += 1
    now.save()
    _write_down(by, "moved", now, before, {"meeting": str(meeting or _("backlog"))})
    return now


@transaction.atomic
def shift_item(*, by: Person | None, item: AgendaItem, up: bool) -> None:
    """Put an item one place further up or down. Whoever is changing its words meanwhile is not disturbed."""
    _hold(item.series, item.meeting)
    beside = AgendaItem.objects.filter(series=item.series, meeting=item.meeting).order_by("position", "pk")
    order = list(beside.values_list("pk", flat=True))
    here = order.index(item.pk) if item.pk in order else len(order)
    there = here - 1 if up else here + 1
    # At either end, or moved elsewhere meanwhile: there is nothing to do.
    if here == len(order) or not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, pk in enumerate(order, start=1):
        AgendaItem.objects.filter(pk=pk).exclude(position=position).update(position=position)
    _write_down(by, "moved up" if up else "moved down", item, {"place": here + 1}, {"place": there + 1})


@transaction.atomic
def remove_item(*, by: Person | None, item: AgendaItem) -> None:
    """Take an item away for good. One that something hangs on stays."""
    now = _hold_item(item)
    hangs = now.papers.exists() or now.decisions.exists() or now.actions.exists()
    if hangs or now.outcome_kind:
        raise MeetingRefused(_("This item has papers, decisions, actions or an outcome, so it stays."))
    _write_down(by, "removed", now, describe(now, COPIED), None)
    now.delete()


@transaction.atomic
def carry_items(
    *, by: Person | None, meeting: Meeting, items: Iterable[int], to: Meeting | None
) -> list[AgendaItem]:
    """Carry items that have no outcome, by their keys, to a later meeting or the backlog.

    Each is copied; the old one stays with the outcome "carried forward". Returns the copies.
    """
    assert to is None or (to.series == meeting.series and to != meeting), "It goes to another of the series."
    for one in sorted((one for one in (meeting, to) if one), key=lambda one: one.pk):
        hold_unlocked(one)
    if to is None:
        _hold(meeting.series, None)
    open_items = meeting.items.filter(pk__in=list(items), outcome_kind="").order_by("position", "pk")
    position, made = _last(meeting.series, to), []
    for item in open_items.select_for_update(of=("self",)).select_related("series__group__town"):
        position += 1
        made.append(copy_item(item, meeting=to, position=position, carried_from=item))
        item.outcome_kind, item.outcome = AgendaItem.Outcome.CARRIED, _say_where(to)
        item.version += 1
        item.save()
        _write_down(by, "carried forward", item, None, {"to": str(to or _("backlog"))})
    return made


def _say_where(to: Meeting | None) -> str:
    if to is None:
        return _("Carried forward to the backlog.")
    day = date_format(timezone.localtime(to.starts_at), "j F Y")
    return _("Carried forward to the meeting on %(day)s.") % {"day": day}
