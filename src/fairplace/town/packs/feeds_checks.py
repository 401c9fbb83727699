"""Checks that the feeds of a pack can be asked: a known publisher, and all that it must be told."""

from collections.abc import Iterator

from fairplace.equity.sources import PUBLISHERS, find_publisher
from fairplace.town.packs.problems import Problem
from fairplace.town.packs.reading import Pack
from fairplace.town.packs.shapes import FeedEntry

FILE = "feeds.yaml"


def check_feeds(pack: Pack) -> Iterator[Problem]:
    """Yield what is wrong with the feeds of a pack."""
    seen: dict[tuple[str, str], str] = {}
    for n, feed in enumerate(pack.feeds, start=1):
        row, key = f"entry {n}", (feed.indicator, feed.publisher)
        if key in seen:
            said = f"{feed.publisher} is asked for {feed.indicator} already in {seen[key]}. Keep one of them."
            yield Problem(FILE, row, "publisher", said)
        seen.setdefault(key, row)
        if feed.indicator not in pack.indicators:
            said = f"{feed.indicator} is not in indicators/. Add it there, or correct the code."
            yield Problem(FILE, row, "indicator", said)
        if feed.publisher in PUBLISHERS:
            yield from _check_asked(feed, row)
        else:
            said = f"{feed.publisher} is not known. Write one of: {', '.join(sorted(PUBLISHERS))}."
            yield Problem(FILE, row, "publisher", said)


def _check_asked(feed: FeedEntry, row: str) -> Iterator[Problem]:
    settings = {one.code: one for one in find_publisher(feed.publisher).settings}
    for code in feed.asked.keys() - settings.keys():
        said = f"{feed.publisher} is not asked for {code}. Write one of: {', '.join(settings)}."
        yield Problem(FILE, row, f"asked.{code}", said)
    for code, setting in settings.items():
        if setting.is_needed and not feed.asked.get(code):
            yield Problem(FILE, row, f"asked.{code}", f"is missing. {setting.name}: {setting.help}.")
