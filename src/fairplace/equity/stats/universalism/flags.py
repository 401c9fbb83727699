"""Whether a service reaches people in proportion to their need, in words."""

from typing import Any

import numpy as np

from fairplace.equity.stats.comparison import CANNOT_TELL
from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.count import count_limits
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats, Numbers
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
# How far from zero the index may lie and still pass for nothing that matters; from -2 to 2.
MARGIN = 0.05
# The least deprived are left out when they get less than this part of what their need would give.
LITTLE = 0.5


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
    """Return what the index and its limits say, one of UNIVERSALISM_FLAGS: by test, not by eye.

    Reach that lags behind need is "inverse care" when it also leans to the better off and need to the
    deprived, "universal only" when it is not seen to lean to either end, else "less than need". Reach
    that runs ahead is "targeted only" when the least deprived get less than half of what their need
    would give, else "more than need". "in proportion to need" wants both limits within the margin of
    zero. The rest is "cannot tell", as is all without an error anywhere.
    """
    if not margin > 0:
        raise NotComputable("The margin must be above zero.")
    service = read_service(
        reach, need, populations, reach_of=reach_of, reach_errors=reach_errors, need_errors=need_errors
    )
    words = _judge(service, margin, normal_quantile(confidence), _most_of_the_last(service, confidence))
    return words.item() if words.ndim == 0 else words


def _judge(service: Service, margin: float, z: float, most_of_the_last: Floats) -> Any:
    if not service.is_uncertain:
        return np.full(np.shape(service.both.index), CANNOT_TELL)
    lower, upper = service.both.limits(z)
    reach_lower, reach_upper = service.reach.leaning.limits(z)
    _, need_upper = service.need.leaning.limits(z)
    lags, leads = lower > 0, upper < 0
    return np.select(
        [
            lags & (reach_lower > 0) & (need_upper < 0),
            lags & (reach_lower <= 0) & (reach_upper >= 0),
            lags,
            leads & (most_of_the_last < LITTLE),
            leads,
            (lower >= -margin) & (upper <= margin),
        ],
        [INVERSE_CARE, UNIVERSAL_ONLY, LESS_THAN_NEED, TARGETED_ONLY, MORE_THAN_NEED, IN_PROPORTION],
        CANNOT_TELL,
    )


def _most_of_the_last(service: Service, confidence: float) -> Floats:
    """Return the most that the least deprived may be getting, over what their share of need would give."""
    held, needed = service.reach.held, service.need.held
    fair = held.sum(axis=-1) * needed[..., -1] / needed.sum(axis=-1)
    if service.reach_of != "spend":
        most = count_limits(held[..., -1], confidence)[1]
    else:
        most = held[..., -1] + normal_quantile(confidence) * np.sqrt(service.reach.variances[..., -1])
    return np.divide(most, fair, out=np.full(np.shape(fair), np.inf), where=fair > 0)
