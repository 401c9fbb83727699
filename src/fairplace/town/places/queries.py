from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability, abilities_of
from fairplace.town.places.models import Appointment, Town


def get_town(slug: str = "") -> Town | None:
    """Return the town of that name; without one, the town at the front; None if there is none."""
    towns = Town.objects.select_related("place")
    return towns.filter(slug=slug).first() if slug else towns.order_by("-is_default", "id").first()


def list_towns() -> list[Town]:
    return list(Town.objects.select_related("place"))


def get_abilities(*, person: Person, town: Town | None) -> frozenset[Ability]:
    """Return what the person may do in the town. Technical administrators may do everything."""
    if not person.is_authenticated or not person.is_active:
        return frozenset()
    if person.is_superuser:
        return frozenset(Ability)
    roles = Appointment.objects.filter(person=person, town=town).values_list("role", flat=True)
    return abilities_of(set(roles))
