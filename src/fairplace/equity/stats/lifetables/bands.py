"""The age bands of a life table: where each begins, and how they are written."""

import re
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats

_TO_85 = (0, 1, *range(5, 86, 5))
# By how many bands there are: 0, 1-4, 5-9 and so on, the last open at 85, 90 or 95.
USUAL = {19: _TO_85, 20: (*_TO_85, 90), 21: (*_TO_85, 90, 95)}

# The age at which a band begins, that at which the next one should, and how it was written.
Band = tuple[float, float, str]

_BETWEEN = re.compile(r"(\d+)\s*(?:-|to|_)\s*(\d+)")
_UNDER = re.compile(r"(?:<|under|less than|below)\s*(\d+)")
_OPEN = re.compile(r"(\d+)\s*(?:\+|plus|(?:and|or|_)?\s*(?:over|older|above|more))")
_START = re.compile(r"(\d+)(?:\.0)?")


def band_starts(labels: Iterable[object], *, whole: bool = False) -> Floats:
    """Return the age at which each band begins, in years, in the order of the labels.

    Understood are <1, 1-4, 5 to 9, 90+, "85 and over", or first ages alone. Sort by the answer,
    because as text 10-14 stands before 5-9. Bands that cannot be read or that overlap are refused.
    A life table needs the `whole` of life: from 0 without a gap to an open band, and first ages alone
    only of a usual set (0, 1, 5 up to 85, 90 or 95), since they cannot show that a band is missing.
    """
    written = [str(label).strip() for label in labels]
    bands = sorted((*age_range(label), label) for label in written)
    _check_apart(bands)
    if whole and all(_START.fullmatch(_plain(label)) for label in written):
        _check_usual([start for start, _, _ in bands])
    elif whole:
        _check_joined(bands)
    return np.array([age_range(label)[0] for label in written], dtype=float)


def _plain(label: str) -> str:
    """Return the label in small letters without the words around the ages."""
    plain = re.sub(r"[\u2010-\u2015]", "-", label.lower())
    return " ".join(re.sub(r"\b(?:aged|ages|age|years|year|yrs|old)\b", " ", plain).split())


def age_range(label: str) -> tuple[float, float]:
    """Return the age at which a band begins, and that at which the next one should."""
    plain = _plain(label)
    if found := _BETWEEN.fullmatch(plain):
        return float(found[1]), float(found[2]) + 1
    if found := _UNDER.fullmatch(plain):
        return 0.0, float(found[1])
    if found := _OPEN.fullmatch(plain):
        return float(found[1]), np.inf
    if found := _START.fullmatch(plain):
        return float(found[1]), float(found[1]) + 1
    raise NotComputable(f"The age band “{label}” cannot be read; write 0, 1-4, 5-9, up to 90+.")


def _check_apart(bands: list[Band]) -> None:
    for start, end, label in bands:
        if end <= start:
            raise NotComputable(f"The age band “{label}” ends before it begins.")
    for (first, end, label), (start, _, older) in pairwise(bands):
        if start == first:
            raise NotComputable(f"The age bands “{label}” and “{older}” begin at the same age.")
        if start < end:
            raise NotComputable(f"The age bands “{label}” and “{older}” overlap.")


def _check_usual(starts: list[float]) -> None:
    """Refuse first ages that are no usual set: they do not tell a wide band from a missing one."""
    if tuple(starts) not in USUAL.values():
        raise NotComputable(
            "First ages alone must be 0, 1, 5, 10 and so on up to 85, 90 or 95; "
            "write other bands with both ends (10-19), so that none can be missing unseen."
        )


def _check_joined(bands: list[Band]) -> None:
    if bands[0][0] > 0:
        raise NotComputable(f"The youngest age band must begin at 0, and “{bands[0][2]}” does not.")
    for (_, end, label), (start, _, older) in pairwise(bands):
        if start > end:
            raise NotComputable(f"An age band is missing between “{label}” and “{older}”.")
    if bands[-1][1] < np.inf:
        raise NotComputable(f"The oldest age band must be open, like 90+, and “{bands[-1][2]}” is not.")


def starts_for(starts: Numbers, size: int) -> Floats:
    """Return the ages at which the bands begin; the usual ones for so many bands unless they are given."""
    if starts is None:
        if size not in USUAL:
            raise NotComputable(
                f"There are {size} age bands; say where they begin, or use the usual 19, 20 or 21 "
                "(0, 1-4, 5-9, up to 85+, 90+ or 95+)."
            )
        return np.array(USUAL[size], dtype=float)
    given = as_floats(starts, "Ages")
    if given.shape != (size,):
        raise NotComputable("There must be one starting age for every age band.")
    if given[0] != 0 or not (np.isfinite(given).all() and (np.diff(given) > 0).all()):
        raise NotComputable("Age bands must begin at 0 and go up.")
    return given
