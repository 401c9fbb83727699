"""Gathers the figures of whole places, whatever the publication, by the code of our indicator."""

from collections.abc import Collection, Iterable
from itertools import chain

from building import explore_local_statistics, health_index, housing
from building.figures import Figure
from building.healthy_life import read_healthy_life
from building.sources import Sources


def list_figures(sources: Sources, places: Collection[str]) -> dict[str, Iterable[Figure]]:
    """Return the figures that these places have, by indicator; they are read when they are used."""
    figures: dict[str, Iterable[Figure]] = {}
    for series in explore_local_statistics.SERIES:
        more = explore_local_statistics.read_series(sources, series, places)
        figures[series.indicator] = chain(figures.get(series.indicator, ()), more)
    for code, name in health_index.SERIES.items():
        figures[code] = health_index.read_series(sources, name, places)
    figures["healthy-life-expectancy"] = read_healthy_life(sources, places)
    figures["fuel-poverty"] = housing.read_fuel_poverty(sources, places)
    figures["temporary-accommodation"] = housing.read_temporary_accommodation(sources, places)
    return figures
