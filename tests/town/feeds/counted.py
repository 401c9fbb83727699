"""Rows of a small town that somebody sends in, for tests that need no database."""

from fairplace.town.feeds.rules.cells import Land
from fairplace.town.feeds.rules.protection import Terms

LAND = Land(
    {"E06000001": "Testham", "E01000001": "North", "E01000002": "South", "E01000003": "West"},
    {f"E0100000{n}": ("E06000001", "neighbourhood") for n in (1, 2, 3)},
)
PERCENT = Terms("percent", 100, 5, LAND)


def row(count, people, place="E06000001", group="", period=(2023, 2023), **fields):
    first, last = period
    return {
        "place": place, "period": str(first), "starts_on": f"{first}-01-01", "ends_on": f"{last}-12-31",
        "value": round(100 * count / people, 1), "lower_95": None, "upper_95": None, "count": float(count),
        "denominator": float(people), "dimension": "sex" if group else "", "subgroup": group, "flag": "",
        "note": "", **fields,
    }  # fmt: skip


def numbered(*rows):
    return list(enumerate(rows, start=1))
