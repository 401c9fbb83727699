"""One summary measure as it stands in the register."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate


@dataclass(frozen=True)
class Summary:
    """One number for the inequality of a breakdown, and everything needed to read it.

    `dimensions` says for which it is offered: "ordered" ones, "unordered" ones, or "any".
    """

    code: str
    name: str
    abbreviation: str
    kind: Literal["absolute", "relative"]
    weighted: bool
    dimensions: Literal["ordered", "unordered", "any"]
    no_inequality: float
    unit: str
    reading: str
    source: str
    compute: Callable[..., Estimate]
    fewest: int = 3
    needs_polarity: bool = False
    needs_reference: bool = False
    needs_scale: bool = False

    def __call__(self, breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
        return self.compute(breakdown, confidence=confidence)

    @property
    def needs_ordered(self) -> bool:
        """Return whether it can only be computed along an order."""
        return self.dimensions == "ordered"

    def why_not(self, breakdown: Breakdown) -> str:
        """Return why it is not offered for this breakdown; nothing where it is."""
        unsaid, is_proportion = breakdown.polarity == "none", breakdown.kind == "proportion"
        reasons = (
            (self.needs_ordered and not breakdown.ordered, "needs subgroups in order of disadvantage"),
            (self.dimensions == "unordered" and breakdown.ordered, "is for subgroups without an order"),
            (len(breakdown.subgroups) < self.fewest, f"needs {self.fewest} or more subgroups"),
            (self.needs_polarity and unsaid, "needs to know which way is better"),
            (self.needs_reference and breakdown.reference is None, "needs a reference subgroup"),
            (self.needs_scale and not is_proportion, "needs a proportion, which has a highest value"),
        )
        return next((f"{self.name} {why}." for stands_against, why in reasons if stands_against), "")
