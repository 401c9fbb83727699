"""The peers' slope and relative index of values with normal error."""

from fairplace.equity import Breakdown
from tests.equity.vectors import by_case, number, read

Z = 1.959963984540054


def read_cases(value_types):
    """Return a (breakdown or the reason it is refused, multiplier, expected row) for every case."""
    expected = {row["case_id"]: row for row in read("sii/expected.csv")}
    for case, rows in by_case(read("sii/inputs.csv")).items():
        first = rows[0]
        if first["value_type"] in value_types and first["transform"] == "FALSE":
            yield case, rows, number(first["multiplier"]), expected[case]


def breakdown_of(rows):
    errors = [
        number(row["se"]) if row["se"] else (number(row["upper_cl"]) - number(row["lower_cl"])) / (2 * Z)
        for row in rows
    ]
    values, populations = ([number(row[name]) for row in rows] for name in ("value", "population"))
    return Breakdown(tuple(row["quantile"] for row in rows), values, populations, standard_errors=errors)


def read_limits():
    """Return (rows, multiplier, limits) for every case of means, each confidence by itself."""
    limits = by_case(read("sii/exact_limits.csv"))
    for case, rows, multiplier, _ in read_cases({"0"}):
        for wanted in limits.get(case, []):
            yield case, rows, multiplier, wanted
