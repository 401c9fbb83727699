"""Arriaga's arithmetic: what a difference in death rates does to the years that people live."""

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.lifetables.table import LifeTable
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats

Pair = tuple[LifeTable, LifeTable]


def effects(pair: Pair, *, symmetric: bool = False) -> tuple[Floats, Floats, Floats]:
    """Return what each age band adds to the second's life expectancy: direct, indirect and interaction.

    Direct is the years lived in the band itself; indirect those that whoever is saved there goes on to
    live as the first do; interaction what they live beyond that, because later ages differ too.
    """
    one, two = pair
    first, second = _reaching(pair, symmetric)
    passing = two.passing - one.passing
    later = two.expectancy[..., 1:] - one.expectancy[..., 1:]
    direct = (first + second) * (two.lived - one.lived)
    indirect, interaction = np.zeros(direct.shape), np.zeros(direct.shape)
    first, second = first[..., :-1], second[..., :-1]
    indirect[..., :-1] = passing * (first * one.expectancy[..., 1:] + second * two.expectancy[..., 1:])
    interaction[..., :-1] = passing * later * (first - second)
    return direct, indirect, interaction


def effects_by_cause(pair: Pair, rates: tuple[Floats, Floats], *, symmetric: bool = False) -> Floats:
    """Return what each cause adds, in each band as its rate differs; sums over causes to the effects.

    Where all rates together are alike the causes may still differ, and then they cancel out: each is
    worked out from what one death rate more or less does, never by dividing by the whole difference.
    """
    one, two = pair
    first, second = _reaching(pair, symmetric)
    worth = np.empty(np.broadcast_shapes(one.deaths.shape, two.deaths.shape))
    closed, onward = slice(None, -1), slice(1, None)
    worth[..., closed] = one.lost * (first + second)[..., closed]
    worth[..., closed] += first[..., closed] * two.expectancy[..., onward]
    worth[..., closed] += second[..., closed] * one.expectancy[..., onward]
    worth[..., closed] *= _dying_by_rate(pair)
    worth[..., -1] = (first + second)[..., -1] * one.lived[..., -1] * two.lived[..., -1]
    return worth[..., None, :] * (rates[0] - rates[1])


def _reaching(pair: Pair, symmetric: bool) -> tuple[Floats, Floats]:
    """Return the survivors who meet a band's difference: the first's, or half of both."""
    weights = (0.5, 0.5) if symmetric else (1.0, 0.0)
    return weights[0] * pair[0].surviving, weights[1] * pair[1].surviving


def _dying_by_rate(pair: Pair) -> Floats:
    """Return by how much the chance of dying differs for each unit by which the death rate does."""
    one, two = pair
    slopes = [table.per_death * table.people[..., :-1] for table in pair]
    smooth = slopes[0] * slopes[1] / one.widths
    # Once nobody leaves a band alive, a higher rate changes nothing more.
    at_limit = (one.dying == 1) | (two.dying == 1)
    rates = [table.deaths[..., :-1] / table.people[..., :-1] for table in pair]
    apart = rates[1] - rates[0]
    chord = np.divide(two.dying - one.dying, apart, out=np.zeros(apart.shape), where=apart != 0)
    return np.where(at_limit, chord, smooth)


def rates_by_cause(pair: Pair, causes: tuple[Numbers, Numbers]) -> tuple[Floats, Floats]:
    """Return the death rates of both by cause, refused where causes do not add up to the deaths."""
    first, second = (_cause_rates(table, deaths) for table, deaths in zip(pair, causes, strict=True))
    if first.shape[-2] != second.shape[-2]:
        raise NotComputable("Both places need the same causes of death.")
    return first, second


def _cause_rates(table: LifeTable, deaths: Numbers) -> Floats:
    died = as_floats(deaths, "Deaths by cause")
    if died.ndim != table.deaths.ndim + 1 or died.shape[:-2] + died.shape[-1:] != table.deaths.shape:
        raise NotComputable("Deaths by cause need the causes, then one number for every age band.")
    if (died < 0).any():
        raise NotComputable("Deaths cannot be below zero.")
    if died.ndim == 2 and np.isnan(died).any():
        raise NotComputable("Deaths by cause are needed in every age band, and one is missing.")
    apart = np.abs(died.sum(axis=-2) - table.deaths) > 1e-6 + 1e-9 * np.abs(table.deaths)
    if apart.any():
        raise NotComputable(
            f"The deaths by cause do not add up to all deaths{_where(apart, table.starts)}; "
            "name the others as a cause."
        )
    return died / table.people[..., None, :]


def _where(faulty: np.ndarray, starts: Floats) -> str:
    *places, band = np.argwhere(faulty)[0].tolist()
    row = f" of row {', '.join(str(place + 1) for place in places)}" if places else ""
    return f" in the band from {starts[band]:g}{row}"
