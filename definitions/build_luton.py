"""Build the figures of Luton's pack from publishers' files.

    python definitions/build_luton.py --shared ../shared

Writes every CSV file of the pack; the YAML files, which say what the figures mean, are written by hand.
The same sources give the same bytes. The product itself never needs the sources.
"""

import argparse
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from building import census, deprivation, explore_local_statistics, health_index, housing, places
from building.figures import Figure, write_figures, write_rows
from building.healthy_life import read_healthy_life
from building.sources import BrokenSource, Sources

LUTON = "E06000032"
# England and the East of England, then the similar places of pack.yaml, which says why each was chosen.
COMPARED = (
    "E92000001", "E12000006", "E06000039", "E06000016", "E08000026", "E06000031", "E08000031", "E08000028",
    "E06000055",
)  # fmt: skip


def list_figures(sources: Sources) -> dict[str, Iterable[Figure]]:
    """Return the figures of each indicator by its code."""
    shown = {LUTON, *COMPARED}
    figures: dict[str, Iterable[Figure]] = {}
    for series in explore_local_statistics.SERIES:
        more = explore_local_statistics.read_series(sources, series, shown)
        figures[series.indicator] = chain(figures.get(series.indicator, ()), more)
    for code, name in health_index.SERIES.items():
        figures[code] = health_index.read_series(sources, name, shown)
    figures["healthy-life-expectancy"] = read_healthy_life(sources, shown)
    figures["fuel-poverty"] = housing.read_fuel_poverty(sources, shown, LUTON)
    figures["temporary-accommodation"] = housing.read_temporary_accommodation(sources, shown)
    figures["overcrowding-census"] = census.read_overcrowding(sources, LUTON)
    figures["household-deprivation-census"] = census.read_household_deprivation(sources, LUTON)
    return figures


def build(sources: Sources, out: Path) -> None:
    """Write every table of the pack, saying what was written."""
    for code, figures in list_figures(sources).items():
        print(f"figures/{code}.csv: {write_figures(out / 'figures', code, figures)} figures")
    areas = [*places.list_areas(sources), *places.list_neighbourhoods(sources, LUTON)]
    authorities = deprivation.list_authorities(sources)
    neighbourhoods = deprivation.list_neighbourhoods(sources)
    for name, columns, rows in (
        ("places.csv", places.PLACE_COLUMNS, areas),
        ("lookups.csv", places.LOOKUP_COLUMNS, places.list_lookups(sources, LUTON)),
        ("deprivation_authorities.csv", deprivation.AUTHORITY_COLUMNS, authorities),
        ("deprivation_neighbourhoods.csv", deprivation.NEIGHBOURHOOD_COLUMNS, neighbourhoods),
    ):
        print(f"{name}: {write_rows(out / name, columns, rows)} rows")


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the figures of Luton's pack.")
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds the publishers' files in data/")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "packs" / "luton")
    given = parser.parse_args()
    try:
        build(Sources(given.shared / "data"), given.out)
    except BrokenSource as error:
        print(f"The pack was not built: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
