"""Puts rows together into the tidy table, and says which two contradict each other."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.figures import FIGURES, KEY
from fairplace.equity.sources.texts import KEPT
from fairplace.equity.sources.tidy import NUMBERS, make_figures


def make_rows(rows: Iterable[Mapping[str, Any]], *, called: str) -> pa.Table:
    """Return the rows as FIGURES: a text not given is empty, a number not given is unknown.

    The same numbers twice are kept once. Different numbers for one thing are refused, and so are no rows.
    """
    kept: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for row in rows:
        key = tuple(row.get(name) or "" for name in KEY)
        before = kept.setdefault(key, row)
        differing = [name for name in NUMBERS if _plain(before.get(name)) != _plain(row.get(name))]
        if differing:
            name = differing[0]
            raise NotLoaded(
                f"{called} gives two numbers for {', '.join(filter(None, key))}: {name} is "
                f"{_said(before, name)} and {_said(row, name)}. Ask the publisher which one holds. {KEPT}"
            )
    if not kept:
        raise NotLoaded(f"{called} has headings and no figures. {KEPT}")
    found = list(kept.values())
    columns = {
        field.name: pa.array([_plain(row.get(field.name)) for row in found], field.type) for field in FIGURES
    }
    return make_figures(columns, rows=len(found), called=called)


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


def _said(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return "unknown" if value is None else f"{value:g}"
