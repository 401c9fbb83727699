"""Whether figures put together with those published before tell of people too few to be told of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.equity.stats.disclosure import Release, differences, table_of_cells

# A count is named by indicator, place, period and subgroup.
Cell = tuple[str, ...]
Counts = Mapping[Cell, int]


@dataclass(frozen=True)
class Exposed:
    """A count that too much would be told of, and why. Never the count."""

    cell: str
    reason: str


@dataclass(frozen=True)
class Sum:
    """A total and the parts that add up to it, hidden ones included."""

    total: Cell
    parts: tuple[Cell, ...]


def find_exposed(
    before: Sequence[Counts], now: Counts, *, sums: Iterable[Sum], threshold: int
) -> list[Exposed]:
    """Return the small counts that these figures tell of, alone or together with the releases before.

    What could be worked out before already is no news. Each release says what it shows; what a sum names
    and no release shows is hidden.
    """
    releases = [Release(table_of_cells(one), None) for one in before]
    shown: dict[Cell, int] = {}
    for one in (*before, now):
        shown |= one
    links, pairs = _read_sums(sums, shown)
    found = differences(releases, Release(table_of_cells(now), None), threshold=threshold, links=links)
    exposed = [Exposed(name, _say_why(name, now, threshold)) for name in found.found]
    return exposed + _find_squeezed(pairs, threshold)


def _read_sums(
    sums: Iterable[Sum], shown: Counts
) -> tuple[list[tuple[Cell, tuple[Cell, ...]]], list[tuple[int, tuple[Cell, ...]]]]:
    """Return the sums that lack one part at most, and what is left for those that lack several."""
    links, pairs = [], []
    for one in sums:
        hidden = tuple(part for part in one.parts if part not in shown)
        if one.total not in shown:
            continue
        left = shown[one.total] - sum(shown.get(part, 0) for part in one.parts)
        # Parts that do not make the whole, as where some people said nothing, make no equation.
        if left < 0 or (not hidden and left):
            continue
        if len(hidden) < 2:
            links.append((one.total, one.parts))
        else:
            pairs.append((left, hidden))
    return links, pairs


def _find_squeezed(pairs: Iterable[tuple[int, tuple[Cell, ...]]], threshold: int) -> list[Exposed]:
    """Return the hidden parts whose sum leaves none of them room to be as many as the threshold."""
    reason = _("Several are hidden together, and what is left for them is so little that each must be small.")
    return [
        Exposed(", ".join(cell), reason)
        for left, hidden in pairs
        if 0 < left - (len(hidden) - 1) < threshold
        for cell in hidden
    ]


def _say_why(name: str, now: Counts, threshold: int) -> str:
    told = {"threshold": threshold}
    if name.startswith("the change in "):
        return _("It differs by fewer than %(threshold)s from what was published before.") % told
    if name in {", ".join(cell) for cell in now}:
        return _("It is below the threshold of %(threshold)s, and would be shown.") % told
    return _("It is hidden, and can be worked out from what is published.")
