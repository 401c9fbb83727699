"""Ties between partners that were at the same meetings."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext_lazy

from fairplace.town.governance.queries.attendance import Presence, list_attendance
from fairplace.town.partners.models import Group
from fairplace.town.partners.rules.ties import Pair, Reason, Source, pair_up, register_source
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address

HOLDS_FOR = timedelta(days=366)


def list_ties_of_meetings(town: Town) -> Iterator[Reason]:
    """Return a reason for every two partners and every series that both were present in at one meeting.

    It holds from the first such meeting until a year after the last.
    """
    attendance = list_attendance(town)
    objectives = {
        group.pk: frozenset(one.code for one in group.objectives.all())
        for group in Group.objects.filter(town=town).prefetch_related("objectives")
    }
    for found in _by_series(attendance).values():
        one = found[0]
        url = find_address("meeting_list", slug=one.group_slug)
        for pair, (first, last) in _list_pairs(found).items():
            yield Reason(
                pair=pair,
                kind="meeting",
                what=f"{one.group_name}: {one.series_name}",
                url=url,
                since_on=first,
                until_on=last + HOLDS_FOR,
                objectives=objectives.get(one.group, frozenset()),
            )


def _by_series(attendance: list[Presence]) -> dict[int, list[Presence]]:
    found: dict[int, list[Presence]] = {}
    for one in attendance:
        found.setdefault(one.series, []).append(one)
    return found


def _list_pairs(attendance: list[Presence]) -> dict[Pair, tuple[date, date]]:
    """Return every two partners with the first and the last day on which both were there."""
    pairs: dict[Pair, tuple[date, date]] = {}
    for _meeting, there in groupby(attendance, key=lambda one: one.meeting):
        present = list(there)
        day = timezone.localdate(present[0].at)
        for pair in pair_up(one.organisation for one in present):
            pairs[pair] = (pairs[pair][0] if pair in pairs else day, day)
    return pairs


register_source(
    Source(
        kind="meeting",
        name=gettext_lazy("Were at the same meeting"),
        plain=gettext_lazy(
            "Both were present at a meeting that is closed. It holds for a year after the last."
        ),
        list_reasons=list_ties_of_meetings,
    )
)
