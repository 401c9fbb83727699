from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from fairplace.town.governance.models import AgendaItem, Attendance, Meeting, Series
from fairplace.town.governance.operations.demonstration.cast import Cast, read_pointer
from fairplace.town.partners.models import Membership

STATES = {"present": "present", "apologies": "apologies", "absent": "absent"}


def add_series(cast: Cast, entries: Iterable[Mapping[str, Any]]) -> None:
    """Add series with their meetings and backlog; meetings of days that are past are closed."""
    for entry in entries:
        said = {name: entry[name] for name in ("where", "every_weeks", "minutes")}
        series, is_new = Series.objects.get_or_create(
            group=cast.groups[entry["group"]], name=entry["name"], defaults=said
        )
        if not is_new:
            continue
        for told in entry["meetings"]:
            _add_meeting(cast, series, told)
        _add_items(series, None, entry["backlog"])


def _add_meeting(cast: Cast, series: Series, told: Mapping[str, Any]) -> None:
    starts_at = cast.meets(told["day"], told["at"])
    ends_at = starts_at + timedelta(minutes=series.minutes)
    is_past = told["day"] < 0
    group = series.group
    chair = Membership.objects.filter(group=group, is_chair=True).select_related("person").first()
    meeting = Meeting.objects.create(
        series=series,
        starts_at=starts_at,
        ends_at=ends_at,
        where=series.where,
        state=Meeting.State.CLOSED if is_past else Meeting.State.PLANNED,
        chair_line=told["chair_line"],
        closed_at=ends_at + timedelta(hours=3) if is_past else None,
        closed_by=chair.person if chair and is_past else None,
        is_demonstration=True,
    )
    _add_items(series, meeting, told["items"])
    seats = {(one.organisation.pk, one.name): one for one in group.memberships.select_related("organisation")}
    for word, state in STATES.items():
        for code, name in told[word].items():
            organisation = cast.organisations[code]
            seat = seats.get((organisation.pk, name))
            Attendance.objects.create(
                meeting=meeting, organisation=organisation, membership=seat, name=name, state=state
            )


def _add_items(series: Series, meeting: Meeting | None, entries: Iterable[Mapping[str, Any]]) -> None:
    for position, told in enumerate(entries, start=1):
        kind, code = read_pointer(told)
        AgendaItem.objects.create(
            series=series,
            meeting=meeting,
            position=position,
            kind=kind,
            code=code,
            title=told["title"],
            text=told["text"],
            purpose=told["purpose"],
            presenter=told["presenter"],
            time_minutes=told["minutes"],
            is_restricted=bool(told["restricted_because"]),
            restricted_because=told["restricted_because"],
            outcome=told["outcome"],
            outcome_kind=told["purpose"] if told["outcome"] else "",
        )
