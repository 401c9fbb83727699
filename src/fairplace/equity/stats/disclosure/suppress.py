"""Hide what is too small, and as little more as keeps it hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.attack import Attack
from fairplace.equity.stats.disclosure.audit import Audit, audit
from fairplace.equity.stats.disclosure.exact import fewest
from fairplace.equity.stats.disclosure.heuristic import Pattern
from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.disclosure.table import Table, named
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import as_floats

# Beyond this many cells the search for the best answer is not begun.
MOST_CELLS = 2_000
ASKED = "primary: hidden on request"
BEST = "cutting planes: no other choice that protects costs less"
QUICK = "linear programmes one cell after another, then cells shown again where nothing needs them"


@dataclass(frozen=True)
class Suppression:
    """Which cells to hide, in the shape of the table, and why; `cost` is of what is hidden further.

    `counts` are what may be published, nan where hidden. `is_best` says whether it is proved that
    nothing cheaper would do. Why a cell is hidden tells of its count: keep `reasons` and `log` inside,
    unless `reasons_shown` was asked for.
    """

    hidden: Any
    reasons: Any
    counts: Any
    cost: float
    is_best: bool
    method: str
    table: Table
    sensitive: Any
    rule: Rule

    @property
    def log(self) -> tuple[str, ...]:
        """Return a sentence for each hidden cell, with its reason and without its count."""
        pairs = zip(self.table.cells, self.reasons.ravel().tolist(), strict=True)
        return tuple(f"{named(cell)}: {reason}" for cell, reason in pairs if reason)

    @cached_property
    def audit(self) -> Audit:
        """Return what an attacker can work out of what is published."""
        rule = self.rule
        return audit(
            self.table,
            self.hidden,
            threshold=rule.threshold,
            zeros=rule.zeros,
            protection=rule.protection,
            sensitive=self.sensitive,
            reasons_shown=rule.reasons_shown,
        )


def suppress(
    table: Table,
    *,
    threshold: int,
    zeros: str = "shown",
    protection: int | None = None,
    also: Any = None,
    keep: Any = None,
    cost: Any = "cells",
    reasons_shown: bool = False,
    time_limit: float = 10.0,
) -> Suppression:
    """Return what to hide so that no small count can be worked out, and as little more as possible.

    `also` are cells to hide whatever their count, `keep` cells that must stay visible (masks or names).
    `cost` of a further cell: "cells", one each, then the fewest people; "counts", its people; or an
    array above zero. The search for the best answer ends after `time_limit` seconds; a quick one, as
    safe, then stands. What cannot be protected is refused. The protection is that of `audit`. Source:
    Fischetti and Salazar (2001); the quick answer follows Zayatz (1992).
    """
    rule = Rule(threshold, zeros, protection, reasons_shown)
    chosen = rule.is_small(table.counts) | table.mask(also, "Also")
    pattern = _pattern(table, rule, chosen, table.mask(keep, "Keep"), _costs(table, cost))
    for place in np.flatnonzero(chosen).tolist():
        if not pattern.protect(place):
            raise NotComputable(
                f"{table.name_of(place)} cannot be hidden safely: too much has to stay visible."
            )
    needed = pattern.show_again(chosen)
    best = needed and len(table.cells) <= MOST_CELLS and fewest(pattern, chosen, time_limit)
    is_best = not needed or isinstance(best, np.ndarray)
    if isinstance(best, np.ndarray):
        pattern.hidden = best
        needed = pattern.show_again(chosen)
    hidden = pattern.hidden
    return Suppression(
        hidden.reshape(table.shape),
        _reasons(table, rule, chosen, needed).reshape(table.shape),
        np.where(hidden, np.nan, table.counts).reshape(table.shape),
        float(pattern.costs[hidden & ~chosen].sum()),
        is_best,
        BEST if is_best else QUICK,
        table,
        chosen.reshape(table.shape),
        rule,
    )


def _pattern(table: Table, rule: Rule, chosen: Any, keep: Any, costs: Any) -> Pattern:
    if (chosen & keep).any():
        place = int(np.flatnonzero(chosen & keep)[0])
        raise NotComputable(f"{table.name_of(place)} has to be hidden, and cannot be kept visible.")
    # Where zeros are shown all are: attackers know then that what is hidden is none.
    shown = (table.counts == 0) & (rule.zeros == "shown")
    if (chosen & shown).any():
        raise NotComputable("A zero cannot be hidden where zeros are shown.")
    candidates = chosen | ~(keep | shown)
    down, up = rule.room(table.counts, chosen, chosen, candidates)
    return Pattern(Attack(table.matrix, down, up), chosen, costs, rule.width)


def _costs(table: Table, cost: Any) -> Any:
    if isinstance(cost, str):
        if cost not in ("cells", "counts"):
            raise NotComputable('The cost is "cells", "counts", or a number for each cell.')
        people = np.maximum(table.counts, 1).astype(float)
        return people if cost == "counts" else 1 + people / (1 + people.sum())
    given = as_floats(cost, "Costs")
    if given.shape != table.shape or not (np.isfinite(given) & (given > 0)).all():
        raise NotComputable("Costs must be above zero, one for every cell of the table.")
    return given.ravel()


def _reasons(table: Table, rule: Rule, chosen: Any, needed: dict[int, int]) -> Any:
    small: Sequence[bool] = rule.is_small(table.counts).tolist()
    reasons = [(rule.reason if low else ASKED) if own else "" for low, own in zip(small, chosen, strict=True)]
    for cell, protected in needed.items():
        reasons[cell] = f"secondary: protects {table.name_of(protected)}"
    return np.array(reasons, dtype=object)
