from dataclasses import dataclass

from fairplace.town.framework.models import Recommendation
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town


def list_groups(*, town: Town) -> list[Group]:
    groups = Group.objects.filter(town=town).select_related("reports_to")
    return list(groups.prefetch_related("objectives"))


@dataclass(frozen=True)
class Advised:
    """The recommendations that a group answers for: chosen by name, or all under its objectives."""

    recommendations: tuple[Recommendation, ...]
    is_chosen: bool


def list_advice_of(*, group: Group) -> Advised:
    """Return what a group answers for of what was advised. It chose some, or answers for all."""
    in_force = Recommendation.objects.filter(
        framework__town=group.town, framework__is_current=True, archived_on=None
    ).exclude(status="draft")
    in_force = in_force.select_related("home").order_by("code")
    chosen = tuple(in_force.filter(answering_groups=group))
    if chosen or group.recommendations.exists():
        return Advised(chosen, is_chosen=True)
    return Advised(tuple(in_force.filter(home__in=group.objectives.all())), is_chosen=False)
