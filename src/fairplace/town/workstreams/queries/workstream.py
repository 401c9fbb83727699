from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from fairplace.town.framework.models import Item
from fairplace.town.framework.queries import list_recommendations
from fairplace.town.partners.models import Organisation
from fairplace.town.places.models import Place, Town
from fairplace.town.workstreams.models import Alignment, Fit, Strategy, Workstream

CARRYING = (Fit.TOUCHES, Fit.PART, Fit.FULL)


@dataclass(frozen=True)
class WorkFilter:
    """Which workstreams to list; what is empty filters nothing."""

    words: str = ""
    objective: str = ""
    approach: str = ""
    sector: str = ""
    group: str = ""
    strategy: str = ""
    without: str = ""
    archived: bool = False


def list_workstreams(*, town: Town, chosen: WorkFilter | None = None) -> QuerySet[Workstream]:
    """Return the town's workstreams that fit, each with `carried_count`: how much in force it carries."""
    chosen = chosen or WorkFilter()
    is_carried = Q(
        alignments__fit__in=CARRYING,
        alignments__recommendation__framework__is_current=True,
        alignments__recommendation__archived_on=None,
    )
    found = Workstream.objects.filter(town=town, archived_on__isnull=not chosen.archived)
    found = found.select_related("lead", "group").filter(_own(chosen), _linked(town, chosen))
    found = found.annotate(carried_count=Count("alignments", filter=is_carried, distinct=True)).order_by(
        "code"
    )
    return found.filter(carried_count=0) if chosen.without == "recommendation" else found


def _own(chosen: WorkFilter) -> Q:
    asked = Q()
    if chosen.words:
        asked &= Q(name__icontains=chosen.words) | Q(summary__icontains=chosen.words) | Q(code=chosen.words)
    if chosen.approach:
        asked &= Q(approach="" if chosen.approach == "unknown" else chosen.approach)
    if chosen.without == "owner":
        asked &= Q(owner="")
    return asked


def _linked(town: Town, chosen: WorkFilter) -> Q:
    asked = Q()
    if chosen.objective:
        under = [one.pk for one in list_recommendations(town=town, objective=chosen.objective)]
        carrying = Alignment.objects.filter(recommendation__in=under, fit__in=CARRYING)
        asked &= Q(pk__in=carrying.values("workstream"))
    if chosen.sector:
        asked &= Q(lead__sector=chosen.sector)
    if chosen.group:
        asked &= Q(group__slug=chosen.group)
    if chosen.strategy.isdigit():
        through = Workstream.strategies.through.objects.filter(strategy=int(chosen.strategy))
        asked &= Q(pk__in=through.values("workstream"))
    return asked


def get_workstream(*, town: Town, code: str) -> Workstream | None:
    """Return a workstream, archived or not, with its partners, places, strategies and shares."""
    found = Workstream.objects.filter(town=town, code=code).select_related("lead", "group", "town__place")
    return found.prefetch_related("partners", "places", "strategies", "shares").first()


def list_carried(*, workstream: Workstream, drafts: bool) -> list[Alignment]:
    """Return what the workstream carries of what is in force, with the recommendations, fullest first."""
    found = workstream.alignments.filter(
        fit__in=CARRYING,
        recommendation__framework__is_current=True,
        recommendation__archived_on=None,
    )
    if not drafts:
        found = found.exclude(recommendation__status=Item.Status.DRAFT)
    order = {fit: place for place, fit in enumerate(reversed(CARRYING))}
    listed = list(found.select_related("recommendation", "mapped_by", "checked_by"))
    return sorted(listed, key=lambda one: (order[Fit(one.fit)], one.recommendation.code))


def list_for_sheet(*, town: Town) -> QuerySet[Workstream]:
    """Return the town's workstreams in force with everything that a spreadsheet tells of them."""
    found = Workstream.objects.filter(town=town, archived_on=None).select_related("lead", "group")
    return found.prefetch_related("partners", "strategies", "shares")


def list_organisations(*, town: Town) -> list[Organisation]:
    return list(Organisation.objects.filter(town=town, archived_on=None))


def list_strategies(*, town: Town) -> list[Strategy]:
    return list(Strategy.objects.filter(town=town))


def list_places(*, town: Town) -> list[Place]:
    """Return the places that work can be in: the town as a whole, and its parts."""
    found = Place.objects.filter(Q(pk=town.place_id) | Q(parent=town.place_id))
    return sorted(found, key=lambda one: (one.pk != town.place_id, one.name))
