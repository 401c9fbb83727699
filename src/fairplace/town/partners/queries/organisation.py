from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When

from fairplace.town.partners.models import CheckIn, Membership, Organisation, Pledge
from fairplace.town.places.models import Town

_SECTORS = Case(
    *(When(sector=code, then=Value(at)) for at, code in enumerate(Organisation.Sector.values)),
    output_field=IntegerField(),
)


def list_organisations(
    *, town: Town, sector: str = "", words: str = "", archived: bool = False
) -> QuerySet[Organisation]:
    """Return partners by sector and name, each with how many pledges it has made and not ended."""
    found = Organisation.objects.filter(town=town, archived_on__isnull=not archived)
    if sector:
        found = found.filter(sector=sector)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(role__icontains=word) | Q(code__icontains=word))
    in_force = Count("pledges", filter=Q(pledges__ended_on=None))
    return found.annotate(pledges_in_force=in_force, at=_SECTORS).order_by("at", "name")


def find_organisation(*, town: Town, code: str) -> Organisation | None:
    """Return a partner, archived or not."""
    return Organisation.objects.filter(town=town, code=code).first()


def list_pledges(organisation: Organisation) -> list[Pledge]:
    """Return what it promised, the newest first, each with its check-ins."""
    return list(organisation.pledges.prefetch_related("check_ins").order_by("-made_on", "-pk"))


@dataclass(frozen=True)
class OrganisationPage:
    """What everybody may know of a partner: no people but chairs, no addresses."""

    organisation: Organisation
    pledges: list[Pledge]
    memberships: list[Membership]


def get_organisation_page(*, organisation: Organisation, day: date) -> OrganisationPage:
    """Return a partner with its pledges and the groups it sits in on a day."""
    seats = Membership.objects.filter(Q(until_on=None) | Q(until_on__gte=day), organisation=organisation)
    # Two people of one partner may sit in one group: it is named once, by the chair's seat if there is one.
    once = {
        seat.group.pk: seat for seat in seats.select_related("group").order_by("group__position", "is_chair")
    }
    return OrganisationPage(organisation, list_pledges(organisation), list(once.values()))


@dataclass(frozen=True)
class CheckInLine:
    """A pledge with what was said of it in the year, if anything."""

    pledge: Pledge
    said: CheckIn | None


def list_due_check_ins(*, town: Town, year: int) -> list[CheckInLine]:
    """Return every pledge that held in the year, those that nobody has looked at first."""
    held = Pledge.objects.filter(
        Q(ended_on=None) | Q(ended_on__year__gte=year),
        organisation__town=town,
        organisation__archived_on=None,
        made_on__year__lte=year,
    )
    of_year = Prefetch("check_ins", CheckIn.objects.filter(year=year), to_attr="this_year")
    pledges = held.select_related("organisation").prefetch_related(of_year)
    lines = [
        CheckInLine(pledge, next(iter(pledge.this_year), None))  # pyright: ignore[reportAttributeAccessIssue]  # fetched above
        for pledge in pledges.order_by("organisation__name", "made_on", "pk")
    ]
    return sorted(lines, key=lambda line: line.said is not None)
