"""What is odd about new figures beside the last: sentences, and whether somebody must look first."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

FEWER = 0.9
MOVED = 0.2
NAMED = 5


@dataclass(frozen=True)
class Caution:
    """One thing that is odd. What is blocking keeps the new figures aside until somebody accepts them."""

    sentence: str
    is_blocking: bool


@dataclass(frozen=True)
class Scale:
    """How the values of one indicator relate to what they were: quartiles of the logarithm (base 10)."""

    indicator: str
    values: int
    low: float
    middle: float
    high: float


def fewer_rows(before: int, after: int) -> Iterator[Caution]:
    """Yield a caution when the table has shrunk."""
    if after < FEWER * before:
        yield Caution(f"There are {after:,} rows where there were {before:,}.", is_blocking=True)
    elif after < before:
        yield Caution(f"There are {after:,} rows where there were {before:,}.", is_blocking=False)


def lost(what: str, names: Sequence[str]) -> Iterator[Caution]:
    """Yield a caution when places, periods or indicators are no longer there."""
    if names:
        yield Caution(f"No longer there: {what} {_list(names)}.", is_blocking=True)


def moved(count: int, of: int) -> Iterator[Caution]:
    """Yield a caution when values differ a lot from what was published for the same period."""
    if count:
        said = f"{count:,} of {of:,} values moved by more than {MOVED:.0%}."
        yield Caution(said, is_blocking=count > of / 2)


def withheld(count: int) -> Iterator[Caution]:
    """Yield a caution when numbers are gone that were there."""
    if count:
        yield Caution(f"{count:,} values are missing that were there before.", is_blocking=False)


def limits_lost(indicators: Iterable[str]) -> Iterator[Caution]:
    """Yield a caution for indicators whose limits are all gone: no figure is shown without limits it had."""
    names = list(indicators)
    if names:
        yield Caution(f"All limits are gone of {_list(names)}.", is_blocking=True)


def other_unit(scales: Iterable[Scale]) -> Iterator[Caution]:
    """Yield a caution for each indicator whose values all became ten, a hundred, a thousand times as large.

    Few values may become ten times as large by themselves.
    """
    for scale in scales:
        power = round(scale.middle)
        is_even = all(abs(point - power) < 0.1 for point in (scale.low, scale.middle, scale.high))
        if power and is_even and (abs(power) > 1 or scale.values >= 5):
            times = f"{10 ** abs(power):,}"
            said = f"{times} times as large" if power > 0 else f"{times} times smaller"
            yield Caution(
                f"The values of {scale.indicator} are {said}: its unit seems to have changed.",
                is_blocking=True,
            )


def total_moved(what: str, before: float, after: float) -> Iterator[Caution]:
    """Yield a caution when the total of the same rows has changed by a tenth or more."""
    if before and not math.isclose(after, before, rel_tol=0.1):
        yield Caution(f"The total of {what} was {before:,.0f} and is {after:,.0f}.", is_blocking=False)


def _list(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")
