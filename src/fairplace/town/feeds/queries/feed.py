"""Reads feeds with how fresh they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from fairplace.town.feeds.models import Feed, Load
from fairplace.town.feeds.rules.health import Health, Past, is_due, next_due, say_health
from fairplace.town.feeds.rules.naming import Days
from fairplace.town.feeds.rules.taking import SEX
from fairplace.town.indicators.models import Dimension, Indicator, Observation
from fairplace.town.places.models import ComparatorGroup, Place, Town

GOOD = (Load.State.TAKEN, Load.State.UNCHANGED)


@dataclass(frozen=True)
class FeedLine:
    """A feed with how it stands: `newest` is the town's newest figure, `failure` why the last load failed."""

    feed: Feed
    health: Health
    past: Past
    next_due: datetime | None
    newest: Observation | None
    running: Load | None
    waiting: Load | None
    failure: Load | None

    @property
    def is_due(self) -> bool:
        return is_due(self.past, timezone.now())


def list_feeds(*, town: Town) -> list[FeedLine]:
    """Return every feed of a town with how it stands, in four queries."""
    return list_lines(_feeds(town), town)


def list_feeds_of(*, town: Town, indicators: Iterable[int]) -> list[Feed]:
    """Return the feeds of a town that bring the figures of these indicators."""
    return list(_feeds(town).filter(indicator__in=list(indicators)))


def get_feed(*, town: Town, pk: int) -> Feed | None:
    """Return a feed of a town."""
    return Feed.objects.filter(town=town, pk=pk).select_related("indicator", "town__place").first()


def get_line(*, feed: Feed) -> FeedLine:
    """Return how one feed stands."""
    return list_lines(_feeds(feed.town).filter(pk=feed.pk), feed.town)[0]


def list_due(*, town: Town) -> list[Feed]:
    """Return the feeds that the nightly work fetches now."""
    return [line.feed for line in list_feeds(town=town) if line.is_due]


def _feeds(town: Town) -> QuerySet[Feed]:
    return Feed.objects.filter(town=town).select_related("indicator", "town__place")


def list_lines(feeds: QuerySet[Feed], town: Town) -> list[FeedLine]:
    """Return these feeds of a town with how they stand."""
    loads = Load.objects.filter(feed=OuterRef("pk")).order_by("-started_at", "-pk")
    newest = (
        Observation.objects.published()
        .filter(indicator=OuterRef("indicator_id"), place=town.place_id)
        .order_by("-ends_on", "-pk")
    )
    found = list(
        feeds.annotate(
            good_at=Max("loads__ended_at", filter=Q(loads__state__in=GOOD), output_field=DateTimeField()),
            last_pk=Subquery(loads.values("pk")[:1]),
            waiting_pk=Subquery(loads.filter(state=Load.State.WAITING).values("pk")[:1]),
            newest_pk=Subquery(newest.values("pk")[:1]),
        ).order_by("indicator__name", "publisher")
    )
    wanted = {pk for one in found for pk in (_of(one, "last_pk"), _of(one, "waiting_pk")) if pk}
    known = Load.objects.in_bulk(wanted)
    figures = Observation.objects.select_related("release").in_bulk(
        [_of(one, "newest_pk") for one in found if _of(one, "newest_pk")]
    )
    return [_line(one, known, figures) for one in found]


def _of(feed: Feed, name: str):
    # What a query adds to a row is unknown to its class.
    return getattr(feed, name)


def _line(feed: Feed, loads: dict[int, Load], figures: dict[int, Observation]) -> FeedLine:
    last, waiting = loads.get(_of(feed, "last_pk")), loads.get(_of(feed, "waiting_pk"))
    past = Past(
        every_days=feed.every_days,
        is_active=feed.is_active,
        good_at=_of(feed, "good_at"),
        last_state=last.state if last else "",
        last_at=last.started_at if last else None,
        has_waiting=waiting is not None,
    )
    now = timezone.now()
    return FeedLine(
        feed=feed,
        health=say_health(past, now),
        past=past,
        next_due=next_due(past, now),
        newest=figures.get(_of(feed, "newest_pk")),
        running=last if last and last.state == Load.State.RUNNING else None,
        waiting=waiting,
        failure=last if last and last.state == Load.State.FAILED else None,
    )


@dataclass(frozen=True)
class FreshLine:
    """An indicator with the town's newest figure of it, and when newer ones were last looked for."""

    indicator: Indicator
    newest: Observation
    looked_at: datetime | None
    is_watched: bool


def list_fresh(*, town: Town) -> list[FreshLine]:
    """Return how old the town's newest figure of each indicator is, the oldest first, in three queries."""
    places = Place.objects.filter(Q(pk=town.place_id) | Q(parent=town.place_id)).values("pk")
    newest = (
        Observation.objects.published()
        .filter(indicator=OuterRef("pk"), place__in=places)
        .order_by("-ends_on", "-pk")
    )
    ours = Indicator.objects.annotate(newest_pk=Subquery(newest.values("pk")[:1])).exclude(newest_pk=None)
    keys = dict(ours.values_list("pk", "newest_pk"))
    figures = Observation.objects.select_related("release", "indicator").in_bulk(keys.values())
    watched = dict(
        Feed.objects.filter(town=town, is_active=True)
        .values("indicator_id")
        .annotate(at=Max("loads__ended_at", filter=Q(loads__state__in=GOOD)))
        .values_list("indicator_id", "at")
    )
    lines = [
        FreshLine(figures[pk].indicator, figures[pk], watched.get(indicator), indicator in watched)
        for indicator, pk in keys.items()
    ]
    return sorted(lines, key=lambda one: (one.newest.ends_on, one.indicator.name))


def list_kept_places(*, town: Town, with_neighbourhoods: bool) -> dict[str, str]:
    """Return the places whose figures a town keeps, by code: its own, those beside it, its neighbourhoods."""
    wanted = Q(pk=town.place_id) | Q(pk__in=town.comparators.values("place_id"))
    wanted |= Q(pk__in=ComparatorGroup.objects.filter(town=town).values("places"))
    if with_neighbourhoods:
        wanted |= Q(parent=town.place_id)
    return dict(Place.objects.filter(wanted).values_list("code", "name"))


def list_names_of_places(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of places by code."""
    return dict(Place.objects.filter(code__in=set(codes)).values_list("code", "name"))


def list_period_names(*, indicator: int) -> dict[Days, str]:
    """Return what the periods of an indicator are called here, by their first and last day."""
    told = Observation.objects.filter(indicator=indicator).order_by("period").distinct()
    return {(first, last): name for first, last, name in told.values_list("starts_on", "ends_on", "period")}


def list_indicators(*, town: Town) -> list[Indicator]:
    """Return the indicators that a feed of the town may fill: everybody's, and the town's own."""
    return list(Indicator.objects.filter(Q(town=None) | Q(town=town)).order_by("name"))


def list_dimensions() -> list[tuple[str, str]]:
    """Return code and name of the dimensions known here; sex is chosen apart."""
    return list(Dimension.objects.exclude(code=SEX).values_list("code", "name"))
