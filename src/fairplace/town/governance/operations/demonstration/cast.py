"""Who and what invented doings name, and the days that they count from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from fairplace.town.partners.models import Group, Organisation
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town

SATURDAY = 5
# What an entry may point at on the chain.
POINTERS = ("recommendation", "workstream", "measure", "objective")


@dataclass(frozen=True)
class Cast:
    """Groups by slug, organisations by code, people by e-mail address; and the day that all is told from."""

    town: Town
    groups: dict[str, Group]
    organisations: dict[str, Organisation]
    people: dict[str, Person]
    today: date

    def day(self, days: int | None) -> date | None:
        """Return the day that lies so many days ahead, or back; none where none is said."""
        return None if days is None else self.today + timedelta(days=days)

    def on(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def at(self, days: int, hour: time = time(11)) -> datetime:
        """Return a moment on that day, never one that is still to come where the day is past."""
        moment = timezone.make_aware(datetime.combine(self.on(days), hour))
        return min(moment, timezone.now()) if days <= 0 else moment

    def meets(self, days: int, hour: time) -> datetime:
        """Return when a meeting of that day begins: on the Monday after, where the day is of a weekend."""
        day = self.on(days)
        while day.weekday() >= SATURDAY:
            day += timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, hour))

    def who(self, email: str) -> Person | None:
        return self.people[email] if email else None


def gather_cast(town: Town) -> Cast:
    return Cast(
        town=town,
        groups={one.slug: one for one in Group.objects.filter(town=town)},
        organisations={one.code: one for one in Organisation.objects.filter(town=town)},
        people={one.email: one for one in Person.objects.filter(is_demonstration=True)},
        today=timezone.localdate(),
    )


def read_pointer(entry: Mapping[str, Any]) -> tuple[str, str]:
    """Return what an entry points at as the kind and the code of the chain; both empty for nothing."""
    return next(((kind, entry[kind]) for kind in POINTERS if entry.get(kind)), ("", ""))
