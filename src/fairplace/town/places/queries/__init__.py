from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability, abilities_of
from fairplace.town.places.models import (
    Appointment,
    AuthorityRank,
    DeprivationEdition,
    NeighbourhoodRank,
    Place,
    Town,
)
from fairplace.town.places.rules import DOMAINS


def get_town(slug: str = "") -> Town | None:
    """Return the town of that name; without one, the town at the front; None if there is none."""
    towns = Town.objects.select_related("place")
    return towns.filter(slug=slug).first() if slug else towns.order_by("-is_default", "id").first()


def list_towns() -> list[Town]:
    return list(Town.objects.select_related("place"))


def get_abilities(*, person: Person | AnonymousUser, town: Town | None) -> frozenset[Ability]:
    """Return what the person may do in the town. Technical administrators may do everything."""
    if not person.is_authenticated or not person.is_active:
        return frozenset()
    if person.is_superuser:
        return frozenset(Ability)
    roles = Appointment.objects.filter(person=person, town=town).values_list("role", flat=True)
    return abilities_of(set(roles))


def list_editions() -> list[DeprivationEdition]:
    """Return the editions of the Indices of Deprivation, newest first."""
    return list(DeprivationEdition.objects.order_by("-published_on", "-code"))


def list_searchable_editions() -> list[DeprivationEdition]:
    """Return the editions whose ranks of authorities are held, newest first."""
    ranked = AuthorityRank.objects.filter(edition=OuterRef("pk"))
    editions = DeprivationEdition.objects.filter(Exists(ranked)).order_by("-published_on", "-code")
    return [edition for edition in editions if edition.columns]


def list_headline_ranks(*, place: Place) -> list[AuthorityRank]:
    """Return how a place ranks on every column of every edition, newest edition first."""
    ranks = AuthorityRank.objects.filter(place=place, rank__isnull=False).select_related("edition")
    return list(ranks.order_by("-edition__published_on", "column"))


def search_authorities(*, edition: DeprivationEdition, column: str, words: str) -> QuerySet[AuthorityRank]:
    """Return authorities by rank on one column, those whose name or code holds the words."""
    ranks = AuthorityRank.objects.filter(edition=edition, column=column, rank__isnull=False)
    if words:
        ranks = ranks.filter(Q(name__icontains=words) | Q(place__code__iexact=words))
    return ranks.select_related("place").order_by("rank", "name")


def list_neighbourhoods(*, town: Town, edition: DeprivationEdition) -> list[NeighbourhoodRank]:
    """Return the town's neighbourhoods in an edition, most deprived first."""
    ranks = NeighbourhoodRank.objects.filter(edition=edition, place__parent=town.place)
    return list(ranks.select_related("place").order_by("rank"))


def list_editions_of(*, town: Town) -> list[DeprivationEdition]:
    """Return the editions with neighbourhoods of this town, oldest first."""
    used = NeighbourhoodRank.objects.filter(place__parent=town.place).values("edition_id")
    return list(DeprivationEdition.objects.filter(pk__in=used).order_by("published_on", "code"))


@dataclass(frozen=True)
class Deprived:
    """What share of a town's people live in neighbourhoods that are among England's most deprived tenths."""

    edition: DeprivationEdition
    by_domain: dict[str, float]

    def share(self, domains: Iterable[str]) -> float | None:
        """Return the largest share of these domains; None where none of them is known."""
        return max((self.by_domain[one] for one in domains if one in self.by_domain), default=None)


def get_deprived(*, town: Town, tenths: int = 3) -> Deprived | None:
    """Return the share of people in the most deprived tenths on each domain, in the newest edition."""
    editions = list_editions_of(town=town)
    if not editions:
        return None
    ranks = list_neighbourhoods(town=town, edition=editions[-1])
    shares = {}
    for domain in DOMAINS:
        told = [(one.population, one.domains[domain]) for one in ranks if domain in one.domains]
        people = sum(population for population, _tenth in told)
        if people:
            shares[domain] = sum(population for population, tenth in told if tenth <= tenths) / people
    return Deprived(editions[-1], shares)


def get_neighbourhood(*, town: Town, code: str) -> Place | None:
    return Place.objects.filter(parent=town.place, kind=Place.Kind.NEIGHBOURHOOD, code=code).first()


def list_ranks_of(*, place: Place) -> list[NeighbourhoodRank]:
    """Return how deprived a neighbourhood is in each edition it is part of, newest first."""
    return list(
        NeighbourhoodRank.objects.filter(place=place)
        .select_related("edition")
        .order_by("-edition__published_on")
    )


def list_roles(*, person: Person, town: Town) -> list[str]:
    """Return the codes of the roles that the person holds in the town."""
    return list(Appointment.objects.filter(person=person, town=town).values_list("role", flat=True))


def list_contacts(*, town: Town | None) -> list[Person]:
    """Return the programme team, whom a reader may write to; nobody invented for a demonstration."""
    held = Appointment.objects.filter(town=town, role="programme-team", person__is_demonstration=False)
    return [appointment.person for appointment in held.select_related("person")]


def list_appointments(*, person: Person) -> list[Appointment]:
    """Return the person's roles in every town, with the towns."""
    return list(Appointment.objects.filter(person=person).select_related("town"))


def list_people(*, town: Town, words: str = "") -> QuerySet[Person]:
    """Return everybody with a role in the town, each with `roles_here`: their appointments there."""
    here = Prefetch("appointments", Appointment.objects.filter(town=town), to_attr="roles_here")
    people = Person.objects.filter(appointments__town=town).distinct().prefetch_related(here)
    if words:
        people = people.filter(Q(name__icontains=words) | Q(email__icontains=words))
    return people


def get_person(*, town: Town, pk: int) -> Person | None:
    """Return somebody with a role in the town."""
    return list_people(town=town).filter(pk=pk).first()
