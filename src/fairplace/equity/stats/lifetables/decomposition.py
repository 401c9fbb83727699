"""What a gap in life expectancy is made of: which ages, and which causes of death."""

from dataclasses import dataclass

import numpy as np

from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.lifetables.arriaga import Pair, effects, effects_by_cause, rates_by_cause
from fairplace.equity.stats.lifetables.expectancy import TOO_WIDE, normal_limits, too_wide
from fairplace.equity.stats.lifetables.reading import FEWEST_PEOPLE, read_table
from fairplace.equity.stats.numbers import Floats, Numbers, as_given


@dataclass(frozen=True)
class Decomposition:
    """A gap in years, and what each age band and cause adds to it; both sum to the gap.

    `by_age` is the sum of `direct`, `indirect` and `interaction`, all with the bands last; `by_cause` has
    the causes and then the bands, and is None without causes. `starts` are the ages at which bands begin.
    """

    gap: Estimate
    by_age: Floats
    direct: Floats
    indirect: Floats
    interaction: Floats
    by_cause: Floats | None
    starts: Floats


def life_expectancy_gap(
    first: tuple[Numbers, Numbers],
    second: tuple[Numbers, Numbers],
    *,
    causes: tuple[Numbers, Numbers] | None = None,
    symmetric: bool = False,
    starts: Numbers = None,
    fewest_people: float = FEWEST_PEOPLE,
    confidence: float = 0.95,
) -> Decomposition:
    """Return second minus first in life expectancy at birth, by age and by cause.

    Each is (deaths, populations) with the age bands last. Above zero the second lives longer, and
    an age above zero is where it gains. `causes` are the deaths of each by cause, causes before the
    bands; they must add up to the deaths. The parts depend on which of the two comes first, unless
    `symmetric`, which takes the mean of both ways. What cannot be told is as in `life_expectancy`.
    Source: Arriaga (1984) by age, (1989) by cause; Ponnapalli (2005) for both ways.
    """
    one, why_one = read_table(*first, starts, fewest_people=fewest_people)
    two, why_two = read_table(*second, starts, fewest_people=fewest_people)
    gap = _gap((one, two), np.where(why_one != "", why_one, why_two), confidence)
    # Nothing is told of the parts of a gap that is withheld itself.
    told = np.where(np.isnan(gap.value), np.nan, 1.0)[..., None]
    parts = [told * part for part in effects((one, two), symmetric=symmetric)]
    by_cause = None
    if causes is not None:
        rates = rates_by_cause((one, two), causes)
        by_cause = told[..., None] * effects_by_cause((one, two), rates, symmetric=symmetric)
    return Decomposition(gap, sum(parts[1:], parts[0]), *parts, by_cause=by_cause, starts=one.starts)


def _gap(pair: Pair, why: np.ndarray, confidence: float) -> Estimate:
    variances = [table.variance(table.expectancy)[..., 0] for table in pair]
    wide = too_wide(np.sqrt(variances[0])) | too_wide(np.sqrt(variances[1]))
    value = pair[1].expectancy[..., 0] - pair[0].expectancy[..., 0]
    lower, upper = normal_limits(value, np.sqrt(variances[0] + variances[1]), confidence)
    notes = np.where(wide, TOO_WIDE, why)
    return Estimate(
        as_given(np.where(wide, np.nan, value)),
        as_given(lower),
        as_given(upper),
        confidence,
        "difference of two life expectancies at birth; normal limits",
        note=as_given(notes) if (notes != "").any() else "",
    )
