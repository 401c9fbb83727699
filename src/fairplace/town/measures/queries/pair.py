"""Reads two numbers of the same areas: measures, or a measure and deprivation."""

from collections.abc import Mapping
from dataclasses import dataclass

import fairplace.equity as eq
from fairplace.town.indicators.models import Indicator, Release
from fairplace.town.indicators.queries.area import list_latest_counts
from fairplace.town.indicators.rules import is_additive, sum_up
from fairplace.town.measures.queries.exploration import Explored, find_common, first_group, list_standings
from fairplace.town.places.models import DeprivationEdition, NeighbourhoodRank, Town


@dataclass(frozen=True)
class Side:
    """One axis: what it is, when, and the number of each area by its name."""

    name: str
    unit: str
    decimals: int
    period: str
    values: Mapping[str, eq.Estimate]
    roles: Mapping[str, str]
    indicator: Indicator | None = None
    releases: tuple[Release, ...] = ()
    source: str = ""


def read_places(explored: Explored) -> Side:
    """Return a measure over the town and its comparators, in its newest common period."""
    indicator = explored.measure.indicator
    assert indicator, "What is explored has numbers."
    group = first_group(explored)
    period = find_common(explored, group)
    standings = list_standings(explored, group, period)
    name = f"{explored.measure.name}, {group[1]}" if group[1] else explored.measure.name
    return Side(
        name, indicator.unit, indicator.decimals, period,
        {one.place.place.name: one.point.estimate for one in standings},
        {one.place.place.name: one.place.role for one in standings},
        indicator, explored.releases,
    )  # fmt: skip


def read_neighbourhoods(*, town: Town, indicator: Indicator) -> Side | None:
    """Return an indicator over the town's neighbourhoods, by their codes; None where no counts are held."""
    if not is_additive(form=indicator.form, unit=indicator.unit):
        return None
    counts = next(iter(list_latest_counts(town=town, indicators=[indicator])), None)
    if counts is None:
        return None
    own = {"form": indicator.form, "unit": indicator.unit, "per": indicator.per}
    values = {}
    for code, (count, denominator) in counts.numbers.items():
        if 0 < count < indicator.threshold:
            continue
        try:
            values[code] = sum_up(count=count, denominator=denominator, **own)
        except eq.NotComputable:
            continue
    period = counts.rows[0].period
    return Side(
        indicator.short, indicator.unit, indicator.decimals, period, values, {}, indicator, (counts.release,)
    )


def read_deprivation(*, town: Town, edition: DeprivationEdition) -> Side:
    """Return the deprivation score of each neighbourhood in an edition: higher is more deprived."""
    ranks = NeighbourhoodRank.objects.filter(edition=edition, place__parent=town.place)
    scores = {code: eq.Estimate(score) for code, score in ranks.values_list("place__code", "score")}
    source = f"{edition.publisher}: {edition.name}. {edition.licence}. {edition.attribution}"
    return Side(edition.short, "", 1, "", scores, {}, source=source)
