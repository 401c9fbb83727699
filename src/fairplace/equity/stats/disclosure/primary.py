"""Which cells are hidden for their own sake."""

from typing import Any

from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Numbers, as_floats


def primary(counts: Numbers, *, threshold: int, zeros: str = "shown") -> Any:
    """Return which counts are hidden for their own sake: those below the threshold, in any shape.

    A zero tells of nobody and is shown, unless `zeros="hidden"`: for it may tell of a whole group that
    none of them is. A missing count is not hidden, it is not there. Source: Hundepool and others
    (2012), chapters 4 and 5.
    """
    rule = Rule(threshold, zeros)
    numbers = as_floats(counts, "Counts")
    if (numbers < 0).any():
        raise NotComputable("A count cannot be below zero.")
    return rule.is_small(numbers)
