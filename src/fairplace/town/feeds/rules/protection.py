"""Hides what could tell of people in small groups, in figures that somebody sends in: once, on the way in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from fairplace.equity.stats.disclosure import Claim, Together, Told, differences, suppress, table_of_cells
from fairplace.equity.stats.disclosure.together import SHOWN
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
# A sentence names so many groups.
MOST_NAMED = 5
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


@dataclass(frozen=True)
class Published:
    """The counts behind figures as they were published: the true ones, and which of them nobody can see.

    `name` is what the publication is called in a sentence.
    """

    cells: Mapping[Cell, float]
    hidden: frozenset[Cell] = frozenset()
    name: str = ""


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


def as_published(
    rows: Rows, hidden: Iterable[Mapping[str, Any]], terms: Terms, *, name: str = ""
) -> Published:
    """Return the counts behind rows, and which of them went with what was hidden."""
    gone: dict[int, set[str]] = {}
    for one in hidden:
        gone.setdefault(one["position"], set()).update(one["fields"])
    cells, unseen = {}, set()
    for position, values in rows:
        fields = gone.get(position, set())
        for cell, count in list_cells(values, terms.kind, terms.per):
            cells[cell] = count
            field_of = {COUNTED: "count", EVERYBODY: "denominator"}
            is_gone = (
                bool({"count", "denominator"} & fields)
                if cell.what == OTHERS
                else field_of[cell.what] in fields
            )
            # An empty cell that went with its group is no secret that could be told apart.
            if is_gone and count:
                unseen.add(cell)
    return Published(cells, frozenset(unseen), name)


def check_differences(before: Sequence[Published], new: Published, terms: Terms) -> None:
    """Refuse figures that, put together with what was published before, tell of a small group.

    Raises NotProtected with a sentence that names the groups, which publications together give them away and
    what to do, and never a count. Before is in the order in which it was published.
    """
    releases = [*before, new]
    if not terms.threshold or not before or not new.cells:
        return
    claims = [
        _claim(cell, count, number, one, terms.land)
        for number, one in enumerate(releases)
        for cell, count in one.cells.items()
    ]
    try:
        found = differences(
            claims,
            terms.land.areas,
            new=[len(before)],
            threshold=terms.threshold,
            # Residents of three years are no sum of those of each year; those counted are.
            stocks=(EVERYBODY, OTHERS),
            wholes={EVERYBODY: (COUNTED, OTHERS)} if any(cell.what == OTHERS for cell in new.cells) else {},
        )
    except NotComputable as error:
        raise NotProtected(str(error)) from error
    if not found.is_safe:
        raise NotProtected(_say_together(found, [one.name for one in releases]))


def _claim(cell: Cell, count: float, release: int, one: Published, land: Land) -> Claim:
    days = cell.starts_on.toordinal(), cell.ends_on.toordinal()
    return Claim(
        ", ".join(name_of(cell, land)), release, cell.place, days, cell.dimension, cell.subgroup, cell.what,
        count, cell in one.hidden,
    )  # fmt: skip


def _say_together(found: Together, names: Sequence[str]) -> str:
    """Say what would be told, by which publications, and what to do; without a count."""
    said = []
    if found.found:
        told = "; ".join(_say_told(one, names) for one in found.found[:MOST_NAMED])
        said.append(
            _(
                "Together with what was published before, these figures would tell too much about small "
                "groups (%(number)d): %(groups)s. Leave out one of the rows that these come from, or mark it "
                "as suppressed."
            )
            % {"number": len(found.found), "groups": told}
        )
    if found.unsure:
        said.append(
            _(
                "Whether small groups could be worked out cannot be told for certain, so this cannot be "
                "published: %(groups)s. Too many hidden numbers hang together, or figures contradict each "
                "other. Send fewer periods or groups at a time, or correct what contradicts."
            )
            % {"groups": "; ".join(found.unsure[:MOST_NAMED])}
        )
    return " ".join(said)


def _say_told(one: Told, names: Sequence[str]) -> str:
    sources = [names[number] or _("what was published before") for number in one.releases[:-1]]
    if one.why == SHOWN or not sources:
        return one.name
    last = names[one.releases[-1]] or _("these figures")
    return _("%(group)s (from %(some)s and %(last)s together)") % {
        "group": one.name,
        "some": ", ".join(sources),
        "last": last,
    }
