"""Why a number is withheld, said beside it."""

from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable


def withhold(withheld: Any, sentence: str, notes: Any = "") -> Any:
    """Return the notes with the sentence where a number is withheld; a single place is refused instead."""
    if np.ndim(withheld) == 0:
        if withheld:
            raise NotComputable(sentence)
        return notes
    if not np.any(withheld):
        return notes
    return np.where(withheld, sentence, notes)
