from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fairplace.equity.sources import NotLoaded
from fairplace.town.feeds.models import Feed, Load
from fairplace.town.feeds.operations.load import fail_load, settle_comparison, supersede
from fairplace.town.indicators.models import Indicator
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.places.operations.saving import describe, save_fields

KIND = "feed"
# Every save counts a version up, so a feed of this one is as its pack wrote it.
UNTOUCHED = 1
OWN = ("asked", "taken", "every_days", "is_active", "is_confirmed", "note")


class FeedExists(Exception):
    """A publisher is asked once for an indicator; the message is a sentence."""


def name_feed(feed: Feed) -> str:
    """Return what the record calls a feed."""
    return f"{feed.indicator.code}-from-{feed.publisher}"


def add_feed(
    *, by: Person | None, town: Town, indicator: Indicator, publisher: str, values: Mapping[str, Any]
) -> Feed:
    """Have a publisher asked for an indicator from now on. Raises FeedExists where it is asked already."""
    try:
        with transaction.atomic():
            feed = Feed.objects.create(town=town, indicator=indicator, publisher=publisher, **values)
            after = describe(feed, tuple(values))
            record(by=by, verb="added", kind=KIND, subject=name_feed(feed), town=town.slug, after=after)
    except IntegrityError as error:
        raise FeedExists(
            _("This publisher is asked for this indicator already. Change what it is asked.")
        ) from error
    return feed


@transaction.atomic
def change_feed(*, by: Person | None, feed: Feed, version: int, values: Mapping[str, Any]) -> Feed:
    """Change what is asked and how often. What waits of another question waits no longer.

    Raises ChangedMeanwhile when somebody saved it since.
    """
    now = save_fields(
        feed, by=by, town=feed.town, kind=KIND, subject=name_feed(feed), version=version, values=values
    )
    if "asked" in values and values["asked"] != feed.asked:
        supersede(now)
    return now


def choose_rows(*, by: Person, feed: Feed, version: int, taken: Mapping[str, Any]) -> Feed:
    """Say which rows of the publisher's answer are ours; what waits is compared anew.

    Raises ChangedMeanwhile when somebody saved it since.
    """
    now = change_feed(by=by, feed=feed, version=version, values={"taken": dict(taken), "is_confirmed": True})
    refresh_waiting(feed=now)
    return now


def refresh_waiting(*, feed: Feed) -> None:
    """Compare what waits of a feed anew with what the town has now."""
    waiting = feed.loads.filter(state=Load.State.WAITING)
    for load in waiting.select_related("feed__town__place", "feed__indicator"):
        try:
            settle_comparison(load)
        except NotLoaded as failure:
            fail_load(load, str(failure), was=Load.State.WAITING)


def save_pack_feeds(*, town: Town, entries: list[Mapping[str, Any]]) -> int:
    """Add or update the feeds of a pack. One that somebody has changed since stays as they left it."""
    indicators = {
        one.code: one for one in Indicator.objects.filter(code__in={e["indicator"] for e in entries})
    }
    known = {
        (one.indicator.code, one.publisher): one
        for one in Feed.objects.filter(town=town).select_related("indicator")
    }
    for entry in entries:
        values = {name: entry[name] for name in OWN}
        there = known.get((entry["indicator"], entry["publisher"]))
        if there is None:
            indicator = indicators[entry["indicator"]]
            Feed.objects.create(town=town, indicator=indicator, publisher=entry["publisher"], **values)
        elif there.version == UNTOUCHED:
            Feed.objects.filter(pk=there.pk).update(**values)
    return len(entries)
