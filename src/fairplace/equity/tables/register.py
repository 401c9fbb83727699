"""The register of every statistic that can be asked of a table."""

import re

from fairplace.equity.tables.families import (
    agreement,
    benchmarks,
    counts,
    inequality,
    lifetables,
    persons,
    repeats,
    series,
    standardised,
    universalism,
)
from fairplace.equity.tables.statistic import Statistic

FAMILIES = (
    *(counts, standardised, repeats, series, benchmarks, lifetables),
    *(inequality, persons, universalism, agreement),
)
STATISTICS: dict[str, Statistic] = {one.name: one for family in FAMILIES for one in family.STATISTICS}


def _abbreviations() -> dict[str, str]:
    """Return the names by what analysts call them, sii or dsr: what a title has in brackets."""
    found = {}
    for one in STATISTICS.values():
        inside = re.search(r"\(([\w, ]+)\)$", one.title)
        for short in inside[1].split(", ") if inside else ():
            found[short.lower()] = one.name
    return found


ABBREVIATIONS = _abbreviations()
