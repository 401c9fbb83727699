"""A number with its interval."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Estimate:
    """A number with its interval, how it was made, and the counts behind it.

    Plain floats for one estimate; arrays of one shape for many. Without an interval
    `lower` and `upper` are None: nothing is known of how sure the value is.
    """

    value: Any
    lower: Any = None
    upper: Any = None
    confidence: float = 0.95
    method: str = ""
    count: Any = None
    denominator: Any = None
    note: str = ""

    @property
    def has_interval(self) -> bool:
        """Return whether both limits are known, for at least one of many estimates."""
        if self.lower is None or self.upper is None:
            return False
        known = ~(np.isnan(self.lower) | np.isnan(self.upper))
        return bool(known.any())

    def excludes(self, number: float) -> Any:
        """Return whether the interval leaves the number out; a number on a limit is not left out.

        False without an interval: nothing can then be excluded.
        """
        if not self.has_interval:
            return False
        outside = (np.asarray(self.lower) > number) | (np.asarray(self.upper) < number)
        return outside.item() if outside.ndim == 0 else outside
