"""The peers' slope and relative index: means, rates and proportions, as they stand and transformed."""

import math

from fairplace.equity import Breakdown
from tests.equity.vectors import by_case, number, read

KINDS = {"0": "mean", "1": "rate", "2": "proportion"}


def read_cases():
    """Return (case, rows, options, expected row) for every case."""
    expected = {row["case_id"]: row for row in read("sii/expected.csv")}
    for case, rows in by_case(read("sii/inputs.csv")).items():
        options = {"multiplier": number(rows[0]["multiplier"]), "transform": rows[0]["transform"] == "TRUE"}
        yield case, rows, options, expected[case]


def breakdown_of(rows):
    values, errors, lowers, uppers, populations = (
        [number(row[name]) for row in rows] for name in ("value", "se", "lower_cl", "upper_cl", "population")
    )
    is_known = not math.isnan(lowers[0])
    return Breakdown(
        tuple(row["quantile"] for row in rows),
        values,
        populations,
        standard_errors=None if is_known else errors,
        lowers=lowers if is_known else None,
        uppers=uppers if is_known else None,
        kind=KINDS[rows[0]["value_type"]],
    )


def read_limits(name="sii/exact_limits.csv"):
    """Return (case, rows, options, limits) for every case, each confidence by itself."""
    limits = by_case(read(name))
    for case, rows, options, _ in read_cases():
        for wanted in limits.get(case, []):
            yield case, rows, options, wanted
