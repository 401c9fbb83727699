"""Tidy figures for tests: say what matters, the rest is plain."""

from datetime import date

import pyarrow as pa

from fairplace.equity.sources.figures import FIGURES

PLAIN = {
    "indicator": "1",
    "place": "E06000032",
    "place_name": "Luton",
    "place_kind": "County & UA",
    "dimension": "",
    "subgroup": "",
    "sex": "Persons",
    "age": "All ages",
    "period": "2020",
    "starts_on": date(2020, 1, 1),
    "ends_on": date(2020, 12, 31),
    "value": None,
    "lower_95": None,
    "upper_95": None,
    "lower_998": None,
    "upper_998": None,
    "count": None,
    "denominator": None,
    "flag": "",
    "note": "",
}


def figures(*rows):
    """Return the rows as the tidy table."""
    return pa.Table.from_pylist([PLAIN | row for row in rows], FIGURES)
