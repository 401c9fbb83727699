"""The kinds of number that the library takes and gives."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairplace.equity.stats.errors import NotComputable

Floats = NDArray[np.float64]
# One number, or many in any shape; None and nan both mean missing.
Numbers = float | Sequence[float] | Sequence[float | None] | NDArray[Any] | None


def as_floats(numbers: Any, called: str) -> Floats:
    """Return the numbers as an array of floats, missing ones as nan."""
    try:
        return np.asarray(numbers, dtype=float)
    except (TypeError, ValueError) as error:
        raise NotComputable(f"{called} must be numbers.") from error


def as_given(numbers: Any) -> Any:
    """Return a plain float for a single number, so that pages and JSON need no numpy; else the array."""
    return numbers.item() if np.ndim(numbers) == 0 else numbers
