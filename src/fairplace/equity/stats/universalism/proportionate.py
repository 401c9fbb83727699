"""Whether a service reaches people in proportion to their need."""

from typing import Any

import numpy as np

from fairplace.equity.stats.comparison import CANNOT_TELL
from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.count import count_limits
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, Numbers, as_given
from fairplace.equity.stats.universalism.leaning import Service, read_service

INVERSE_CARE = "inverse care"
UNIVERSAL_ONLY = "universal only"
LESS_THAN_NEED = "less than need"
IN_PROPORTION = "in proportion to need"
MORE_THAN_NEED = "more than need"
TARGETED_ONLY = "targeted only"
UNIVERSALISM_FLAGS = (
    *(INVERSE_CARE, UNIVERSAL_ONLY, LESS_THAN_NEED),
    *(IN_PROPORTION, MORE_THAN_NEED, TARGETED_ONLY, CANNOT_TELL),
)
# The index within which reach counts as in proportion: a twentieth of what one end alone would give.
MARGIN = 0.05
# The least deprived are left out when they get less than this part of what their need would give.
LITTLE = 0.5


def proportionate_universalism_index(
    reach: Numbers,
    need: Numbers,
    populations: Numbers,
    *,
    reach_of: str = "people",
    reach_errors: Numbers = None,
    need_errors: Numbers = None,
    confidence: float = 0.95,
) -> Estimate:
    """Return the concentration of reach less that of need, with limits; a Kakwani-type index.

    Groups last, from most to least deprived. `reach` is a total a group: people (each once, binomial),
    contacts (Poisson) or spend (exact unless `reach_errors`). `need` is per head, a rate or a mean,
    exact unless `need_errors`. Zero: in proportion to need. Above zero the deprived are reached less
    than their need asks, below zero more; from -2 to 2. Where neither has an error there are no limits.
    Source: Kakwani (1977); Wagstaff and van Doorslaer (2000); the idea Marmot (2010).
    """
    service = read_service(reach, need, populations, reach_of, reach_errors, need_errors)
    note = service.notes
    if need_errors is None and isinstance(note, str):
        note = "Need is taken as exact."
    index = service.reach.index - service.need.index
    variance = _add(service.reach.variance, service.need.variance)
    lower, upper = _limits(index, variance, confidence)
    return Estimate(
        as_given(index),
        None if lower is None else as_given(lower),
        None if upper is None else as_given(upper),
        confidence,
        f"concentration index of {reach_of} reached less that of need; normal limits",
        count=as_given(service.reach.held.sum(axis=-1)),
        denominator=as_given(service.populations.sum(axis=-1)),
        note=note,
    )


def universalism_flag(
    reach: Numbers,
    need: Numbers,
    populations: Numbers,
    *,
    reach_of: str = "people",
    reach_errors: Numbers = None,
    need_errors: Numbers = None,
    margin: float = MARGIN,
    confidence: float = 0.95,
) -> Any:
    """Return in words what the index and its limits say; one of UNIVERSALISM_FLAGS, by test, not eye.

    Reach that lags behind need is "inverse care" when it also leans to the better off and need to the
    deprived, "universal only" when it leans to neither end, else "less than need". Reach that runs
    ahead is "targeted only" when the least deprived get less than half of what their need would give,
    else "more than need". "in proportion to need" needs both limits within the margin of zero.
    """
    if not margin > 0:
        raise NotComputable("The margin must be above zero.")
    service = read_service(reach, need, populations, reach_of, reach_errors, need_errors)
    index = service.reach.index - service.need.index
    limits = _limits(index, _add(service.reach.variance, service.need.variance), confidence)
    of_reach = _limits(service.reach.index, service.reach.variance, confidence)
    of_need = _limits(service.need.index, service.need.variance, confidence)
    if limits[0] is None:
        return CANNOT_TELL if index.ndim == 0 else np.full(index.shape, CANNOT_TELL)
    # What is taken as exact is its own limit.
    of_reach = (service.reach.index,) * 2 if of_reach[0] is None else of_reach
    of_need = (service.need.index,) * 2 if of_need[0] is None else of_need
    left_out = _most_to_least_deprived(service, reach_of, confidence) < LITTLE
    lags, leads = limits[0] > 0, limits[1] < 0
    words = np.select(
        [
            lags & (of_reach[0] > 0) & (of_need[1] < 0),
            lags & (of_reach[0] <= 0) & (of_reach[1] >= 0),
            lags,
            leads & left_out,
            leads,
            (limits[0] >= -margin) & (limits[1] <= margin),
        ],
        [INVERSE_CARE, UNIVERSAL_ONLY, LESS_THAN_NEED, TARGETED_ONLY, MORE_THAN_NEED, IN_PROPORTION],
        CANNOT_TELL,
    )
    return words.item() if words.ndim == 0 else words


def _add(first: Floats | None, second: Floats | None) -> Floats | None:
    if first is None or second is None:
        return second if first is None else first
    return first + second


def _limits(index: Floats, variance: Floats | None, confidence: float) -> tuple[Any, Any]:
    if variance is None:
        return None, None
    reach = normal_quantile(confidence) * np.sqrt(variance)
    return index - reach, index + reach


def _most_to_least_deprived(service: Service, reach_of: str, confidence: float) -> Floats:
    """Return the most that the least deprived may get, over what their share of need would give."""
    held, needed = service.reach.held, service.need.held
    fair = held.sum(axis=-1) * needed[..., -1] / needed.sum(axis=-1)
    if reach_of == "spend":
        spread = 0.0 if service.reach.variances is None else np.sqrt(service.reach.variances[..., -1])
        most = held[..., -1] + normal_quantile(confidence) * spread
    else:
        most = count_limits(held[..., -1], confidence)[1]
    return np.divide(most, fair, out=np.full(np.shape(fair), np.inf), where=fair > 0)
