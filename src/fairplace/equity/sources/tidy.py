"""Puts rows together into the tidy table FIGURES."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.figures import FIGURES, KEY

TEXTS = tuple(field.name for field in FIGURES if field.type == pa.string())


def make_figures(rows: Iterable[Mapping[str, Any]], *, called: str) -> pa.Table:
    """Return the rows as FIGURES: a text not given is empty, a number not given is unknown.

    The same number twice, word for word, is kept once. Two different numbers for one thing are refused.
    """
    kept: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for row in rows:
        key = tuple(row.get(name) or "" for name in KEY)
        before = kept.setdefault(key, row)
        if before is not row and before.get("value") != row.get("value"):
            raise NotLoaded(
                f"{called} gives two numbers for {_said(key)}: {_number(before)} and {_number(row)}. "
                "Nothing was taken in; ask the publisher which one holds."
            )
    if not kept:
        raise NotLoaded(f"{called} has headings and no figures. What was there before stays as it is.")
    found = list(kept.values())
    columns = {name: [_or_empty(name, row.get(name)) for row in found] for name in FIGURES.names}
    return pa.table({name: pa.array(columns[name], FIGURES.field(name).type) for name in columns}, FIGURES)


def _or_empty(name: str, value: Any) -> Any:
    if value is None and name in TEXTS:
        return ""
    return None if isinstance(value, float) and math.isnan(value) else value


def _said(key: tuple[str, ...]) -> str:
    return ", ".join(part for part in key if part)


def _number(row: Mapping[str, Any]) -> str:
    value = row.get("value")
    return "none" if value is None else f"{value:g}"
