"""Hide what is too small, and as little more as keeps it hidden."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.exact import cheapest
from fairplace.equity.stats.disclosure.heuristic import Pattern
from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.disclosure.table import Table, named
from fairplace.equity.stats.errors import NotComputable

# Beyond this many cells the search for the best answer is not begun.
MOST_CELLS = 1_000
SMALL, ASKED, PROTECTS = "small", "asked for", "protects another"
BEST = "exact: no other choice that protects costs less"
QUICK = "heuristic: one cell after another, then cells shown again where nothing needs them"


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """Which cells to hide, in the shape of the table, and why.

    `counts` are what may be published, nan where hidden. `is_best` says whether it is proved that
    nothing cheaper would do. That a cell is "small" tells of its count: keep `reasons` and `log` inside,
    and publish one mark for all that is hidden.
    """

    table: Table = field(repr=False)
    hidden: Any
    reasons: Any
    counts: Any
    is_best: bool

    @property
    def method(self) -> str:
        """Return which way the answer was found."""
        return BEST if self.is_best else QUICK

    @property
    def log(self) -> tuple[str, ...]:
        """Return a line for each hidden cell, with its reason and without its count."""
        pairs = zip(self.table.cells, self.reasons.ravel().tolist(), strict=True)
        return tuple(f"{named(cell)}: {reason}" for cell, reason in pairs if reason)


def suppress(
    table: Table,
    *,
    threshold: int,
    zeros: str = "shown",
    protection: int | None = None,
    also: Any = None,
    keep: Any = None,
    time_limit: float = 10.0,
) -> Suppression:
    """Return what to hide so that no small count can be worked out, and as little more as possible.

    Small is 1 to below the threshold; 0 too with `zeros="hidden"`. `also` are cells to hide whatever
    their count, `keep` cells that must stay visible (masks or names). A further cell costs 1 and the
    logarithm (base 10) of its count. The search for the least cost ends after `time_limit` seconds, and
    is not begun above 1,000 cells: then a quick answer, as safe, stands. What cannot be protected is
    refused. The protection is that of `audit`. Source: Fischetti and Salazar (2001).
    """
    rule = Rule(threshold, zeros, protection)
    chosen = rule.is_small(table.counts) | table.mask(also, "Also")
    candidates = chosen | ~(table.mask(keep, "Keep") | (table.counts < rule.smallest))
    _refuse_contradiction(table, chosen & table.mask(keep, "Keep"))
    # In the order of names the answer depends on no order of rows or columns.
    ordered, places = table.in_order_of_names()
    thorough = len(places) <= MOST_CELLS
    pattern = Pattern(ordered, rule, chosen[places], candidates[places], thorough)
    _protect(pattern, ordered)
    further, best = (pattern.hidden & ~pattern.chosen).any(), None
    if further and thorough:
        best = cheapest(pattern, time_limit)
    hidden = np.zeros(len(places), dtype=bool)
    hidden[places] = pattern.hidden if best is None else best
    reasons = np.select([rule.is_small(table.counts), chosen, hidden], [SMALL, ASKED, PROTECTS], "")
    return Suppression(
        table=table,
        hidden=hidden.reshape(table.shape),
        reasons=reasons.reshape(table.shape),
        counts=np.where(hidden, np.nan, table.counts).reshape(table.shape),
        is_best=best is not None or not further,
    )


def _refuse_contradiction(table: Table, both: Any) -> None:
    if both.any():
        name = table.name_of(int(np.flatnonzero(both)[0]))
        raise NotComputable(f"{name} has to be hidden, and cannot be kept visible.")


def _protect(pattern: Pattern, table: Table) -> None:
    for place in np.flatnonzero(pattern.chosen).tolist():
        if not pattern.protect(place):
            raise NotComputable(
                f"{table.name_of(place)} cannot be hidden safely: too much has to stay visible."
            )
    pattern.show_again()
