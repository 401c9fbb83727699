"""Funnels: how far places may lie from the average by chance, given how many people or events they have."""

from typing import Any

import numpy as np

from fairplace.equity.stats.confidence import as_share, normal_quantile
from fairplace.equity.stats.count import count_limits
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given, check_per, check_together

USUAL, FAR = 0.95, 0.998
POSITIONS = ("far below", "below", "within", "above", "far above")


def funnel_of_proportions(
    sizes: Numbers, baseline: float, *, per: float = 1, confidence: float = USUAL
) -> Estimate:
    """Return between which limits a proportion of so many people falls by chance around the baseline.

    The baseline is a share from 0 to 1, all events over all people. Limits never leave 0 to 1, times
    `per`. Source: Spiegelhalter (2005); DHSC technical guidance on funnel plots, the score limit.
    """
    people = as_floats(sizes, "Sizes")
    check_together(sizes=people)
    check_per(per)
    if not 0 <= baseline <= 1 or (people <= 0).any():
        raise NotComputable("A funnel of proportions needs a baseline from 0 to 1 and sizes above zero.")
    reach = normal_quantile(confidence) * np.sqrt(baseline * (1 - baseline) / people)
    lower, upper = (np.clip(limit, 0, 1) * per for limit in (baseline - reach, baseline + reach))
    middle = np.where(np.isnan(people), np.nan, baseline * per)
    return Estimate(as_given(middle), as_given(lower), as_given(upper), confidence, "funnel; score limits")


def funnel_of_counts(
    counts: Numbers, baseline: float = 1, *, per: float = 1, confidence: float = USUAL
) -> Estimate:
    """Return between which limits a rate or ratio with so many events falls by chance around the baseline.

    For each number of events the limits are the baseline times the events over as many expected
    as would just be too many or too few. For a ratio the baseline is 1.
    Source: Spiegelhalter (2005); DHSC technical guidance on funnel plots; Garwood (1936), exactly.
    """
    from scipy.special import gammaincinv

    events = as_floats(counts, "Counts")
    check_together(counts=events)
    check_per(per)
    if (events <= 0).any() or not baseline > 0:
        raise NotComputable("A funnel of counts needs events and a baseline above zero.")
    tail = (1 - as_share(confidence)) / 2
    lower = baseline * per * events / gammaincinv(events + 1, 1 - tail)
    upper = baseline * per * events / gammaincinv(events, tail)
    middle = np.where(np.isnan(events), np.nan, baseline * per)
    return Estimate(
        as_given(middle), as_given(lower), as_given(upper), confidence, "funnel; exact Poisson limits"
    )


def place_in_funnel(
    counts: Numbers, denominators: Numbers, baseline: float, *, kind: str, fewest: float = 0
) -> Any:
    """Return where each place lies: far below, below, within, above or far above the limits.

    `kind` "proportion" tests the share of people by its score; "rate" the events over those expected
    at the baseline, with exact limits below 10 events and Byar's from 10. Beyond 95% is below or above,
    beyond 99.8% far. Places with fewer than `fewest` events (10 for standardised rates) cannot be told.
    Source: DHSC technical guidance on funnel plots.
    """
    events, among = as_floats(counts, "Counts"), as_floats(denominators, "Denominators")
    check_together(counts=events, denominators=among)
    if (events < 0).any() or (among <= 0).any() or not baseline > 0:
        raise NotComputable("A funnel needs counts of zero or more, denominators and a baseline above zero.")
    if kind not in {"proportion", "rate"}:
        raise NotComputable("The kind of a funnel is proportion or rate.")
    if kind == "proportion" and (baseline > 1 or (events > among).any()):
        raise NotComputable("A proportion cannot count more people than there are.")
    beyond = [_beyond(events, among, baseline, kind, confidence) for confidence in (USUAL, FAR)]
    words = np.array(POSITIONS, dtype=object)[sum(beyond) + 2]
    words = np.where((events < fewest) | np.isnan(events) | np.isnan(among), "cannot tell", words)
    return as_given(words)


def _beyond(events: Floats, among: Floats, baseline: float, kind: str, confidence: float) -> Any:
    """Return 1 above the limits, -1 below them, 0 within."""
    if kind == "proportion":
        # Not clipped to 0 and 1: there, too, a share may be beyond what chance allows.
        share, reach = (
            events / among,
            normal_quantile(confidence) * np.sqrt(baseline * (1 - baseline) / among),
        )
        return (share > baseline + reach).astype(int) - (share < baseline - reach).astype(int)
    lower, upper = count_limits(np.where(np.isnan(events), 0, events), confidence)
    expected = baseline * among
    return (lower > expected).astype(int) - (upper < expected).astype(int)
