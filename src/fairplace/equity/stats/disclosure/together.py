"""What all published statements tell together, earlier releases and new ones: differencing in general."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.cells import Cells, list_cells
from fairplace.equity.stats.disclosure.ranges import (
    AGAINST,
    EXPOSED,
    MOST_UNKNOWNS,
    SAFE,
    UNSURE,
    is_told,
    make_search,
)
from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.disclosure.settling import Settled, settle
from fairplace.equity.stats.disclosure.statements import Same, Statement, System, make_system
from fairplace.equity.stats.errors import NotComputable

SHOWN, REVISED, WORKED_OUT = "shown", "revised", "worked out"
# For so many cells it is looked up which releases it takes.
MOST_TRACED = 20


@dataclass(frozen=True)
class Told:
    """One cell of which too much can be told: its name, why (SHOWN, REVISED, WORKED_OUT), never its count.

    `releases` are the numbers of those that together give it away; none can be spared. Empty where it was
    not looked up.
    """

    name: str
    why: str
    releases: tuple[int, ...] = ()


@dataclass(frozen=True)
class Together:
    """What can be told of all releases together.

    `found` could not be told before, `known` already could. Of `unsure` nobody can say: too much hangs
    together, or figures contradict each other in more than one place. `apart` are statements that are not
    what their parts come to, and were taken by themselves.
    """

    found: tuple[Told, ...]
    known: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    apart: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_safe(self) -> bool:
        """Return whether nothing more can be told than before, for certain."""
        return not (self.found or self.unsure)

    @property
    def sentence(self) -> str:
        """Return what is wrong, naming cells and never their counts; nothing where all is well."""
        said = []
        if self.found:
            names = "; ".join(one.name for one in self.found)
            said.append(
                "Together with what was published before, this release would tell too much about "
                f"{len(self.found)} small: {names}."
            )
        if self.unsure:
            said.append(
                "Too much hangs together to tell whether this is safe, so it cannot be certified: "
                f"{'; '.join(self.unsure[:5])}."
            )
        return " ".join(said)


def together(
    statements: Sequence[Statement],
    *,
    new: Collection[int],
    threshold: int,
    zeros: str = "shown",
    protection: int | None = None,
    same: Sequence[Same] = (),
    most_unknowns: int = MOST_UNKNOWNS,
) -> Together:
    """Return which small cells the `new` releases let be told, together with all other statements.

    The attacker has every release, knows which atoms each statement covers and what is the `same`, that
    counts are whole and nobody is fewer than none, and that what is hidden is not zero where zeros are shown.
    Cells are the statements, and every set of atoms that they set apart though nobody stated it: the strip
    between two boundaries, the year between two periods. One is told if it is small, or may be where its
    count is not known here, and its lowest and highest value lie less than `protection` apart (by default
    the threshold less the smallest hidden count), or both below the threshold. A shown count that changed by
    fewer than the threshold is told too.

    What follows by subtraction is taken first (elimination of single unknowns); of the rest linear programmes
    in whole numbers give the limits. A set of more than `most_unknowns` cells that hang together is passed
    only where programmes for all of them prove it safe; otherwise it is `unsure`, and not safe. Sources:
    Hundepool and others (2012) on the attacker's problem; the Handbook on Statistical Disclosure Control,
    5.2, on differencing; Duke-Williams and Rees (1998). Raises NotComputable for broken counts and for
    statements about nobody.
    """
    rule = Rule(threshold, zeros, protection)
    if not statements:
        return Together(())
    numbers = sorted({one.release for one in statements})
    if not set(new) & set(numbers):
        raise NotComputable("No statement is new.")
    system = make_system(statements, same, new, rule)
    return Look(system, rule, most_unknowns, list_cells(system)).compare(numbers, frozenset(new))


@dataclass(frozen=True)
class Look:
    """One look at a system: which cells are to be judged, and what several releases tell of them."""

    system: System
    rule: Rule
    most_unknowns: int
    cells: Cells

    def compare(self, numbers: Sequence[int], new: frozenset[int]) -> Together:
        """Return what all releases tell that those before the new ones did not."""
        every = np.arange(len(self.cells.counts))
        words, settled = self._judge(every, numbers)
        told = np.flatnonzero(words == EXPOSED)
        before = [one for one in numbers if one not in new]
        was = self._judge(told, before)[0] == EXPOSED if before and len(told) else np.zeros(len(told), bool)
        name = self.cells.name_of
        found = [self._describe(at, numbers, order) for order, at in enumerate(told[~was].tolist())]
        against = settled.against & self.system.is_stated
        return Together(
            (*found, *self._find_left_over(settled, numbers, new), *self._find_revisions(new)),
            tuple(map(name, told[was].tolist())),
            tuple(map(name, np.flatnonzero(np.isin(words, (UNSURE, AGAINST))).tolist())),
            tuple(self.system.statements[row].name for row in np.flatnonzero(against).tolist()),
        )

    def _judge(self, asked: Any, numbers: Sequence[int]) -> tuple[Any, Settled]:
        """Return what these releases tell of each cell that is asked for, and what is settled."""
        settled = settle(self.system, self.system.standing(numbers))
        matrix, counts = self.cells.matrix[asked], self.cells.counts[asked]
        known = matrix @ np.nan_to_num(settled.values)
        is_open = (matrix @ np.isnan(settled.values).astype(float)) > 0
        may = np.isnan(counts) | self.rule.is_small(counts)
        told = may & ~is_open & is_told(known, known, counts, self.rule)
        words = np.where(told, EXPOSED, SAFE).astype(object)
        # With so many known already, what is open can make it no small one.
        doubtful = np.flatnonzero(may & is_open & (known < self.rule.threshold))
        if len(doubtful):
            search = make_search(self.system, settled, self.most_unknowns)
            words[doubtful] = search.judge(matrix[doubtful], known[doubtful], counts[doubtful], self.rule)
        return words, settled

    def _describe(self, at: int, numbers: Sequence[int], order: int) -> Told:
        """Return the cell with why, and releases that tell of it of which none can be spared."""
        name = self.cells.name_of(at)
        shown = self.cells.find_shown(at)
        if shown is not None:
            return Told(name, SHOWN, (shown,))
        if order >= MOST_TRACED:
            return Told(name, WORKED_OUT)
        return Told(name, WORKED_OUT, self._trace(at, numbers))

    def _trace(self, at: int, numbers: Sequence[int]) -> tuple[int, ...]:
        needed = list(numbers)
        for one in numbers:
            fewer = [other for other in needed if other != one]
            if fewer and self._judge(np.array([at]), fewer)[0][0] == EXPOSED:
                needed = fewer
        return tuple(needed)

    def _find_left_over(
        self, settled: Settled, numbers: Sequence[int], new: frozenset[int]
    ) -> Iterator[Told]:
        """Yield the few who are in a whole and in none of its parts, where all the parts are told."""
        few = (settled.short > 0) & (settled.short < self.rule.threshold) & self.system.is_stated
        rows = np.flatnonzero(few).tolist()
        if not rows:
            return
        before = [one for one in numbers if one not in new]
        was = settle(self.system, self.system.standing(before)).short if before else np.zeros(len(few))
        known = set(self.system.twin[was > 0].tolist())
        for row in rows:
            if int(self.system.twin[row]) not in known:
                yield Told(f"a part of {self.system.statements[row].name}", WORKED_OUT)

    def _find_revisions(self, new: frozenset[int]) -> Iterator[Told]:
        """Yield the shown counts that a new release changes by few people."""
        last: dict[int, int] = {}
        for row in np.flatnonzero(self.system.is_shown).tolist():
            twin = int(self.system.twin[row])
            older = last.get(twin)
            last[twin] = row
            if older is None or int(self.system.release[row]) not in new:
                continue
            if 0 < abs(self.system.low[row] - self.system.low[older]) < self.rule.threshold:
                name = f"the change in {self.system.statements[row].name}"
                yield Told(name, REVISED, tuple(self.system.release[[older, row]].tolist()))
