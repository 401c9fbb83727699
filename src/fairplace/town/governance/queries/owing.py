"""Who owes what across all groups: one line a group, one line a person."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Min
from django.utils import timezone

from fairplace.town.governance.models import Meeting
from fairplace.town.governance.rules.duty import Duty, Kind
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town


@dataclass
class Owing:
    """What a group, or a person, owes today. `key` filters the list of duties."""

    key: str
    name: str
    updates_late: int = 0
    actions_late: int = 0
    reviews_late: int = 0
    with_chair: int = 0
    unowned: int = 0
    actions: int = 0
    next_meeting_at: datetime | None = None
    groups: dict[str, None] = field(default_factory=dict)

    @property
    def late(self) -> int:
        return self.updates_late + self.actions_late + self.reviews_late

    def add(self, duty: Duty, day: date) -> None:
        """Count a duty. An action is counted by its last day, which each has once."""
        is_late = duty.is_overdue(day)
        if duty.kind == Kind.ACTION:
            self.actions += 1
            self.actions_late += is_late
            self.with_chair += duty.with_chair
            self.unowned += not duty.owner
        elif duty.kind == Kind.UPDATE:
            self.updates_late += is_late
        else:
            self.reviews_late += is_late
        if duty.group_name:
            self.groups[duty.group_name] = None


def list_owing_by_group(*, town: Town, duties: Iterable[Duty], day: date) -> list[Owing]:
    """Return every group with what is late in it, in the town's order, and when it meets next."""
    lines = {one.slug: Owing(one.slug, one.name) for one in Group.objects.filter(town=town)}
    for duty in duties:
        if duty.group in lines:
            lines[duty.group].add(duty, day)
    planned = Meeting.objects.filter(
        series__group__town=town, state=Meeting.State.PLANNED, starts_at__gte=timezone.now()
    )
    for slug, at in (
        planned.values("series__group").annotate(at=Min("starts_at")).values_list("series__group__slug", "at")
    ):
        lines[slug].next_meeting_at = at
    return list(lines.values())


def list_owing_by_person(*, duties: Iterable[Duty], day: date) -> list[Owing]:
    """Return everybody who owes something, who is latest first. What an organisation owes is left out."""
    lines: dict[int, Owing] = {}
    for duty in duties:
        if duty.person is not None:
            lines.setdefault(duty.person, Owing(str(duty.person), duty.owner)).add(duty, day)
    return sorted(lines.values(), key=lambda one: (-one.late, one.name))
