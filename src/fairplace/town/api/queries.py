"""Reads what programs ask for, through the same queries as the pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Max, QuerySet, When

from fairplace.town.feeds.models import Load, Submission
from fairplace.town.feeds.queries.submission import list_seen
from fairplace.town.indicators.models import Indicator, Observation, Release
from fairplace.town.indicators.queries import list_observations
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.people.models import Person
from fairplace.town.places.models import Place, Town
from fairplace.town.reviews.queries.frozen import list_snapshots

EVERYBODY = "everybody"
State = Submission.State
NOT_PUBLISHED = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED)


@dataclass(frozen=True)
class Samples:
    """Codes of a town that lead somewhere, for examples; empty where it has none."""

    slug: str
    code: str
    period: str
    year: int | None


def list_figures(
    *, indicator: Indicator, town: Town, place: str = "", period: str = "", dimension: str = ""
) -> QuerySet[Observation]:
    """Return the numbers of an indicator that the town's pages show, narrowed to what is asked."""
    found = list_observations(indicator=indicator, town=town)
    if place:
        found = found.filter(place__code=place)
    if period:
        found = found.filter(period=period)
    if dimension == EVERYBODY:
        return found.filter(subgroup=None)
    return found.filter(subgroup__dimension__code=dimension) if dimension else found


def list_shown_places(*, town: Town) -> QuerySet[Place]:
    """Return the town, the places it is held against and its neighbourhoods, each with its parent."""
    places = Place.objects.filter(pk=town.place_id) | Place.objects.filter(parent=town.place_id)
    places |= Place.objects.filter(pk__in=town.comparators.values("place_id"))
    return places.select_related("parent").order_by("kind", "code")


def list_roles(*, town: Town) -> dict[int, str]:
    """Return what each place is to a town that is no neighbourhood of it, by key."""
    compared = dict(town.comparators.values_list("place_id", "role"))
    return {**compared, town.place_id: "town"}


def list_shown_releases(*, town: Town) -> QuerySet[Release]:
    """Return the publications that the figures of a town, and of the places beside it, were taken from."""
    places = list_shown_places(town=town).order_by().values("pk")
    used = Observation.objects.filter(place__in=places).order_by().values("release_id")
    return Release.objects.filter(pk__in=used).order_by("publisher", "title", "code")


def list_digests(*, town: Town, releases: Iterable[int]) -> dict[int, str]:
    """Return the SHA-256 of what a publisher sent, for releases that came through a feed."""
    loads = Load.objects.filter(feed__town=town, release__in=list(releases)).exclude(snapshot="")
    return dict(loads.order_by("started_at", "pk").values_list("release_id", "snapshot"))


def get_newest_day(*, town: Town) -> date | None:
    """Return the day on which the newest of a town's figures were taken from their publisher."""
    days = list_shown_releases(town=town).order_by().aggregate(Max("retrieved_on"), Max("published_on"))
    return max((day for day in days.values() if day), default=None)


def list_licences(*, town: Town) -> list[str]:
    """Return the licences under which the town's figures come, by name."""
    return sorted(set(list_shown_releases(town=town).values_list("licence", flat=True)))


def get_samples(*, town: Town) -> Samples:
    """Return codes for examples: of the first measure with figures, and of its newest number."""
    measures = ImpactMeasure.objects.filter(
        town=town,
        retired_on=None,
        kind=ImpactMeasure.Kind.NUMBER,
        indicator__observations__place=town.place_id,
    )
    # One with limits shows what figures hold; where no measure has any, another must do.
    measures = measures.annotate(limits=Count("indicator__observations__lower")).select_related("indicator")
    measure = measures.order_by(Case(When(limits=0, then=1), default=0), "position").first()
    newest = None
    if measure and measure.indicator:
        newest = Observation.objects.published().filter(indicator=measure.indicator, place=town.place_id)
        newest = newest.order_by("-ends_on", "-pk").values_list("period", flat=True).first()
    kept = list_snapshots(town=town).exclude(review=None)
    years = kept.order_by("-review__year").values_list("review__year", flat=True)
    return Samples(measure.slug if measure else "", town.place.code, newest or "", years.first())


def list_waiting(*, town: Town, person: Person) -> QuerySet[Submission]:
    """Return the local figures that are not published yet, as far as the person may see them."""
    found = list_seen(town=town, person=person).filter(state__in=NOT_PUBLISHED)
    return found.order_by("-made_at", "-pk")
