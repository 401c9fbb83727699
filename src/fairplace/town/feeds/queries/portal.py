"""What was asked of the portal of boundaries: the record of who did what is all that is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fairplace.town.feeds.holding import is_taken_up
from fairplace.town.people.models import AuditEvent, Person
from fairplace.town.places.models import Town

KIND = "portal"
ASKED, LOADED, FAILED = "asked for", "loaded from", "could not load from"
BOUNDARIES, LOOKUP = "boundaries", "lookup"
SHOWN = 5


@dataclass(frozen=True)
class PortalFetch:
    """One asking of the portal: who, when, for what; and how it ended, as a sentence, once it has."""

    pk: int
    by: Person | None
    at: datetime
    asked: Mapping[str, Any]
    ended_at: datetime | None
    is_good: bool
    sentence: str
    is_taken_up: bool

    @property
    def is_running(self) -> bool:
        return self.ended_at is None


def name_held(pk: int) -> str:
    """Return under which name a process says that it works on this."""
    return f"portal-{pk}"


def list_portal_fetches(*, town: Town, most: int = SHOWN) -> list[PortalFetch]:
    """Return the newest askings of the portal, the newest first, in two questions."""
    events = AuditEvent.objects.filter(town=town.slug, kind=KIND)
    asked = list(events.filter(verb=ASKED).select_related("by").order_by("-at", "-pk")[:most])
    subjects = [str(event.pk) for event in asked]
    ends = {
        end.subject: end for end in events.filter(verb__in=(LOADED, FAILED), subject__in=subjects).order_by()
    }
    return [_describe(event, ends.get(str(event.pk))) for event in asked]


def _describe(event: AuditEvent, end: AuditEvent | None) -> PortalFetch:
    return PortalFetch(
        pk=event.pk,
        by=event.by,
        at=event.at,
        asked=event.after or {},
        ended_at=end.at if end else None,
        is_good=end is not None and end.verb == LOADED,
        sentence=end.after["said"] if end and end.after else "",
        is_taken_up=is_taken_up(name_held(event.pk)),
    )


def get_asked(*, pk: int) -> AuditEvent | None:
    """Return an asking that has not ended."""
    event = AuditEvent.objects.filter(pk=pk, kind=KIND, verb=ASKED).select_related("by").first()
    if event is None:
        return None
    ends = AuditEvent.objects.filter(
        town=event.town, kind=KIND, verb__in=(LOADED, FAILED), subject=str(event.pk)
    )
    return None if ends.exists() else event
