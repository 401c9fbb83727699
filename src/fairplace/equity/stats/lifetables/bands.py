"""The age bands of a life table: where each begins, and how they are written."""

import re
from collections.abc import Sequence

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats

_TO_85 = (0, 1, *range(5, 86, 5))
# By how many bands there are: 0, 1-4, 5-9 and so on, the last open at 85, 90 or 95.
USUAL = {19: _TO_85, 20: (*_TO_85, 90), 21: (*_TO_85, 90, 95)}
_UNDER_ONE = {"<1", "under 1", "<1 year", "0"}


def band_starts(labels: Sequence[str]) -> Floats:
    """Return the age at which each band begins, in years, from labels such as <1, 1-4, 5-9, 90+.

    A label may be the first age alone. Bands that cannot be read are refused.
    """
    return np.array([_start(str(label)) for label in labels], dtype=float)


def _start(label: str) -> float:
    plain = label.strip().lower().replace("–", "-")
    if plain in _UNDER_ONE:
        return 0.0
    found = re.match(r"^(?:age[ds]?\s*)?(\d+)(?:\.0)?\s*(?:\+|$|-|to\b|and\b|or\b|years?\b)", plain)
    if not found:
        raise NotComputable(f"The age band “{label}” cannot be read; write 0, 1-4, 5-9, up to 90+.")
    return float(found[1])


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
    if given[0] != 0 or (np.diff(given) <= 0).any():
        raise NotComputable("Age bands must begin at 0 and go up.")
    return given
