"""What a gap in life expectancy is made of: which ages, and which causes of death."""

from dataclasses import dataclass

import numpy as np

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.lifetables.reading import read_table
from fairplace.equity.stats.lifetables.table import BORN, FEWEST_PEOPLE, LifeTable, sum_from_oldest
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given


@dataclass(frozen=True)
class Decomposition:
    """A gap in years, and what each age band and cause adds to it; both sum to the gap.

    `by_age` has the bands last, `by_cause` the causes and then the bands; None without causes.
    """

    gap: Estimate
    by_age: Floats
    by_cause: Floats | None
    starts: Floats


def life_expectancy_gap(
    first: tuple[Numbers, Numbers],
    second: tuple[Numbers, Numbers],
    *,
    causes: tuple[Numbers, Numbers] | None = None,
    starts: Numbers = None,
    fewest_people: float = FEWEST_PEOPLE,
    confidence: float = 0.95,
) -> Decomposition:
    """Return second minus first in life expectancy at birth, by age and by cause.

    Each is (deaths, populations) with the age bands last. Above zero the second lives longer, and
    an age above zero is where it gains. `causes` are the deaths of each by cause, causes before the
    bands; they must add up to the deaths. A band's share is divided as the causes' rates differ; a
    band where the rates are alike adds nothing, though its causes may differ and cancel out.
    Source: Arriaga (1984) by age, (1989) by cause; the same as Pollard's in the limit.
    """
    one, why_one = read_table(*first, starts, fewest_people=fewest_people)
    two, why_two = read_table(*second, starts, fewest_people=fewest_people)
    by_age = _by_age(one, two)
    by_cause = None if causes is None else _by_cause(one, two, by_age, causes)
    errors = [np.sqrt(table.spread().sum(axis=-1)) / BORN for table in (one, two)]
    value = two.expectancy[..., 0] - one.expectancy[..., 0]
    reach = normal_quantile(confidence) * np.hypot(*errors)
    notes = np.where(why_one != "", why_one, why_two)
    gap = Estimate(
        as_given(value),
        as_given(value - reach),
        as_given(value + reach),
        confidence,
        "difference of two life expectancies at birth; normal limits",
        note=as_given(notes) if (notes != "").any() else "",
    )
    return Decomposition(gap, by_age, by_cause, one.starts)


def _by_age(one: LifeTable, two: LifeTable) -> Floats:
    """Return what the difference in death rates at each age adds: there, and for those who now go on."""
    reached, other = one.survivors, two.survivors
    onward = sum_from_oldest(two.years)[..., 1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = reached / other
        parts = ratio * two.years - one.years
        parts[..., :-1] += onward * (ratio[..., :-1] - ratio[..., 1:])
    return parts / BORN


def _by_cause(one: LifeTable, two: LifeTable, by_age: Floats, causes: tuple[Numbers, Numbers]) -> Floats:
    rates = []
    for table, deaths in zip((one, two), causes, strict=True):
        died = as_floats(deaths, "Deaths by cause")
        if died.ndim < 2 or died.shape[-1] != table.starts.size or (died < 0).any():
            raise NotComputable("Deaths by cause need the causes, then one number for every age band.")
        if not np.allclose(died.sum(axis=-2), table.deaths, rtol=1e-9, atol=1e-6, equal_nan=True):
            raise NotComputable(
                "The deaths by cause do not add up to all deaths; name the others as a cause."
            )
        rates.append(died / table.people[..., None, :])
    change = rates[1] - rates[0]
    whole = (two.rates - one.rates)[..., None, :]
    differs = whole != 0
    return np.where(differs, by_age[..., None, :] * change / np.where(differs, whole, 1.0), 0.0)
