"""Rates of events that one person may have several of: a row for each number of events."""

from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.lifetables import band_starts
from fairplace.equity.stats.repeats import rate_of_repeats
from fairplace.equity.stats.standardisation import direct_rate_of_repeats
from fairplace.equity.tables.families.counts import PER_PEOPLE
from fairplace.equity.tables.statistic import Option, Statistic

COLUMNS = ("frequency", "people", "population")


def _rate(rows: dict[str, Any], **asked: Any) -> dict[str, Any]:
    found = rate_of_repeats(rows["people"], rows["frequency"], _one(rows, "population"), **asked)
    return {"events": found.count, "population": found.denominator, "": found}


def _direct(rows: dict[str, Any], **asked: Any) -> dict[str, Any]:
    bands, frequencies = list(dict.fromkeys(rows["age_band"])), np.unique(rows["frequency"])
    # Read by the ages they begin with, so that "10" does not stand before "2".
    bands.sort(key=lambda band: band_starts([band])[0])
    band_starts(bands)
    people = np.zeros((len(bands), len(frequencies)))
    row = np.array([bands.index(band) for band in rows["age_band"]])
    np.add.at(people, (row, np.searchsorted(frequencies, rows["frequency"])), rows["people"])
    parts = [{name: rows[name][row == at] for name in rows} for at in range(len(bands))]
    populations = [_one(part, "population") for part in parts]
    weights = [_one(part, "weight") for part in parts] if "weight" in rows else None
    found = direct_rate_of_repeats(people, frequencies, populations, weights, **asked)
    return {"events": found.count, "population": found.denominator, "": found}


def _one(rows: dict[str, Any], name: str) -> float:
    """Return the number that stands in every row, as the rows share their people."""
    numbers = np.unique(rows[name])
    if len(numbers) != 1:
        raise NotComputable(f"The column {name} must be the same in every row of the same people.")
    return float(numbers[0])


STATISTICS = (
    Statistic(
        name="rate_of_repeats",
        title="Crude rate of repeated events",
        shape="each",
        needs=COLUMNS,
        compute=_rate,
        options=(PER_PEOPLE,),
        family="rates",
        reading="Events per so many people, where one person may have several; the limits know that.",
        source="Dobson and others (1991); PHE technical guidance on non-independent events",
    ),
    Statistic(
        name="direct_rate_of_repeats",
        title="Directly standardised rate of repeated events",
        shape="each",
        needs=("age_band", *COLUMNS),
        may=("weight",),
        compute=_direct,
        options=(PER_PEOPLE, Option("fewest", "fewer events than this withhold the rate", float, 10)),
        family="rates",
        reading="As the directly standardised rate, where one person may have several events.",
        source="PHE technical guidance on non-independent events; Dobson and others (1991)",
    ),
)
