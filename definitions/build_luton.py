"""Build the figures of Luton's pack from publishers' files.

    python definitions/build_luton.py --shared ../shared

Writes every CSV file of the pack; the YAML files, which say what the figures mean, are written by hand.
The same sources give the same bytes. The product itself never needs the sources.
"""

import sys
from itertools import chain
from pathlib import Path

from building import census, deprivation, housing, places, population
from building.figures import write_figures, write_rows
from building.running import run
from building.series import list_figures
from building.sources import Sources

LUTON = "E06000032"
# England and the East of England, then the similar places of pack.yaml, which says why each was chosen.
COMPARED = (
    "E92000001", "E12000006", "E06000039", "E06000016", "E08000026", "E06000031", "E08000031", "E08000028",
    "E06000055",
)  # fmt: skip


def build(sources: Sources, out: Path) -> None:
    """Write every table of the pack, saying what was written."""
    figures = list_figures(sources, {LUTON, *COMPARED})
    figures["fuel-poverty"] = chain(figures["fuel-poverty"], housing.read_cold_neighbourhoods(sources, LUTON))
    figures["overcrowding-census"] = census.read_overcrowding(sources, LUTON)
    figures["household-deprivation-census"] = census.read_household_deprivation(sources, LUTON)
    figures["residents-by-age"] = population.read_ages(sources, LUTON)
    figures["residents-by-sex"] = population.read_sexes(sources, LUTON)
    for code, rows in figures.items():
        print(f"figures/{code}.csv: {write_figures(out / 'figures', code, rows)} figures")
    areas = [*places.list_areas(sources), *places.list_neighbourhoods(sources, LUTON)]
    for name, columns, rows in (
        ("places.csv", places.PLACE_COLUMNS, areas),
        ("lookups.csv", places.LOOKUP_COLUMNS, places.list_lookups(sources, LUTON)),
        ("successions.csv", places.SUCCESSION_COLUMNS, places.list_successions(sources, LUTON)),
        (
            "deprivation_authorities.csv",
            deprivation.AUTHORITY_COLUMNS,
            deprivation.list_authorities(sources),
        ),
        (
            "deprivation_neighbourhoods.csv",
            deprivation.NEIGHBOURHOOD_COLUMNS,
            deprivation.list_neighbourhoods(sources),
        ),
    ):
        print(f"{name}: {write_rows(out / name, columns, rows)} rows")


if __name__ == "__main__":
    sys.exit(run(build, pack="luton"))
