"""Invented claims of one measure: neighbourhoods by year and group, small ones hidden, with all totals."""

from collections.abc import Iterator

import numpy as np

from fairplace.equity.stats.disclosure import Claim

AREAS, YEARS, GROUPS = 200, 10, 5
TOWN = {"Town": [f"N{number}" for number in range(AREAS)]}


def make_claims(seed: int) -> list[Claim]:
    """Return what two releases claim: the town first, then neighbourhoods, each with the groups."""
    random = np.random.default_rng(seed)
    means = random.choice([4, 12, 25, 40], (AREAS, 1, 1), p=[0.03, 0.27, 0.4, 0.3])
    counts = random.poisson(means, (AREAS, YEARS, GROUPS))
    hidden = np.zeros(counts.shape, dtype=bool)
    for area, year, group in np.argwhere((counts > 0) & (counts < 5)):
        # The next group and the next neighbourhood go with what is small, so that no sum tells it.
        corners = np.ix_([area, (area + 1) % AREAS], [year], [group, (group + 1) % GROUPS])
        hidden[corners] |= counts[corners] > 0
    return list(_claim(counts, hidden))


def _claim(counts: np.ndarray, hidden: np.ndarray) -> Iterator[Claim]:
    for year in range(YEARS):
        days = year * 365, year * 365 + 364
        yield Claim(f"Town, {year}", 0, "Town", days, count=int(counts[:, year].sum()))
        for group in range(GROUPS):
            told = int(counts[:, year, group].sum())
            yield Claim(f"Town, {year}, {group}", 0, "Town", days, "by", str(group), count=told)
        for area in range(AREAS):
            name = f"N{area}"
            yield Claim(f"{name}, {year}", 1, name, days, count=int(counts[area, year].sum()))
            for group in range(GROUPS):
                told, is_hidden = int(counts[area, year, group]), bool(hidden[area, year, group])
                own = name, days, "by", str(group), ""
                yield Claim(f"{name}, {year}, {group}", 1, *own, count=told, is_hidden=is_hidden)
