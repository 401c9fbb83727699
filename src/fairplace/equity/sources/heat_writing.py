"""Writes figures as a workbook that HEAT Plus takes in."""

import io
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.heat_card import COLUMNS, HeatCard, check_card
from fairplace.equity.sources.symbols import join_notes

CALLED = "The file for HEAT Plus"
FEWEST_ORDERED = 3


def write_heat_plus(figures: pa.Table, card: HeatCard) -> bytes:
    """Return a workbook of every figure that has a subgroup; those of everybody become setting averages.

    The card says what FIGURES cannot: polarity, scale, order and reference. Standard errors are written only
    where the card has them, not guessed from limits. HEAT Plus has no columns for sex and age, and a year
    for a period: what is lost so stands in its flag. Refuses what HEAT Plus would refuse.
    """
    import xlsxwriter

    check_card(card, called=CALLED)
    rows = figures.to_pylist()
    averages = {_whose(row): row["value"] for row in rows if not row["dimension"]}
    parts = [_cells(row, card, averages) for row in rows if row["dimension"]]
    if not parts:
        raise NotLoaded("There are no figures of subgroups, and HEAT Plus is about subgroups.")
    _check(parts)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("template")
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for at, name in enumerate(COLUMNS):
            sheet.write_string(0, at, name, bold)
        for number, part in enumerate(parts, start=1):
            for at, name in enumerate(COLUMNS):
                cell = part[name]
                if isinstance(cell, str) and cell:
                    sheet.write_string(number, at, cell)
                elif isinstance(cell, int | float):
                    sheet.write_number(number, at, cell)
    return file.getvalue()


def _whose(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("indicator", "place", "period", "sex", "age"))


def _cells(
    row: Mapping[str, Any], card: HeatCard, averages: Mapping[tuple[str, ...], float | None]
) -> dict[str, Any]:
    indicator, dimension, subgroup = row["indicator"], row["dimension"], row["subgroup"]
    said, part = card.indicators.get(indicator), card.subgroups.get((indicator, dimension, subgroup))
    if said is None or part is None:
        raise NotLoaded(
            f"The card says nothing of {indicator}{'' if said is None else f', {dimension}: {subgroup}'}."
        )
    setting, year = row["place_name"] or row["place"], f"{row['ends_on'].year:04d}"
    where = (indicator, setting, year, dimension)
    if where not in card.sources:
        raise NotLoaded(f"The card names no source for {', '.join(where)}.")
    return {
        "setting": setting,
        "year": int(year),
        "source": card.sources[where],
        "indicator_abbr": indicator,
        "indicator_name": said.name,
        "dimension": dimension,
        "subgroup": subgroup,
        "estimate": row["value"],
        "se": card.errors.get((*where, subgroup)),
        "ci_lb": row["lower_95"],
        "ci_ub": row["upper_95"],
        "population": row["denominator"],
        "flag": _flag(row, year),
        "setting_average": averages.get(_whose(row)),
        "iso3": card.countries.get(setting),
        "favourable_indicator": int(said.polarity == "high"),
        "indicator_scale": said.scale,
        "ordered_dimension": int(card.ordered[dimension]),
        "subgroup_order": part.order,
        "reference_subgroup": int(part.is_reference),
    }


def _flag(row: Mapping[str, Any], year: str) -> str:
    lost = [f"{name}: {row[name]}." for name in ("sex", "age") if row[name]]
    period = f"Period: {row['period']}." if row["period"] != year else ""
    flag = f"Flag: {row['flag']}." if row["flag"] else ""
    return join_notes(row["note"], flag, period, *(one.capitalize() for one in lost))


def _check(parts: list[dict[str, Any]]) -> None:
    """Refuse rows that HEAT Plus could not tell apart, and an order among two."""
    seen: set[tuple[Any, ...]] = set()
    sizes: dict[tuple[Any, ...], int] = {}
    for part in parts:
        where = tuple(part[name] for name in ("setting", "year", "source", "indicator_abbr", "dimension"))
        if (*where, part["subgroup"]) in seen:
            raise NotLoaded(
                f"There are two figures for {part['indicator_abbr']}, {part['setting']}, {part['year']}, "
                f"{part['subgroup']}: HEAT Plus has no columns for sex, age and parts of years. Keep one."
            )
        seen.add((*where, part["subgroup"]))
        sizes[where] = sizes.get(where, 0) + 1
    for part in parts:
        where = tuple(part[name] for name in ("setting", "year", "source", "indicator_abbr", "dimension"))
        if part["ordered_dimension"] and sizes[where] < FEWEST_ORDERED:
            raise NotLoaded(
                f"{part['dimension']} has {sizes[where]} subgroups in {part['setting']}, {part['year']}: "
                "HEAT Plus orders three or more. Call it not ordered."
            )
