"""Whether a service reaches people in proportion to their need, as a number."""

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Numbers, as_given
from fairplace.equity.stats.universalism.leaning import REACH_OF, read_service


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
    service = read_service(
        reach, need, populations, reach_of=reach_of, reach_errors=reach_errors, need_errors=need_errors
    )
    leaning = service.both
    exact = ", taken as exact" if need_errors is None else ""
    lower, upper = leaning.limits(normal_quantile(confidence)) if service.is_uncertain else (None, None)
    return Estimate(
        as_given(leaning.index),
        None if lower is None else as_given(lower),
        None if upper is None else as_given(upper),
        confidence,
        f"concentration index of {REACH_OF[reach_of]} less that of need{exact}; normal limits",
        count=as_given(service.reach.held.sum(axis=-1)),
        denominator=as_given(service.populations.sum(axis=-1)),
        note=service.notes,
    )
