"""The counts behind somebody's figures as cells that add up: over groups, places, periods, and whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from fairplace.town.feeds.rules.submitting import count_of, days_of

COUNTED, OTHERS, EVERYBODY = "counted", "not counted", "out of"
DAY = timedelta(days=1)
NEIGHBOURHOOD = "neighbourhood"


class Cell(NamedTuple):
    """One count: of which place, days and group, and whether of those counted, of the others, or of all."""

    place: str
    starts_on: date
    ends_on: date
    dimension: str
    subgroup: str
    what: str


@dataclass(frozen=True)
class Sums:
    """What adds up to what, by name, and the counts of what is left over: people in no part given."""

    equations: tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = ()
    rests: Mapping[tuple[str, ...], float] = field(default_factory=dict)


@dataclass(frozen=True)
class Land:
    """What places are called, and what they are part of: the code of the whole, and the kind of part.

    `pieces` are what neighbourhoods, old and new, and the town consist of. Only neighbourhoods fill a whole.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    wholes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    pieces: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def areas(self) -> dict[str, frozenset[str]]:
        """Return what each place consists of, as far down as is known."""
        found: dict[str, frozenset[str]] = dict(self.pieces)
        parts: dict[str, list[str]] = defaultdict(list)
        for part, (whole, _kind) in self.wholes.items():
            parts[whole].append(part)

        def consist(code: str) -> frozenset[str]:
            if code not in found:
                own = [consist(part) for part in parts[code]] if code in parts else [frozenset([code])]
                is_filled = all(self.wholes[part][1] == NEIGHBOURHOOD for part in parts.get(code, ()))
                found[code] = frozenset().union(*own) | (frozenset() if is_filled else {f"rest of {code}"})
            return found[code]

        for code in list(parts):
            consist(code)
        return found


def list_cells(values: Mapping[str, Any], kind: str, per: float) -> Iterator[tuple[Cell, float]]:
    """Yield the cells of one row with their counts; a count that is no whole number is no count of people."""
    where = values["place"], *days_of(values), values["dimension"], values["subgroup"]
    count = None if kind in {"mean", "years"} else count_of(values, kind, per)
    people = values["denominator"]
    if count is not None and _is_whole(count):
        yield Cell(*where, COUNTED), count
    if _is_whole(people):
        yield Cell(*where, EVERYBODY), people
    if count is None or people is None or kind not in {"percent", "count"}:
        return
    if _is_whole(count) and _is_whole(people) and people >= count:
        yield Cell(*where, OTHERS), people - count


def _is_whole(number: Any) -> bool:
    return number is not None and number >= 0 and number == int(number)


def name_of(cell: Cell, land: Land) -> tuple[str, ...]:
    """Return what a page calls a cell. The same days have one name, however their period was written."""
    group = (f"{cell.dimension}: {cell.subgroup}",) if cell.subgroup else ()
    words = {COUNTED: _("those counted"), OTHERS: _("those not counted"), EVERYBODY: _("the denominator")}
    name = land.names.get(cell.place, "")
    place = f"{name} ({cell.place})" if name else cell.place
    return (place, _name_days(cell.starts_on, cell.ends_on), *group, words[cell.what])


def _name_days(starts_on: date, ends_on: date) -> str:
    after = ends_on + DAY
    is_from_first = (starts_on.month, starts_on.day) == (after.month, after.day)
    if is_from_first and after.year == starts_on.year + 1 and starts_on.day == 1:
        if starts_on.month == 1:
            return str(starts_on.year)
        if starts_on.month == 4:  # April, when the financial year begins
            return f"{starts_on.year}/{after.year % 100:02}"
    return f"{starts_on} – {ends_on}"


def add_up(cells: Mapping[Cell, float], land: Land, *, rest: str) -> Sums:
    """Return every sum that the cells are part of. `rest` is what the name of a left-over group ends with.

    Parts that come to more than their total are no parts of it: people may be in several groups.
    """
    equations, rests = [], {}
    alike: dict[tuple[Any, ...], dict[str, tuple[str, ...]]] = defaultdict(dict)
    for total, parts, by in _list_sums(cells, land):
        left = cells[total] - sum(cells[part] for part in parts)
        must_fit = by == "time"
        if left < 0 or (must_fit and left):
            continue
        names = [name_of(part, land) for part in parts]
        if left:
            name = (*name_of(total, land), f"{by}: {rest}")
            rests[name] = left
            names.append(name)
            alike[(*total[:-1], by)][total.what] = name
        equations.append((name_of(total, land), tuple(names)))
    for left_over in alike.values():
        if EVERYBODY in left_over and OTHERS in {cell.what for cell in cells}:
            parts = tuple(name for what, name in left_over.items() if what != EVERYBODY)
            if parts and rests[left_over[EVERYBODY]] == sum(rests[name] for name in parts):
                equations.append((left_over[EVERYBODY], parts))
    return Sums(tuple(equations), rests)


def _list_sums(cells: Mapping[Cell, float], land: Land) -> Iterator[tuple[Cell, list[Cell], str]]:
    yield from _of_whom(cells)
    yield from _over_groups(cells)
    yield from _over_places(cells, land)
    yield from _over_time(cells)


def _of_whom(cells: Mapping[Cell, float]) -> Iterator[tuple[Cell, list[Cell], str]]:
    for cell in cells:
        if cell.what == OTHERS:
            yield (
                cell._replace(what=EVERYBODY),
                [cell._replace(what=COUNTED), cell],
                _("in all"),
            )


def _over_groups(cells: Mapping[Cell, float]) -> Iterator[tuple[Cell, list[Cell], str]]:
    parts: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        total = cell._replace(dimension="", subgroup="")
        if cell.subgroup and total in cells:
            parts[total, cell.dimension].append(cell)
    for (total, dimension), own in parts.items():
        yield total, own, _("in no group by %(dimension)s") % {"dimension": dimension}


def _over_places(cells: Mapping[Cell, float], land: Land) -> Iterator[tuple[Cell, list[Cell], str]]:
    parts: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        whole, kind = land.wholes.get(cell.place, ("", ""))
        total = cell._replace(place=whole)
        if total in cells:
            parts[total, kind].append(cell)
    for (total, kind), own in parts.items():
        yield total, own, _("elsewhere than in a %(kind)s given") % {"kind": kind}


def _over_time(cells: Mapping[Cell, float]) -> Iterator[tuple[Cell, list[Cell], str]]:
    lines: dict[tuple[Any, ...], list[Cell]] = defaultdict(list)
    for cell in cells:
        lines[cell.place, cell.dimension, cell.subgroup, cell.what].append(cell)
    for line in lines.values():
        for total in line:
            inside = [one for one in line if one != total and _is_within(one, total)]
            chain = _chain(inside)
            if chain:
                fits = sum((one.ends_on - one.starts_on + DAY).days for one in chain)
                is_whole = fits == (total.ends_on - total.starts_on + DAY).days
                yield total, chain, "time" if is_whole else _("at another time")


def _is_within(one: Cell, other: Cell) -> bool:
    return other.starts_on <= one.starts_on and one.ends_on <= other.ends_on


def _chain(inside: Iterable[Cell]) -> list[Cell]:
    """Return periods that do not overlap, as many as there are: always the one that ends first."""
    chain: list[Cell] = []
    for one in sorted(inside, key=lambda cell: (cell.ends_on, -cell.starts_on.toordinal())):
        if not chain or one.starts_on > chain[-1].ends_on:
            chain.append(one)
    return chain
