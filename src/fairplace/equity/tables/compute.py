"""One statistic, for every group of a table."""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from fairplace.equity.engines.results import like
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.tables.by_breakdowns import answer_by_breakdowns
from fairplace.equity.tables.by_cells import answer_by_cells
from fairplace.equity.tables.by_rows import answer_each_group, answer_each_row
from fairplace.equity.tables.columns import match_columns
from fairplace.equity.tables.question import Question
from fairplace.equity.tables.reading import open_source
from fairplace.equity.tables.register import ABBREVIATIONS, STATISTICS
from fairplace.equity.tables.statistic import Statistic

ANSWERS = {
    "sums": answer_by_cells,
    "cells": answer_by_cells,
    "breakdowns": answer_by_breakdowns,
    "each": answer_each_group,
    "rows": answer_each_row,
}


def by_group(
    name: str | Statistic,
    table: Any,
    *,
    by: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    confidence: float = 0.95,
    engine: str = "duckdb",
    sheet: str | None = None,
    progress: Callable[[float], None] | None = None,
    **options: Any,
) -> Any:
    """Return a statistic of STATISTICS for every group of a table, as a table of the same kind.

    The table is a CSV, Parquet or XLSX file, a dict of arrays, or a frame of pandas, Polars, Arrow,
    DuckDB, Ibis or Spark; of the last three and of files the answer is an Arrow table. `columns` says
    what ours are called in it, where that is not one of the usual names. The table is not changed.
    """
    statistic = name if isinstance(name, Statistic) else find_statistic(name)
    source = open_source(table, engine=engine, sheet=sheet)
    _require(source.names, by)
    names = match_columns(source.names, statistic.needs, statistic.may, given=columns or {}, taken=by)
    asked = {"confidence": confidence, **_checked(statistic, options)}
    question = Question(statistic, source, names, list(by), asked, progress or (lambda done: None))
    return like(ANSWERS[statistic.shape](question), table)


def find_statistic(name: str) -> Statistic:
    """Return the statistic of this name or abbreviation, or say which comes near."""
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    plain = ABBREVIATIONS.get(plain, plain)
    if plain in STATISTICS:
        return STATISTICS[plain]
    near = get_close_matches(plain, STATISTICS, n=1)
    hint = f" Is it {near[0]}?" if near else " “fairplace stats list” names them all."
    raise NotComputable(f"There is no statistic called {name}.{hint}")


def _require(there: Sequence[str], by: Sequence[str]) -> None:
    for key in by:
        if key not in there:
            raise NotComputable(f"There is no column {key} to group by; the table has {', '.join(there)}.")


def _checked(statistic: Statistic, options: Mapping[str, Any]) -> dict[str, Any]:
    known = {option.name: option.default for option in statistic.options}
    for name in options:
        if name not in known:
            has = ", ".join(known) or "none"
            raise NotComputable(f"{statistic.title} has no option {name}; it has {has}.")
    return {**known, **options}
