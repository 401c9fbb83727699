"""Probabilities as normal deviates: there, distributions that are nearly normal are nearly straight."""

from typing import Any

import numpy as np

from fairplace.equity.stats.numbers import Floats

LEAST = 1e-15


def probit(probabilities: Any) -> Floats:
    """Return the normal deviate below which so much lies, within eight either way."""
    from scipy.special import ndtri

    return ndtri(np.clip(probabilities, LEAST, 1 - LEAST))
