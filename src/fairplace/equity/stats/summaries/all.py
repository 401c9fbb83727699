"""Every summary measure that is valid for a breakdown."""

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.summaries.register import SUMMARIES, Summary


def summaries_for(breakdown: Breakdown) -> tuple[dict[str, Summary], dict[str, str]]:
    """Return the summaries that are offered for the breakdown, and for the others why they are not."""
    reasons = {code: summary.why_not(breakdown) for code, summary in SUMMARIES.items()}
    offered = {code: SUMMARIES[code] for code, why in reasons.items() if not why}
    return offered, {code: why for code, why in reasons.items() if why}


def summarise(breakdown: Breakdown, *, confidence: float = 0.95) -> dict[str, Estimate]:
    """Return every summary that is offered for the breakdown, by its code.

    One that these values cannot have, such as a ratio to zero, is left out; `SUMMARIES[code]` says why.
    """
    found = {}
    for code, summary in summaries_for(breakdown)[0].items():
        try:
            found[code] = summary(breakdown, confidence=confidence)
        except NotComputable:
            continue
    return found
