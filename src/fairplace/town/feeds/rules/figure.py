"""One number as the town keeps it, whoever it came from."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Figure:
    """One number: a place, a period, and everybody (`subgroup` empty) or one subgroup."""

    place: str
    period: str
    starts_on: date
    ends_on: date
    dimension: str = ""
    subgroup: str = ""
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    surer_lower: float | None = None
    surer_upper: float | None = None
    count: float | None = None
    denominator: float | None = None
    flag: str = ""
    note: str = ""

    @property
    def key(self) -> Key:
        """Return what makes a number the same number in two editions."""
        return self.place, self.period, self.dimension, self.subgroup

    @property
    def limits(self) -> tuple[tuple[float | None, float | None], ...]:
        return (self.lower, self.upper), (self.surer_lower, self.surer_upper)

    def as_row(self) -> dict[str, Any]:
        """Return the number as replace_observations() takes it, but for its release."""
        return asdict(self)


def digest_of(*groups: Iterable[Figure]) -> str:
    """Return what is the same for the same numbers, in whatever order they come."""
    told = [sorted(json.dumps(asdict(one), default=str, sort_keys=True) for one in group) for group in groups]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
