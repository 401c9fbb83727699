"""Turns the rows of Nomis into tidy columns: its dimensions, its times and its marks."""

import re
from collections.abc import Collection, Sequence
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.csvs import find_column, need_columns, numbers
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.periods import CALENDAR, days_of, days_of_sortable
from fairplace.equity.sources.tidy import map_each, pc, sex_of, tidy_text

PLACE, TIME, MEASURE, RATE = ("GEOGRAPHY",), ("DATE", "TIME"), ("MEASURES",), ("FREQ",)
SEX, AGE = ("SEX", "GENDER", "C_SEX"), ("AGE", "C_AGE")
OBSERVATION = ("OBS_STATUS", "OBS_CONF")
KNOWN = {*PLACE, *TIME, *MEASURE, *RATE, *SEX, *AGE, *OBSERVATION}
NEEDED = (
    ("GEOGRAPHY_CODE", r"geography_code"),
    ("GEOGRAPHY_NAME", r"geography_name"),
    ("GEOGRAPHY_TYPE", r"geography_type"),
    ("MEASURES_NAME", r"measures_name"),
    ("DATE_NAME", r"(date|time)_name"),
    ("OBS_VALUE", r"obs_value"),
    ("OBS_STATUS", r"obs_status"),
    ("OBS_STATUS_NAME", r"obs_status_name"),
)
# SDMX's letters for a number that may be used, and what we flag. With any other letter there is no number to
# use: what was sent in its place may be a zero that is none.
USABLE = {
    "A": "", "B": "break", "D": "break", "E": "modelled", "F": "modelled", "G": "", "I": "imputed",
    "P": "provisional", "U": "", "V": "provisional",
}  # fmt: skip
# Never counted, as against counted and kept back.
MISSING = frozenset("HLMO")
FREE = frozenset({"", "F"})
BETWEEN = " / "


def read_rows(table: pa.Table, *, dataset: str, across: Collection[str], called: str) -> dict[str, Any]:
    """Return tidy columns of the rows, and `measure` beside them. `across` names dimensions of inequality.

    The indicator is the data set with the names of all that is counted, its measure still apart.
    """
    named = need_columns(table, NEEDED, called)
    texts = {name: tidy_text(table[column]) for name, column in named.items()}
    conf = find_column(table, r"obs_conf")
    marks = [texts["OBS_STATUS"], tidy_text(table[conf]) if conf else pa.repeat("", table.num_rows)]
    usable = map_each(marks, _is_usable, pa.bool_())
    others = [name for name in _dimensions(table) if name not in KNOWN]
    _refuse_unknown(set(across) - set(others))
    split = [name for name in others if name in across]
    counted = [_names(table, name) for name in others if name not in across]
    return {
        "measure": texts["MEASURES_NAME"],
        "indicator": join([pa.repeat(dataset, table.num_rows), *counted]),
        "place": texts["GEOGRAPHY_CODE"],
        "place_name": texts["GEOGRAPHY_NAME"],
        "place_kind": texts["GEOGRAPHY_TYPE"],
        "dimension": pa.repeat(BETWEEN.join(split), table.num_rows),
        "subgroup": join([_names(table, name) for name in split] or [pa.repeat("", table.num_rows)]),
        "sex": map_each([_first(table, SEX)], sex_of, pa.string()),
        "age": _first(table, AGE),
        "period": texts["DATE_NAME"],
        **_days(table, texts["DATE_NAME"]),
        "value": pc.if_else(
            usable, numbers(table, named["OBS_VALUE"], called), pa.scalar(None, pa.float64())
        ),
        "flag": map_each(marks, _flag, pa.string()),
        "note": pc.if_else(pc.equal(texts["OBS_STATUS"], "A"), "", texts["OBS_STATUS_NAME"]),
    }


def join(texts: Sequence[pa.Array]) -> pa.Array:
    """Return the texts of each row as one, without those that are empty."""
    if len(texts) == 1:
        return texts[0]
    filled = [pc.if_else(pc.equal(text, ""), None, text) for text in texts]
    return pc.binary_join_element_wise(*filled, BETWEEN, null_handling="skip")


def _dimensions(table: pa.Table) -> list[str]:
    """Return the names of what the answer is divided by: each X that has an X_NAME, in the order sent."""
    names = [name.upper() for name in table.column_names]
    return [name for name in names if f"{name}_NAME" in names]


def _refuse_unknown(names: Collection[str]) -> None:
    if names:
        said = ", ".join(sorted(names)).lower()
        raise NotLoaded(
            f"This data set of Nomis has no dimension {said} to look across. Check its definition."
        )


def _names(table: pa.Table, dimension: str) -> pa.Array:
    column = find_column(table, re.escape(dimension) + "_NAME")
    assert column, "A dimension is found by its name."
    return tidy_text(table[column])


def _first(table: pa.Table, dimensions: Sequence[str]) -> pa.Array:
    """Return the names of the first of these dimensions that is there; empty texts without one."""
    there = next((name for name in dimensions if name in _dimensions(table)), None)
    return _names(table, there) if there else pa.repeat("", table.num_rows)


def _is_usable(status: str, conf: str) -> bool:
    return status in USABLE and conf in FREE


def _flag(status: str, conf: str) -> str:
    if _is_usable(status, conf):
        return USABLE[status]
    return "" if status in MISSING and conf in FREE else "suppressed"


def _days(table: pa.Table, names: pa.Array) -> dict[str, pa.Array]:
    column = find_column(table, r"date|time")
    codes = tidy_text(table[column]) if column else names

    def work(name: str, code: str) -> dict[str, Any]:
        # A month stands as 2015-12 in the code, which elsewhere would be the years 2015 to 2012.
        days = days_of(name, year_from=CALENDAR) or days_of_sortable(
            re.sub(r"^(\d{4})-(\d\d)$", r"\g<1>00\2", code)
        )
        if days is None:
            raise NotLoaded(
                f"Nomis sent the period “{name}”, which we cannot read. Look for a newer Fairplace; what was "
                "loaded before is untouched."
            )
        return {"first": days[0], "last": days[1]}

    pair = pa.struct([("first", pa.date32()), ("last", pa.date32())])
    days = map_each([names, codes], work, pair)
    return {"starts_on": pc.struct_field(days, "first"), "ends_on": pc.struct_field(days, "last")}
