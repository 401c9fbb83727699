"""WHO HEAT Plus, upload template: figures of subgroups, and what it says of polarity and order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import Grid, as_number, as_text, read_grid
from fairplace.equity.sources.heat_card import COLUMNS, NEEDED, HeatCard, HeatIndicator, make_card
from fairplace.equity.sources.port import Client, Reply, Setting
from fairplace.equity.sources.texts import KEPT
from fairplace.equity.sources.tidy_rows import make_rows

CALLED = "The HEAT Plus file"
NUMBERS = (
    "estimate", "se", "ci_lb", "ci_ub", "population", "setting_average",
    "favourable_indicator", "indicator_scale", "ordered_dimension", "subgroup_order", "reference_subgroup",
)  # fmt: skip


class HeatPlus:
    """A file in the layout that the World Health Organization's HEAT Plus takes in."""

    code = "heat-plus"
    title = "WHO HEAT Plus template"
    base = ""
    licence = "As the owner of the figures says"
    attribution = "Source: as the column source of the file says."
    settings: tuple[Setting, ...] = (
        Setting("source", "Source", "Where a file mixes several: which to take.", is_needed=False),
    )

    def __init__(self, base: str = ""):
        self.base = base

    def fetch(self, asked: Mapping[str, str], client: Client) -> Iterator[Reply]:
        """Refuse: the file is brought by hand."""
        raise NotLoaded("A HEAT Plus file is a file that you bring; there is no address to ask.")

    def read(self, replies: Sequence[Reply], asked: Mapping[str, str]) -> pa.Table:
        """Return the figures of all subgroups, and the setting averages as figures of everybody."""
        rows = [row for reply in replies for row in _records(reply, asked)]
        return make_rows([*map(_subgroup, rows), *_averages(rows)], called=CALLED)


def read_card(replies: Sequence[Reply], asked: Mapping[str, str]) -> HeatCard:
    """Return what the file says besides its figures: polarity, scale, order, reference, standard errors."""
    return make_card([row for reply in replies for row in _records(reply, asked)], called=CALLED)


def _records(reply: Reply, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    grid = read_grid(reply.body, called=CALLED)
    grid.find(*NEEDED)
    # The template itself ends in a row of dots, which says "and so on".
    filled = [
        (number, row) for number, row in grid.records() if {as_text(cell) for cell in row.values()} != {"…"}
    ]
    rows = [_record(grid, number, row) for number, row in filled]
    wanted = asked.get("source", "")
    kept = [row for row in rows if not wanted or row["source"] == wanted]
    if not kept:
        there = ", ".join(dict.fromkeys(row["source"] for row in rows))
        raise NotLoaded(f"{CALLED} has nothing from {wanted}; it has {there}.")
    return kept


def _record(grid: Grid, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return one row, texts as text and numbers as numbers. Refuses by row and column."""
    found: dict[str, Any] = {"row": number}
    for name in COLUMNS:
        cell = row.get(name, "")
        if name not in NUMBERS:
            found[name] = as_text(cell)
        else:
            try:
                found[name] = as_number(cell)
            except ValueError:
                raise _fault(number, name, cell, "Write a number.") from None
        if name in NEEDED and found[name] in {None, ""} and name != "estimate":
            raise _fault(number, name, cell, "HEAT Plus needs it.")
    _check(found)
    return found


def _check(row: Mapping[str, Any]) -> None:
    number = row["row"]
    if not re.fullmatch(r"[1-9]\d{3}", row["year"]):
        raise _fault(number, "year", row["year"], "Write a year of four digits.")
    for name in ("favourable_indicator", "ordered_dimension", "reference_subgroup"):
        if row[name] not in {0, 1}:
            raise _fault(number, name, row[name], "Write 0 or 1.")
    if not row["indicator_scale"] > 0:
        raise _fault(
            number, "indicator_scale", row["indicator_scale"], "Write what it is given per, such as 100."
        )
    if row["ci_lb"] is not None and row["ci_ub"] is not None and row["ci_lb"] > row["ci_ub"]:
        raise _fault(number, "ci_lb", row["ci_lb"], f"It lies above ci_ub, {row['ci_ub']:g}. Swap the two.")


def _fault(number: int, name: str, cell: Any, do: str) -> NotLoaded:
    found = f"found “{as_text(cell)}”" if as_text(cell) else "it is empty"
    return NotLoaded(f"{CALLED}, row {number}, column {name}: {found}. {do} {KEPT}")


def _shared(row: Mapping[str, Any]) -> dict[str, Any]:
    year = int(row["year"])
    return {
        "indicator": row["indicator_abbr"],
        "place": row["setting"],
        "place_name": row["setting"],
        "place_kind": "setting",
        "period": row["year"],
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
    }


def _subgroup(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_shared(row),
        "dimension": row["dimension"],
        "subgroup": row["subgroup"],
        "value": row["estimate"],
        "lower_95": row["ci_lb"],
        "upper_95": row["ci_ub"],
        "denominator": row["population"],
        "note": row["flag"],
    }


def _averages(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return one figure of everybody for each indicator, setting and year that gives its average."""
    return [
        {**_shared(row), "value": row["setting_average"]}
        for row in rows
        if row["setting_average"] is not None
    ]


__all__ = ["HeatCard", "HeatIndicator", "HeatPlus", "read_card"]
