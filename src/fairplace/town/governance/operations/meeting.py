from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.governance.models import AgendaItem, Meeting, Series
from fairplace.town.governance.operations.holding import (
    MeetingRefused,
    hold_unlocked,
    subject_of,
    write_down,
)
from fairplace.town.governance.operations.invitation import tell_invited
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.operations.saving import describe, save_fields

SERIES_FIELDS = ("name", "where", "minutes", "every_weeks")
MEETING_FIELDS = ("starts_at", "ends_at", "where", "note")
# What people's calendars have to take over; the series' name is the fourth.
IN_CALENDARS = ("starts_at", "ends_at", "where")
COPIED = (
    "title", "text", "purpose", "presenter", "time_minutes", "is_restricted", "restricted_because",
    "is_standing", "kind", "code",
)  # fmt: skip


def subject_of_series(series: Series) -> str:
    return f"{series.group.slug}, series {series.pk}"


@transaction.atomic
def add_series(*, by: Person | None, group: Group, values: Mapping[str, Any]) -> Series:
    """Give a group a series of meetings."""
    said = {name: values[name] for name in SERIES_FIELDS}
    with _named_once():
        series = Series.objects.create(group=group, **said)
    record(
        by=by,
        verb="added",
        kind="series",
        subject=subject_of_series(series),
        town=group.town.slug,
        after=said,
    )
    return series


@transaction.atomic
def save_series(*, by: Person | None, series: Series, version: int, values: Mapping[str, Any]) -> Series:
    """Change a series. Another name is news for everybody who was invited to a meeting that is to come."""
    planned = Meeting.objects.filter(series=series, state=Meeting.State.PLANNED, ends_at__gt=timezone.now())
    coming = list(planned.order_by("pk").select_for_update(of=("self",)))
    with _named_once():
        saved = save_fields(
            series, by=by, town=series.group.town, kind="series", subject=subject_of_series(series),
            version=version, values={name: values[name] for name in SERIES_FIELDS},
        )  # fmt: skip
    if saved.name != series.name:
        for meeting in coming:
            meeting.series = saved
            meeting.sequence += 1
            meeting.save(update_fields=["sequence"])
            tell_invited(meeting)
    return saved


@contextmanager
def _named_once() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise MeetingRefused(_("The group has a series of this name already.")) from error


@transaction.atomic
def add_meeting(*, by: Person | None, series: Series, values: Mapping[str, Any]) -> Meeting:
    """Plan a meeting of a series."""
    meeting = Meeting.objects.create(series=series, **{name: values[name] for name in MEETING_FIELDS})
    write_down(by, "planned", meeting, after=describe(meeting, MEETING_FIELDS))
    return meeting


@transaction.atomic
def save_meeting(*, by: Person | None, meeting: Meeting, version: int, values: Mapping[str, Any]) -> Meeting:
    """Change when and where a meeting is. Those who were invited are told by themselves."""
    held = hold_unlocked(meeting)
    said = {name: values[name] for name in MEETING_FIELDS}
    is_news = any(said[name] != getattr(held, name) for name in IN_CALENDARS)
    if is_news:
        said["sequence"] = held.sequence + 1
    saved = save_fields(
        held, by=by, town=held.series.group.town, kind="meeting", subject=subject_of(held),
        version=version, values=said,
    )  # fmt: skip
    if is_news:
        tell_invited(saved)
    return saved


@transaction.atomic
def save_line(*, by: Person | None, meeting: Meeting, version: int, line: str) -> Meeting:
    """Keep the chair's own line; empty gives the machine's back."""
    held = hold_unlocked(meeting)
    return save_fields(
        held, by=by, town=held.series.group.town, kind="meeting", subject=subject_of(held),
        version=version, values={"chair_line": line.strip()}, verb="wrote the line of",
    )  # fmt: skip


@transaction.atomic
def duplicate_meeting(*, by: Person | None, meeting: Meeting, values: Mapping[str, Any]) -> Meeting:
    """Plan the next meeting of a series with the standing items of this one, without their outcomes."""
    made = add_meeting(by=by, series=meeting.series, values=values)
    standing = meeting.items.filter(is_standing=True).order_by("position", "pk")
    for position, item in enumerate(standing, start=1):
        copy_item(item, meeting=made, position=position)
    return made


def copy_item(item: AgendaItem, *, meeting: Meeting | None, position: int, **fields: Any) -> AgendaItem:
    """Make an item like another, without its outcome."""
    said = {name: getattr(item, name) for name in COPIED}
    return AgendaItem.objects.create(
        series=item.series, meeting=meeting, position=position, **{**said, **fields}
    )
