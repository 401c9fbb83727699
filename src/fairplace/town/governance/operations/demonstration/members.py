from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from fairplace.town.partners.models import Group, Membership, Organisation
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town


def add_members(town: Town, entries: Iterable[Mapping[str, Any]]) -> None:
    """Give invented people seats in groups. A seat that its partner holds without a name becomes theirs."""
    groups = {one.slug: one for one in Group.objects.filter(town=town)}
    organisations = {one.code: one for one in Organisation.objects.filter(town=town)}
    for entry in entries:
        group, organisation = groups[entry["group"]], organisations[entry["organisation"]]
        person = _find_person(entry)
        seats = Membership.objects.filter(group=group, organisation=organisation)
        if seats.filter(name=entry["name"]).exists():
            continue
        seat = seats.filter(name="", person=None).first() or Membership(
            group=group, organisation=organisation, since_on=_day(entry["since"])
        )
        seat.name, seat.email, seat.person = entry["name"], person.email, person
        seat.is_chair, seat.is_deputy = entry["chair"], entry["deputy"]
        if entry["until"] is not None:
            seat.until_on = _day(entry["until"])
        seat.save()


def _find_person(entry: Mapping[str, Any]) -> Person:
    found = Person.objects.filter(email=entry["email"]).first()
    return found or Person.objects.create_user(
        email=entry["email"], name=entry["name"], is_demonstration=True
    )


def _day(days: int):
    return timezone.localdate() + timedelta(days=days)
