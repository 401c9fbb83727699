"""Numbers as JSON can keep them."""

import math
from typing import Any


def describe_estimate(one: Any) -> dict[str, float | None]:
    """Return a number with its limits; what cannot be told is nothing."""
    return {name: plain_number(getattr(one, name)) for name in ("value", "lower", "upper")}


def plain_number(value: float | None) -> float | None:
    """Return the number, or nothing where it cannot be told."""
    return float(value) if value is not None and math.isfinite(value) else None
