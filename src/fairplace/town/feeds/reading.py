"""Reads a snapshot as figures of the town: which rows are ours, and what else the answer holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.cards import cards_of
from fairplace.equity.sources.manifest import Snapshot
from fairplace.equity.sources.tidy import pc
from fairplace.town.feeds.models import Feed, Load
from fairplace.town.feeds.publishers import get_publisher, get_store
from fairplace.town.feeds.queries.feed import list_kept_places, list_period_names
from fairplace.town.feeds.rules.figure import Figure
from fairplace.town.feeds.rules.naming import Days, name_period
from fairplace.town.feeds.rules.taking import SEX, Chosen, Found, Taken, choose, find, guess, plain
from fairplace.town.indicators.models import Subgroup


@dataclass(frozen=True)
class Coming:
    """What a load brings: `taken` is None while somebody has to choose which rows are ours."""

    snapshot: Snapshot
    found: Found
    taken: Taken | None
    chosen: Chosen
    name: str
    card: Mapping[str, str] = field(default_factory=dict)

    @property
    def terms(self) -> str:
        """Return what the publisher says of the re-use of this indicator, where that is not the licence."""
        return self.snapshot.terms.get(self.name, "")

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.chosen.figures


def read_coming(load: Load) -> Coming:
    """Return the figures that a load brings, from its snapshot. Raises NotLoaded where it is damaged."""
    store, publisher = get_store(), get_publisher(load.feed.publisher)
    snapshot = store.get(load.snapshot)
    coming = read_table(snapshot, store.table(snapshot, publisher), load.feed)
    return replace(coming, card=cards_of(publisher, store.replies(snapshot)).get(coming.name, {}))


def read_table(snapshot: Snapshot, table: pa.Table, feed: Feed) -> Coming:
    """Return the figures of a feed that stand in a publisher's table."""
    kept = Taken.read(feed.taken) if feed.taken else None
    places = list_kept_places(town=feed.town, with_neighbourhoods=bool(kept and kept.neighbourhoods))
    is_ours = pc.is_in(table["place"], value_set=pa.array(list(places), pa.string()))
    known = list_period_names(indicator=feed.indicator_id)
    rows = [_named(row, known) for row in table.filter(is_ours).to_pylist()]
    others = table.filter(pc.invert(is_ours))
    found = find(rows)
    taken = kept or guess(found)
    name = taken.indicator if taken and taken.indicator else next(iter(found.indicators), "")
    if taken is None:
        return Coming(snapshot, found, None, Chosen((), ()), name)
    elsewhere = others.num_rows, len(pc.unique(others["place"]))
    return Coming(snapshot, found, taken, choose(rows, taken, parts=list_parts(), elsewhere=elsewhere), name)


def _named(row: dict[str, Any], known: Mapping[Days, str]) -> dict[str, Any]:
    return {**row, "period": name_period(row["period"], (row["starts_on"], row["ends_on"]), known)}


def list_parts() -> Mapping[str, Mapping[str, str]]:
    """Return the subgroups that are known here: for each dimension's code the codes by plain name."""
    parts: dict[str, dict[str, str]] = {}
    for dimension, code, name in Subgroup.objects.exclude(dimension__code=SEX).values_list(
        "dimension__code", "code", "name"
    ):
        parts.setdefault(dimension, {}).update({plain(name): code, plain(code): code})
    return parts
