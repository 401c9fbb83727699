"""Since you last met: what changed for a group, composed from records."""

from datetime import date, datetime, time, timedelta

from django.db.models import Min
from django.utils import timezone

from fairplace.town.governance.models import Meeting
from fairplace.town.governance.queries.since_figures import list_figures
from fairplace.town.governance.queries.since_work import (
    list_doubts,
    say_actions,
    say_decisions,
    say_duties,
    say_risks,
)
from fairplace.town.governance.rules.since import Basis, Since, from_json
from fairplace.town.partners.models import Group, Membership

type_of_time = datetime | date
FIRST_LOOK = timedelta(days=90)


def get_since(group: Group, *, since: type_of_time, until: type_of_time, basis: str = Basis.ASKED) -> Since:
    """Return what happened for a group after one time and not after another, and what waits at the later.

    Of days the first counts from its beginning and the last to its end. The number of questions to the
    database does not depend on how much there is.
    """
    begin, end = _as_time(since, is_end=False), _as_time(until, is_end=True)
    first, day = timezone.localdate(begin), timezone.localdate(end)
    if not isinstance(since, datetime):
        # The whole of that day counts, and the lists of days below leave their first one out.
        first -= timedelta(days=1)
    figures = list_figures(group, since=first, until=day)
    return Since(
        group=group.name,
        since=begin,
        until=end,
        basis=basis,
        measures=len(figures),
        figures=tuple(one for one, is_new in figures if is_new),
        worse=tuple(one for one, _ in figures if one.verdict == "worse"),
        better=tuple(one for one, _ in figures if one.verdict == "better"),
        **say_actions(group, since=begin, until=end, day=day),
        **say_decisions(group, since=begin, until=end, day=day),
        **say_risks(group, since=begin, until=end, first=first, day=day),
        **say_duties(group, first=first, day=day),
        doubts=list_doubts(group),
    )


def _as_time(moment: type_of_time, *, is_end: bool) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return timezone.make_aware(datetime.combine(moment, time.max if is_end else time.min))


def get_since_for(meeting: Meeting) -> Since:
    """Return what a meeting opens with: as it was kept when it was closed, or else as it is now."""
    if meeting.since:
        return from_json(meeting.since)
    group = meeting.series.group
    until = min(timezone.now(), meeting.starts_at)
    last = find_last(meeting)
    if last:
        return get_since(group, since=last.ends_at, until=max(until, last.ends_at), basis=Basis.MET)
    begun, earliest = _begun(group), until - FIRST_LOOK
    if begun and begun > earliest:
        return get_since(group, since=min(begun, until), until=until, basis=Basis.BEGAN)
    return get_since(group, since=earliest, until=until, basis=Basis.FIRST)


def find_last(meeting: Meeting) -> Meeting | None:
    """Return the last meeting of the series before this one and before now that was not cancelled."""
    before = min(timezone.now(), meeting.starts_at)
    held = Meeting.objects.filter(series=meeting.series, starts_at__lt=before).exclude(pk=meeting.pk)
    return held.exclude(state=Meeting.State.CANCELLED).order_by("-starts_at").first()


def _begun(group: Group) -> datetime | None:
    day = Membership.objects.filter(group=group).aggregate(first=Min("since_on"))["first"]
    return _as_time(day, is_end=False) if day else None
