"""Whom a group can ask: those who sit in it, and everybody with a role in the town."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from fairplace.town.partners.models import Group, Membership
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town


def list_seats(group: Group, *, day=None) -> QuerySet[Membership]:
    """Return the seats of a group that are held on a day (today, unless said), chairs and deputies first."""
    day = day or timezone.localdate()
    seats = Membership.objects.filter(
        Q(since_on=None) | Q(since_on__lte=day), Q(until_on=None) | Q(until_on__gte=day), group=group
    )
    ordered = seats.order_by("-is_chair", "-is_deputy", "organisation__name", "name")
    return ordered.select_related("organisation", "person")


def list_people(town: Town) -> QuerySet[Person]:
    """Return everybody who can be asked in a town: by role, by seat in a group, or by what they own."""
    known = Q(appointments__town=town) | Q(memberships__group__town=town) | Q(actions__town=town)
    return Person.objects.filter(known, is_active=True).distinct().order_by("name", "email")
