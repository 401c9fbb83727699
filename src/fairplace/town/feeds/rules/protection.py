"""Hides what could tell of people in small groups, in figures that somebody sends in: once, on the way in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from fairplace.equity.stats.disclosure import suppress, table_of_cells
from fairplace.equity.stats.errors import NotComputable
from fairplace.town.feeds.rules.cells import (
    COUNTED,
    EVERYBODY,
    OTHERS,
    Cell,
    Land,
    Sums,
    add_up,
    list_cells,
    name_of,
)

# The search for the fewest cells to hide ends after so many seconds; a quick answer, as safe, stands then.
PATIENCE = 3.0
VALUE = ("value", "lower_95", "upper_95")
# What is hidden with a cell. Value times denominator is the count, and the limits alone tell it too (M38).
FIELDS = {COUNTED: (*VALUE, "count"), EVERYBODY: (*VALUE, "denominator"), OTHERS: VALUE}
SMALL = "small"
Name = tuple[str, ...]
Rows = Sequence[tuple[int, Mapping[str, Any]]]


class NotProtected(Exception):
    """Figures that cannot be published safely; the message names cells and never what stands in them."""


@dataclass(frozen=True)
class Terms:
    """How an indicator's figures are protected: what sort of number, out of how many, below which count."""

    kind: str
    per: float
    threshold: int
    land: Land = field(default_factory=Land)


@dataclass(frozen=True)
class Hidden:
    """One cell that is hidden: in which row, what it is called, why, and which fields go with it."""

    position: int
    cell: str
    reason: str
    fields: tuple[str, ...]


def protect(rows: Rows, terms: Terms) -> list[Hidden]:
    """Return what is to be hidden, by row. Raises NotProtected where it cannot be hidden safely."""
    if not terms.threshold:
        return []
    cells, stands = {}, {}
    for position, values in rows:
        for cell, count in list_cells(values, terms.kind, terms.per):
            cells[cell], stands[cell] = count, position
    reasons = _suppress(cells, terms)
    small = {cell[:-1] for cell in cells if cell.what == EVERYBODY and 0 < cells[cell] < terms.threshold}
    found = []
    for cell, position in stands.items():
        why = reasons.get(name_of(cell, terms.land), "")
        if cell.what == OTHERS and name_of(cell._replace(what=COUNTED), terms.land) in reasons:
            continue
        # Of a group that is itself small nothing is said, not even that nobody in it is counted.
        if not why and cell[:-1] in small:
            why = "small denominator"
        if why:
            name = ", ".join(name_of(cell, terms.land))
            found.append(Hidden(position, name, why, FIELDS[cell.what]))
    return sorted(found, key=lambda one: (one.position, one.cell))


def say_reason(reason: str) -> str:
    """Return why a cell is hidden, in words for those who may know it."""
    return {
        SMALL: _("few people"),
        "small denominator": _("out of few people"),
        "protects another": _("otherwise another number could be worked out"),
    }.get(reason, reason)


def _suppress(cells: Mapping[Cell, float], terms: Terms) -> dict[Name, str]:
    """Return why each cell is hidden, by name; sums that share no cell are protected apart."""
    sums = add_up(cells, terms.land, rest=_("all others"))
    counts = {name_of(cell, terms.land): count for cell, count in cells.items()} | dict(sums.rests)
    reasons: dict[Name, str] = {}
    for names, equations in _split(counts, sums):
        own = {name: counts[name] for name in names}
        if not any(0 < count < terms.threshold for count in own.values()):
            continue
        try:
            done = suppress(table_of_cells(own, equations), threshold=terms.threshold, time_limit=PATIENCE)
        except NotComputable as error:
            raise NotProtected(str(error)) from error
        reasons.update(
            (name, reason)
            for name, reason in zip(done.table.cells, done.reasons.tolist(), strict=True)
            if reason
        )
    return reasons


def _split(counts: Mapping[Name, float], sums: Sums) -> Iterator[tuple[list[Name], list[Any]]]:
    """Yield the cells that any sum joins, set by set, with their sums."""
    root = {name: name for name in counts}

    def find(name: Name) -> Name:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for total, parts in sums.equations:
        for part in parts:
            root[find(part)] = find(total)
    names: dict[Name, list[Name]] = {}
    equations: dict[Name, list[Any]] = {}
    for name in counts:
        names.setdefault(find(name), []).append(name)
    for equation in sums.equations:
        equations.setdefault(find(equation[0]), []).append(equation)
    for first, members in names.items():
        yield members, equations.get(first, [])


def hide(values: Mapping[str, Any], fields: Iterable[str], *, note: str) -> dict[str, Any]:
    """Return a row without these fields; where its value goes it is marked as suppressed, with one note."""
    gone = set(fields)
    left = {name: None if name in gone else value for name, value in values.items()}
    if "value" in gone:
        left["flag"] = "suppressed"
        left["note"] = " ".join(one for one in (values["note"], note) if one)
    return left
