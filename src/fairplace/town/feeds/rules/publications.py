"""Whether figures that somebody sends in tell of small groups together with all that was published before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fairplace.equity.stats.disclosure import Claim, Together, Told, differences
from fairplace.equity.stats.disclosure.together import SHOWN
from fairplace.equity.stats.errors import NotComputable
from fairplace.town.feeds.rules.cells import COUNTED, EVERYBODY, OTHERS, Cell, Land, list_cells, name_of
from fairplace.town.feeds.rules.protection import NotProtected, Rows, Terms

# A sentence names so many groups.
MOST_NAMED = 5


@dataclass(frozen=True)
class Published:
    """The counts behind figures as they were published: the true ones, and which of them nobody can see.

    `name` is what the publication is called in a sentence.
    """

    cells: Mapping[Cell, float]
    hidden: frozenset[Cell] = frozenset()
    name: str = ""


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
