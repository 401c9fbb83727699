"""Whether two releases put together tell what each of them hides."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairplace.equity.stats.disclosure.attack import Attack
from fairplace.equity.stats.disclosure.audit import limits
from fairplace.equity.stats.disclosure.releases import Joined
from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.disclosure.table import Release, Sum, Table, named


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


def differences(
    before: Release | Sequence[Release],
    to_release: Release,
    *,
    threshold: int,
    zeros: str = "shown",
    protection: int | None = None,
    links: Sequence[Sum] = (),
) -> Differences:
    """Return which small groups the release lets be worked out together with those published before.

    Cells of the same name are the same cell; where its count differs (a revised total, a boundary that
    moved) the change is a group of people too. `links` say by name what adds up across the releases,
    (total, parts), as an age band and those it is split into; one name of each may be in no release.
    Worked out means what `audit` calls exposed, with the equations of all releases in one; a cell is
    visible if any release shows it. Source: Duke-Williams and Rees (1998).
    """
    rule = Rule(threshold, zeros, protection)
    releases = [before] if isinstance(before, Release) else list(before)
    joined = Joined()
    for number, release in enumerate([*releases, to_release]):
        joined.add(release, number)
    joined.link(links)
    table = joined.table()
    known = _exposed(joined, table, rule, len(releases))
    everything = _exposed(joined, table, rule, len(releases) + 1)
    return Differences(
        tuple(name for name in everything if name not in known),
        tuple(name for name in everything if name in known),
    )


def _exposed(joined: Joined, table: Table, rule: Rule, releases: int) -> list[str]:
    """Return the names of what is exposed to somebody who has the first releases."""
    unheard = joined.unseen(joined.held, releases)
    down, up = rule.room(table.counts, joined.unseen(joined.shown, releases) & ~unheard)
    # Nobody said yet of a group that is in no release that it is not empty.
    down, up = np.where(unheard, table.counts, down), np.where(unheard, np.inf, up)
    attack = Attack(table.matrix, down, up)
    lower, upper = limits(attack, table.counts)
    exposed = rule.is_small(table.counts) & (upper - lower < rule.width)
    return [table.name_of(place) for place in np.flatnonzero(exposed).tolist()] + [
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
