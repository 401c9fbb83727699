"""How far recommendations are carried: pure counting over fits."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

FITS = ("none", "touches", "part", "full")
# Somebody looked and found nothing: that is a judgement, but carries nobody anywhere.
CARRYING = ("touches", "part", "full")


@dataclass(frozen=True)
class Total:
    """How many cells carry something, how many of each fit there are, and the best of them ('' for none)."""

    carried: int
    best: str
    counts: tuple[tuple[str, int], ...]


def best_fit(fits: Iterable[str]) -> str:
    """Return the strongest fit; nothing where no cell was judged."""
    return max(fits, key=FITS.index, default="")


def total(fits: Iterable[str]) -> Total:
    told = Counter(fits)
    return Total(
        carried=sum(told[fit] for fit in CARRYING),
        best=best_fit(told),
        counts=tuple((fit, told[fit]) for fit in reversed(FITS)),
    )


def is_weak(best: str) -> bool:
    """Return whether a recommendation with this best fit is not carried, or hardly."""
    return best in {"", "none", "touches"}
