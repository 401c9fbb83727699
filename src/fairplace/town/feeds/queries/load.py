from fairplace.town.feeds.models import Feed, Load
from fairplace.town.places.models import Town

SHOWN = 30


def get_load(*, town: Town, pk: int) -> Load | None:
    """Return a load of a town with its feed."""
    found = Load.objects.filter(feed__town=town, pk=pk)
    return found.select_related("feed__indicator", "feed__town__place", "settled_by", "release").first()


def list_loads(*, feed: Feed) -> list[Load]:
    """Return the last loads of a feed, the newest first, without what each would change."""
    return list(feed.loads.defer("comparison").select_related("settled_by")[:SHOWN])


def get_found(*, feed: Feed) -> dict:
    """Return what the newest answer of a feed held that can be chosen from; empty before the first."""
    return _get_last(feed).get("found", {})


def get_suggested(*, feed: Feed) -> dict:
    """Return which rows the newest answer of a feed suggests are ours; empty where somebody has to choose."""
    return _get_last(feed).get("taken", {})


def _get_last(feed: Feed) -> dict:
    return feed.loads.exclude(comparison={}).values_list("comparison", flat=True).first() or {}
