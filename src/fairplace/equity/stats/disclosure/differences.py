"""Whether two releases put together tell what each of them hides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.attack import Attack
from fairplace.equity.stats.disclosure.audit import limits
from fairplace.equity.stats.disclosure.joining import Joined, Link, Release
from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.disclosure.table import Table, named
from fairplace.equity.stats.errors import NotComputable


@dataclass(frozen=True)
class Differences:
    """The small groups that can be worked out of all releases together, by name and without counts.

    `found` could not be worked out before, `known` already could.
    """

    found: tuple[str, ...]
    known: tuple[str, ...]

    @property
    def is_safe(self) -> bool:
        """Return whether the release tells of no small group that could not be worked out before."""
        return not self.found

    @property
    def sentence(self) -> str:
        """Return what is wrong, naming the groups; nothing where all is well."""
        if self.is_safe:
            return ""
        return (
            "Together with what was published before, this release would tell too much about "
            f"{len(self.found)} small: {'; '.join(self.found)}."
        )

    def refuse_if_unsafe(self) -> None:
        """Stop a release that tells too much."""
        if not self.is_safe:
            raise NotComputable(self.sentence)


def differences(
    before: Release | Sequence[Release],
    to_release: Release,
    *,
    threshold: int,
    zeros: str = "shown",
    protection: int | None = None,
    links: Sequence[Link] = (),
    unpublished: Mapping[Any, float] | None = None,
    revisions: bool = True,
) -> Differences:
    """Return which small groups the release lets be worked out together with those published before.

    Cells of the same name are the same cell; where its count differs (a revised total, a boundary that
    moved) the change is a group of people too, unless `revisions=False`. `links` say by name what adds
    up across the releases, as nested areas do: (total, parts). A group that no release has gets its
    count by subtraction, else from `unpublished`. Worked out means what `audit` calls exposed, with the
    equations of all releases in one; a cell is visible if any release shows it.
    """
    rule = Rule(threshold, zeros, protection)
    releases = [before] if isinstance(before, Release) else list(before)
    joined = Joined()
    for number, release in enumerate([*releases, to_release]):
        joined.add(release, number)
    joined.link(links, unpublished or {})
    table = joined.table()
    everything, earlier = (
        _exposed(joined, table, rule, seen, revisions) for seen in (len(releases) + 1, len(releases))
    )
    return Differences(
        tuple(name for name in everything if name not in earlier),
        tuple(name for name in everything if name in earlier),
    )


def _exposed(joined: Joined, table: Table, rule: Rule, releases: int, revisions: bool) -> list[str]:
    """Return the names of what is exposed to somebody who has the first releases."""
    hidden = joined.hidden(releases)
    alone = np.array([cell in joined.unpublished for cell in table.cells], dtype=bool)
    small = rule.is_small(table.counts)
    tabled = hidden & ~alone
    down, up = rule.room(table.counts, tabled, small, hidden)
    # Nobody said of a group that is not in any table that it is not empty.
    down[alone] = table.counts[alone]
    attack = Attack(table.matrix, down, up)
    lower, upper = limits(attack, table.counts)
    exposed = small & (upper - lower < rule.width_where(table.counts, tabled))
    names = [named(cell) for cell, told in zip(table.cells, exposed.tolist(), strict=True) if told]
    if not revisions:
        return names
    return names + [
        f"the change in {named(older)}"
        for older, newer in joined.revisions
        if _change_is_exposed(attack, table, rule, table.places[older], table.places[newer])
    ]


def _change_is_exposed(attack: Attack, table: Table, rule: Rule, older: int, newer: int) -> bool:
    change = table.counts[newer] - table.counts[older]
    if not 0 < abs(change) < rule.threshold:
        return False
    wanted = np.zeros(len(table.counts))
    wanted[[newer, older]] = 1, -1
    places = attack.free
    part, weights = attack.within(places), wanted[places]
    most, least = (part.most(sign * weights)[0] if weights.any() else 0.0 for sign in (1, -1))
    return most + least < rule.width
