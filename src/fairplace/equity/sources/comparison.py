"""Compares figures with those that were loaded before: what came, what went, what was revised."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from fairplace.equity.engines.files import connect
from fairplace.equity.sources import cautions
from fairplace.equity.sources.cautions import Caution, Scale
from fairplace.equity.sources.figures import KEY
from fairplace.equity.sources.tidy import NUMBERS

BeforeAndAfter = tuple[float, float]


@dataclass(frozen=True)
class Comparison:
    """Two loads beside each other; pairs are before and after.

    `added` and `withdrawn` are whole rows. `revised` has the key, `before` and `after` (values), `relative`
    (the change as a share of the value before; null without one or from zero) and `what`: value, flag, limits
    or count. `counts` and `denominators` are totals of the rows that are in both.
    """

    rows: BeforeAndAfter
    places: BeforeAndAfter
    periods: BeforeAndAfter
    unchanged: int
    added: pa.Table
    withdrawn: pa.Table
    revised: pa.Table
    counts: BeforeAndAfter
    denominators: BeforeAndAfter
    warnings: tuple[Caution, ...]

    @property
    def is_blocked(self) -> bool:
        """Return whether somebody must look before these figures are used."""
        return any(warning.is_blocking for warning in self.warnings)


def compare(before: pa.Table, after: pa.Table) -> Comparison:
    """Return what differs between two tidy tables. Rows are the same that agree in KEY, which is unique."""
    with connect() as base:
        base.register("before", _numbered(before))
        base.register("after", _numbered(after))
        base.execute(f"CREATE TEMP TABLE pairs AS {_PAIRS}")
        revised = base.sql(_REVISED).to_arrow_table()
        rows = base.sql("FROM pairs SELECT row_before, row_after").fetchnumpy()
        totals = base.sql(_TOTALS).fetchall()[0]
        return Comparison(
            rows=(before.num_rows, after.num_rows),
            places=_distinct(base, "place"),
            periods=_distinct(base, "period"),
            unchanged=len(rows["row_after"]) - revised.num_rows,
            added=_others(after, rows["row_after"]),
            withdrawn=_others(before, rows["row_before"]),
            revised=revised,
            counts=totals[:2],
            denominators=totals[2:],
            warnings=tuple(_warn(base, before.num_rows, after.num_rows, totals)),
        )


def _numbered(table: pa.Table) -> pa.Table:
    return table.append_column("row", pa.array(np.arange(table.num_rows)))


def _others(table: pa.Table, rows: Any) -> pa.Table:
    """Return the rows that are in one table alone."""
    alone = np.ones(table.num_rows, bool)
    alone[rows] = False
    return table.filter(pa.array(alone))


# `count` is also a function, so that names stand in quotes. DuckDB reads FROM first.
_KEYS = ", ".join(f'"{name}"' for name in KEY)
_COMPARED = (*NUMBERS, "flag")
_SIDES = ", ".join(
    f'b."{name}" AS "{name}_before", a."{name}" AS "{name}_after"' for name in (*_COMPARED, "row")
)
_PAIRS = f"FROM before b JOIN after a USING ({_KEYS}) SELECT {_KEYS}, {_SIDES}"


def _differ(*names: str) -> str:
    return "(" + " OR ".join(f'"{name}_before" IS DISTINCT FROM "{name}_after"' for name in names) + ")"


_REVISED = f"""
    FROM pairs SELECT {_KEYS}, value_before AS before, value_after AS after,
        (value_after - value_before) / nullif(abs(value_before), 0) AS relative,
        CASE WHEN {_differ("value")} THEN 'value' WHEN {_differ("flag")} THEN 'flag'
            WHEN {_differ("count", "denominator")} THEN 'count' ELSE 'limits' END AS what
    WHERE {_differ(*_COMPARED)} ORDER BY {_KEYS}
"""
_TOTALS = """
    FROM pairs SELECT coalesce(sum(count_before), 0), coalesce(sum(count_after), 0),
        coalesce(sum(denominator_before), 0), coalesce(sum(denominator_after), 0)
"""
_SCALES = """
    FROM (
        FROM pairs SELECT indicator, log10(value_after / value_before) AS scale
        WHERE value_before <> 0 AND value_after / nullif(value_before, 0) > 0
    ) SELECT indicator, count(*),
        quantile_cont(scale, 0.25), quantile_cont(scale, 0.5), quantile_cont(scale, 0.75)
    GROUP BY indicator ORDER BY indicator
"""
_MOVED = f"""
    FROM pairs SELECT
        count(*) FILTER (abs(value_after - value_before) > {cautions.MOVED} * abs(value_before)),
        count(*) FILTER (value_before IS NOT NULL AND value_after IS NOT NULL),
        count(*) FILTER (value_before IS NOT NULL AND value_after IS NULL)
"""
_LIMITED = "FROM {} SELECT DISTINCT indicator WHERE lower_95 IS NOT NULL OR lower_998 IS NOT NULL"
_LIMITS_LOST = f"""
    FROM ({_LIMITED.format("before")}) SEMI JOIN after USING (indicator)
    ANTI JOIN ({_LIMITED.format("after")}) USING (indicator) SELECT indicator ORDER BY indicator
"""
_LOST = """
    FROM before ANTI JOIN after USING ({column}) SELECT min({name}) GROUP BY {column} ORDER BY {column}
"""
_NAMES = {"indicator": "indicator", "place": "place_name || ' (' || place || ')'", "period": "period"}


def _warn(
    base: duckdb.DuckDBPyConnection, before: int, after: int, totals: tuple[float, ...]
) -> Iterator[Caution]:
    moved, both, withheld = base.sql(_MOVED).fetchall()[0]
    yield from cautions.fewer_rows(before, after)
    for column, name in _NAMES.items():
        lost = base.sql(_LOST.format(column=column, name=name)).fetchall()
        yield from cautions.lost(column, [row[0] for row in lost])
    yield from cautions.other_unit(Scale(*row) for row in base.sql(_SCALES).fetchall())
    yield from cautions.limits_lost(row[0] for row in base.sql(_LIMITS_LOST).fetchall())
    yield from cautions.moved(moved, both)
    yield from cautions.withheld(withheld)
    yield from cautions.total_moved("counts", totals[0], totals[1])
    yield from cautions.total_moved("denominators", totals[2], totals[3])


def _distinct(base: duckdb.DuckDBPyConnection, column: str) -> BeforeAndAfter:
    before, after = (base.table(side).aggregate(f"count(DISTINCT {column})") for side in ("before", "after"))
    return before.fetchall()[0][0], after.fetchall()[0][0]
