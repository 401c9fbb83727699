"""Compares figures with those that were loaded before: what came, what went, what was revised."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from fairplace.equity.sources import cautions
from fairplace.equity.sources.cautions import Caution
from fairplace.equity.sources.keys import number_keys
from fairplace.equity.sources.pairs import BeforeAndAfter, Pairs
from fairplace.equity.sources.tidy import pc

LOSABLE = ("indicator", "place", "period")


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
    had, has = number_keys(before, after)
    _, old, new = np.intersect1d(had, has, return_indices=True)
    order = np.argsort(old)
    pairs = Pairs(before, after, old[order], new[order])
    revised = pairs.revised()
    counts, denominators = pairs.totals("count"), pairs.totals("denominator")
    return Comparison(
        rows=(before.num_rows, after.num_rows),
        places=(len(before["place"].unique()), len(after["place"].unique())),
        periods=(len(before["period"].unique()), len(after["period"].unique())),
        unchanged=len(old) - revised.num_rows,
        added=_others(after, new),
        withdrawn=_others(before, old),
        revised=revised,
        counts=counts,
        denominators=denominators,
        warnings=(
            *cautions.fewer_rows(before.num_rows, after.num_rows),
            *(caution for name in LOSABLE for caution in cautions.lost(name, _lost(before, after, name))),
            *cautions.other_unit(pairs.scales()),
            *cautions.limits_lost(_limits_lost(before, after)),
            *cautions.moved(*pairs.moved()),
            *cautions.withheld(pairs.withheld()),
            *cautions.total_moved("counts", *counts),
            *cautions.total_moved("denominators", *denominators),
        ),
    )


def _others(table: pa.Table, rows: Any) -> pa.Table:
    """Return the rows of a table that are not among these."""
    alone = np.ones(table.num_rows, bool)
    alone[rows] = False
    return table.filter(pa.array(alone))


def _lost(before: pa.Table, after: pa.Table, column: str) -> list[str]:
    """Return what a column has no more, in order; places with their names."""
    gone = before.filter(pc.invert(pc.is_in(before[column], value_set=after[column].unique())))
    if column != "place":
        return sorted(gone[column].unique().to_pylist())
    names = dict(zip(gone["place"].to_pylist(), gone["place_name"].to_pylist(), strict=True))
    return [f"{name} ({place})" for place, name in sorted(names.items())]


def _limits_lost(before: pa.Table, after: pa.Table) -> list[str]:
    had, has = (_limited(table) for table in (before, after))
    return sorted((had - has) & set(after["indicator"].unique().to_pylist()))


def _limited(table: pa.Table) -> set[str]:
    """Return the indicators of which any number has limits."""
    there = pc.or_(pc.is_valid(table["lower_95"]), pc.is_valid(table["lower_998"]))
    return set(table.filter(there)["indicator"].unique().to_pylist())
