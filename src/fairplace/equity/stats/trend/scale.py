"""Scales on which a line may run without leaving what is possible."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats

SCALES = ("plain", "log", "logit")


@dataclass(frozen=True)
class Scale:
    """A scale by name; `per` is the whole that a share is given per, 100 for percentages."""

    name: str
    per: float = 1

    def __post_init__(self) -> None:
        if self.name not in SCALES or not self.per > 0:
            raise NotComputable("The scale must be plain, log or logit, and the whole above zero.")

    def holds(self, values: Floats) -> Any:
        """Return which values lie within the scale; a missing one does."""
        outside = values <= 0
        if self.name == "logit":
            outside |= values >= self.per
        return np.isnan(values) | ~outside if self.name != "plain" else np.ones(values.shape, bool)

    def to(self, values: Floats) -> Floats:
        if self.name == "plain":
            return values
        return np.log(values) if self.name == "log" else np.log(values / (self.per - values))

    def back(self, values: Floats) -> Floats:
        if self.name == "plain":
            return values
        # Of a far value the exponential is beyond what floats hold; its share is 0 or 1 all the same.
        near = np.clip(values, -700, 700)
        return np.exp(near) if self.name == "log" else self.per / (1 + np.exp(-near))
