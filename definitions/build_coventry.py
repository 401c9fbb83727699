"""Build the figures of Coventry's pack from publishers' files.

    python definitions/build_coventry.py --shared ../shared

Coventry's list is much longer than what the files hold: only measures of the very same subject get figures.
"""

import sys
from pathlib import Path

from building import places
from building.figures import write_figures, write_rows
from building.running import run
from building.series import list_figures
from building.sources import Sources

# Coventry; England and the West Midlands; the similar places of pack.yaml.
SHOWN = (
    "E08000026", "E92000001", "E12000005", "E06000016", "E08000031", "E08000028", "E06000018", "E06000032",
)  # fmt: skip
WANTED = (
    "children-low-income-before-housing", "early-years-literacy",
    "gcse-english-maths-by-19", "life-expectancy-persons", "obesity-adults", "persistent-absence",
    "temporary-accommodation", "unemployment-modelled",
)  # fmt: skip


def build(sources: Sources, out: Path) -> None:
    """Write the tables of the pack, saying what was written."""
    figures = list_figures(sources, SHOWN)
    for code in WANTED:
        print(f"figures/{code}.csv: {write_figures(out / 'figures', code, figures[code])} figures")
    areas = [area for area in places.list_areas(sources) if area["code"] in SHOWN or area["kind"] == "region"]
    print(f"places.csv: {write_rows(out / 'places.csv', places.PLACE_COLUMNS, areas)} rows")


if __name__ == "__main__":
    sys.exit(run(build, pack="coventry"))
