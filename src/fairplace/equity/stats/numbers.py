"""The kinds of number that the library takes and gives."""

from collections.abc import Sequence
from numbers import Real
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


def check_together(**arrays: Floats) -> None:
    """Refuse arrays that are empty or infinite, or whose lengths do not fit each other.

    The name of each is what the sentence calls it.
    """
    words = _listed([name.replace("_", " ") for name in arrays])
    if any(array.size == 0 for array in arrays.values()):
        raise NotComputable(f"There must be {words}: one or more of each.")
    if any(np.isinf(array).any() for array in arrays.values()):
        raise NotComputable(f"The {words} must not be infinite.")
    try:
        np.broadcast_shapes(*(array.shape for array in arrays.values()))
    except ValueError as error:
        lengths = _listed([" by ".join(map(str, array.shape)) or "1" for array in arrays.values()])
        raise NotComputable(f"There must be as many {words}; there are {lengths}.") from error


def _listed(words: Sequence[str]) -> str:
    return " and ".join([*([", ".join(words[:-1])] if words[:-1] else []), words[-1]])


def check_per(per: Any) -> None:
    """Refuse what a rate cannot be given per."""
    if not isinstance(per, Real) or not 0 < float(per) < np.inf:
        raise NotComputable("What a rate is given per must be a number above zero, such as 100,000.")


def as_given(numbers: Any) -> Any:
    """Return a plain float for a single number, so that pages and JSON need no numpy; else the array."""
    return numbers.item() if np.ndim(numbers) == 0 else numbers
