"""Events that one person may have several of: admissions, attendances, falls. They do not come one by one."""

from typing import Any

import numpy as np

from fairplace.equity.stats.count import count_limits
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given, check_per, check_together

METHOD = "crude rate; limits widened for events of the same person"
UNKNOWN = "No events, so nothing is known of how they come together: limits as if each came alone."


def rate_of_repeats(
    persons: Numbers,
    frequencies: Numbers,
    denominators: Numbers,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """Return the crude rate of events that one person may have several of.

    `persons` has the frequencies last: how many people had so many events. The limits of the count,
    exact below 10 events and Byar's from 10, are stretched by the root of its variance, which adds up
    the squares of each person's events, over its own size; never below zero. Missing gives missing.
    Source: Dobson and others (1991); PHE technical guidance on non-independent events.
    """
    events, squared = add_up_repeats(persons, frequencies)
    among = as_floats(denominators, "Denominators")
    check_together(numbers_of_persons=events, denominators=among)
    check_per(per)
    if (among <= 0).any():
        raise NotComputable("A rate needs a denominator above zero.")
    lower, upper = count_limits(events, confidence)
    none = events == 0
    stretch = np.sqrt(np.where(none, 1.0, squared) / np.where(none, 1.0, events))
    missing = np.isnan(events) | np.isnan(among)
    value, lower, upper = (
        np.where(missing, np.nan, part / among * per)
        for part in (
            events,
            np.maximum(events + stretch * (lower - events), 0),
            events + stretch * (upper - events),
        )
    )
    note: Any = np.where(none & ~missing, UNKNOWN, "")
    return Estimate(
        as_given(value),
        as_given(lower),
        as_given(upper),
        confidence,
        METHOD,
        count=as_given(events),
        denominator=as_given(among),
        note=note.item() if note.ndim == 0 else note if note.any() else "",
    )


def add_up_repeats(persons: Numbers, frequencies: Numbers) -> tuple[Floats, Floats]:
    """Return all events, and each person's events squared and added up; frequencies last."""
    had, each = as_floats(persons, "Persons"), as_floats(frequencies, "Frequencies")
    if each.ndim != 1 or had.ndim < 1 or had.shape[-1:] != each.shape or not each.size:
        raise NotComputable("There must be one number of persons for every frequency.")
    if (had < 0).any() or not (each >= 0).all():
        raise NotComputable("Numbers of persons, and of the events they had, cannot be below zero.")
    return (had * each).sum(axis=-1), (had * each**2).sum(axis=-1)
