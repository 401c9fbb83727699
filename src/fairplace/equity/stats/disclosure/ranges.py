"""Between which limits an attacker knows cells to lie that do not follow one by one."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.disclosure.settling import Settled
from fairplace.equity.stats.disclosure.solving import NEAR, solve
from fairplace.equity.stats.disclosure.statements import System

# Of a larger set of unknowns that hang together only what one programme for all proves is told.
MOST_UNKNOWNS = 4_000
# A larger programme is not begun.
MOST_AT_ONCE = 60_000
# So many programmes for all are tried, and so many in vain, before what is left is asked one by one.
ROUNDS, MOST_BARREN = 12, 2
SAFE, EXPOSED, UNSURE, AGAINST = "safe", "exposed", "unsure", "against"


def is_told(low: Any, high: Any, count: Any, rule: Rule) -> Any:
    """Return whether limits tell too much of counts that are small, or may be where nobody here knows (nan).

    Too much: they lie less than the protection apart, or leave no room for as many as the threshold.
    """
    few = rule.threshold
    may_be_small = np.where(np.isnan(count), (high >= 1) & (low < few), rule.is_small(count))
    return may_be_small & ((high - low < rule.width) | (high < few))


@dataclass
class Search:
    """The system that is left of what was settled, cut into parts that no row joins."""

    matrix: Any
    low: Any
    high: Any
    free: Any
    labels: Any
    most_unknowns: int

    def judge(self, cells: Any, known: Any, counts: Any, rule: Rule) -> list[str]:
        """Return what is to be said of each cell, a row; `known` is the sum of its settled part."""
        weights = cells[:, self.free].tocsr()
        number = len(known)
        least, most = np.full(number, np.inf), np.full(number, -np.inf)
        is_open = np.ones(number, dtype=bool)
        random, barren = np.random.default_rng(20120730), 0
        for turn in range(ROUNDS if len(self.free) <= MOST_AT_ONCE else 0):
            asked = np.flatnonzero(is_open)
            # As many as the threshold must seem possible, and the protection less than the most.
            is_up = (most[asked] < rule.threshold) if turn < 2 else random.random(len(asked)) < 0.5
            highest = np.maximum(rule.threshold, np.where(np.isfinite(least), least + rule.width, 0))
            lowest = np.where(np.isfinite(most), most - rule.width, 0)
            goals = np.where(is_up, highest[asked], lowest[asked]) - known[asked]
            seen = self._point(weights[asked], goals, is_up)
            if seen is None:
                break
            came = weights[asked] @ np.nan_to_num(seen) + known[asked]
            whole = weights[asked] @ np.isnan(seen).astype(float) == 0
            least[asked] = np.where(whole, np.minimum(least[asked], came), least[asked])
            most[asked] = np.where(whole, np.maximum(most[asked], came), most[asked])
            # More ways can only widen the limits: what is wide enough by now stays safe.
            is_open[asked] = ~((most - least >= rule.width) & (most >= rule.threshold))[asked]
            barren = barren + 1 if is_open[asked].all() else 0
            if not is_open.any() or barren == MOST_BARREN:
                break
        return [
            self._judge_one(weights[[at]].toarray()[0], float(known[at]), counts[at], rule)
            if is_open[at]
            else SAFE
            for at in range(number)
        ]

    def _point(self, weights: Any, goals: Any, is_up: Any) -> Any:
        """Return one way in which it all adds up, cells as near to their goals as they go together.

        `is_up`: the goal is to be so many at least, otherwise so many at most. Nan where it breaks people.
        """
        from scipy.sparse import block_array, eye_array

        inside = np.flatnonzero(self._reach(weights.sum(axis=0) > 0))
        matrix, rows = self._cut(inside)
        number, signs = len(goals), np.where(is_up, 1.0, -1.0)
        # One more unknown for each cell: by how much it misses its goal.
        more = weights[:, inside].multiply(signs[:, None])
        low = np.concatenate([self.low[rows], signs * goals])
        high = np.concatenate([self.high[rows], np.full(number, np.inf)])
        found = solve(
            np.repeat([0.0, 1.0], [len(inside), number]),
            block_array([[matrix, None], [more, eye_array(number)]], format="csr"),
            (low, high),
            (0.0, np.inf),
        )
        if found.x is None:
            return None
        own = found.x[: len(inside)]
        broken = np.bincount(self.labels[inside], np.abs(own - np.round(own)) > NEAR)
        way = np.full(len(self.free), np.nan)
        way[inside] = np.where(broken[self.labels[inside]] > 0, np.nan, np.round(own))
        return way

    def _reach(self, asked: Any) -> Any:
        """Return the columns that hang together with any that is asked for."""
        return np.isin(self.labels, np.unique(self.labels[asked]))

    def _cut(self, columns: Any) -> tuple[Any, Any]:
        """Return the rows that have any of these columns, with these alone, and which rows they are."""
        part = self.matrix[:, columns]
        rows = np.flatnonzero(np.diff(part.indptr))
        return part[rows], rows

    def _judge_one(self, weights: Any, known: float, count: float, rule: Rule) -> str:
        columns = np.flatnonzero(self._reach(weights != 0))
        if len(columns) > self.most_unknowns:
            return UNSURE
        matrix, rows = self._cut(columns)
        given = matrix, (self.low[rows], self.high[rows]), (0.0, np.inf)
        ends = []
        for sign in (1.0, -1.0):
            found = solve(sign * weights[columns], *given, whole=True, time_limit=10)
            # 3 is without limit, 4 may be; upwards only, since nobody is fewer than none.
            if found.x is None and found.status in (3, 4) and sign < 0:
                ends.append(np.inf)
            elif found.x is None:
                return AGAINST if found.status == 2 else UNSURE
            elif found.status != 0:
                return UNSURE
            else:
                ends.append(float(np.round(sign * found.fun)))
        return EXPOSED if is_told(known + ends[0], known + ends[1], count, rule) else SAFE


def make_search(system: System, settled: Settled, most_unknowns: int = MOST_UNKNOWNS) -> Search:
    """Return the search over what is not settled."""
    from scipy.sparse.csgraph import connected_components

    free = np.flatnonzero(np.isnan(settled.values))
    rows = system.matrix[settled.binding]
    left = rows @ np.nan_to_num(settled.values)
    matrix = rows[:, free].astype(float).tocsr()
    labels = np.zeros(0, dtype=int)
    if len(free):
        _, labels = connected_components(abs(matrix).T @ abs(matrix), directed=False)
    low, high = system.low[settled.binding] - left, system.high[settled.binding] - left
    return Search(matrix, low, high, free, labels, most_unknowns)
