"""Rates of populations of different ages made comparable, directly and indirectly."""

from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.lifetables import band_starts
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.standardisation import direct_rate, indirect_rate, indirect_ratio
from fairplace.equity.tables.cells import Cells
from fairplace.equity.tables.families.counts import PER_PEOPLE
from fairplace.equity.tables.statistic import Option, Statistic

REFERENCE = ("reference_events", "reference_population")


def ages_of(cells: Cells) -> Floats:
    """Return the ages at which the bands begin; the cells stand in their order already."""
    return band_starts(cells.labels)


def checked(cells: Cells) -> dict[str, Floats]:
    """Return the arrays, once their age bands make sense."""
    ages_of(cells)
    return cells.arrays


def once(numbers: Floats, called: str) -> Floats:
    """Return what is the same for every group, such as a standard population."""
    first = np.nanmax(numbers, axis=0)
    if (np.abs(np.where(np.isnan(numbers), first, numbers) - first) > 0).any():
        raise NotComputable(f"The column {called} must be the same in every group.")
    return first


def _direct(cells: Cells, **asked: Any) -> Any:
    ages = checked(cells)
    weights = once(ages["weight"], "weight") if "weight" in ages else None
    found = direct_rate(ages["events"], ages["population"], weights, **asked)
    return {"events": found.count, "population": found.denominator, "": found}


def _indirect(function: Any) -> Any:
    def compute(cells: Cells, **asked: Any) -> Any:
        ages = checked(cells)
        observed = np.nansum(ages["events"], axis=-1)
        found = function(observed, ages["population"], *(ages[name] for name in REFERENCE), **asked)
        return {"observed": found.count, "expected": found.denominator, "": found}

    return compute


def _standardised(name: str, title: str, compute: Any, **other: Any) -> Statistic:
    return Statistic(
        name=name, title=title, shape="cells", along="age_band", compute=compute, family="rates", **other
    )


STATISTICS = (
    _standardised(
        "direct_rate",
        "Directly standardised rate (DSR)",
        _direct,
        needs=("age_band", "events", "population"),
        may=("weight",),
        options=(PER_PEOPLE, Option("fewest", "fewer events than this withhold the rate", float, 10)),
        reading="What the rate would be with the ages of a standard population, Europe's if none is given.",
        source="Dobson and others (1991); Breslow and Day (1987)",
    ),
    _standardised(
        "indirect_ratio",
        "Indirectly standardised ratio (ISR, SMR)",
        _indirect(indirect_ratio),
        needs=("age_band", "events", "population", *REFERENCE),
        options=(Option("per", "what the reference's ratio is: 1 or 100", float, 1),),
        reading="Events over those expected at the rates of the reference; one means as many as expected.",
        source="Breslow and Day (1987); DHSC technical guidance",
    ),
    _standardised(
        "indirect_rate",
        "Indirectly standardised rate",
        _indirect(indirect_rate),
        needs=("age_band", "events", "population", *REFERENCE),
        options=(PER_PEOPLE,),
        reading="The indirectly standardised ratio times the crude rate of the reference.",
        source="DHSC technical guidance",
    ),
)
