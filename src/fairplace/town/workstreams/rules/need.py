"""Whether work reaches people in proportion to their need, by fifth of deprivation; and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import fairplace.equity as eq

FIFTHS = (
    gettext_lazy("Most deprived fifth"),
    gettext_lazy("Second fifth"),
    gettext_lazy("Middle fifth"),
    gettext_lazy("Fourth fifth"),
    gettext_lazy("Least deprived fifth"),
)
CANNOT_TELL = "cannot tell"
FLAGS: dict[str, str | Promise] = {
    "inverse care": gettext_lazy("Inverse care"),
    "universal only": gettext_lazy("Universal only"),
    "less than need": gettext_lazy("Less than need"),
    "in proportion to need": gettext_lazy("In proportion to need"),
    "more than need": gettext_lazy("More than need"),
    "targeted only": gettext_lazy("Targeted only"),
    CANNOT_TELL: gettext_lazy("Cannot tell"),
}
SENTENCES: dict[str, str | Promise] = {
    "inverse care": gettext_lazy(
        "It leans to the better off, while need is greater where people have least."
    ),
    "universal only": gettext_lazy(
        "It reaches all parts of the town much alike, while need is greater where people have least."
    ),
    "less than need": gettext_lazy(
        "It does more where people have least, but not as much more as their need asks."
    ),
    "in proportion to need": gettext_lazy("It does more where people have least, in step with their need."),
    "more than need": gettext_lazy("It leans to those who have least, by more than their need asks."),
    "targeted only": gettext_lazy(
        "It leans to those who have least, and hardly reaches the least deprived, who have some need too."
    ),
    CANNOT_TELL: gettext_lazy("From these numbers nobody can tell whether it is in step with need."),
}


@dataclass(frozen=True)
class Fifth:
    """The people who live in one fifth of England's neighbourhoods, 1 the most deprived, and their need.

    `score` is the mean deprivation score of the neighbourhoods, each weighted by its people.
    """

    quintile: int
    people: int
    score: float

    @property
    def name(self) -> str:
        return str(FIFTHS[self.quintile - 1])


@dataclass(frozen=True)
class Scale:
    """What was shared out beside need: the index with its limits where it can be had, the flag, and why."""

    flag: str
    why: str
    index: eq.Estimate | None = None

    @property
    def flag_words(self) -> str:
        return str(FLAGS[self.flag])


def quintile_of(decile: int) -> int:
    """Return the fifth that a tenth lies in: tenths 1 and 2 are the most deprived fifth."""
    return (decile + 1) // 2


def gather_fifths(areas: Sequence[tuple[int, int, float]]) -> tuple[Fifth, ...]:
    """Return the five fifths of these neighbourhoods, given as (decile, people, score)."""
    fifths = []
    for quintile in range(1, 6):
        inside = [(people, score) for decile, people, score in areas if quintile_of(decile) == quintile]
        people = sum(number for number, _score in inside)
        weighted = sum(number * score for number, score in inside)
        fifths.append(Fifth(quintile, people, weighted / people if people else 0.0))
    return tuple(fifths)


def judge_scale(amounts: Sequence[int | None], fifths: Sequence[Fifth], *, amounts_of: str) -> Scale:
    """Return how an amount in each fifth lies beside need; where that cannot be known, why.

    `amounts_of` is people, contacts or spend. Need is the people of a fifth times their mean score.
    """
    refusal = _refuse(amounts, fifths)
    if refusal:
        return Scale(CANNOT_TELL, refusal)
    given = [float(amount or 0) for amount in amounts]
    need, people = [one.score for one in fifths], [one.people for one in fifths]
    try:
        index = eq.proportionate_universalism_index(given, need, people, reach_of=amounts_of)
        flag = eq.universalism_flag(given, need, people, reach_of=amounts_of)
    except eq.NotComputable as refused:
        return Scale(CANNOT_TELL, str(refused))
    if not index.has_interval:
        why = _("Both the spend and need are taken as exact, so there are no limits to judge by.")
        return Scale(CANNOT_TELL, why, index)
    return Scale(flag, str(SENTENCES[flag]), index)


def _refuse(amounts: Sequence[int | None], fifths: Sequence[Fifth]) -> str:
    if not fifths:
        return _("No deprivation ranks of the town’s neighbourhoods are loaded, so need is not known.")
    empty = [one.name for one in fifths if not one.people]
    if empty:
        said = _("Nobody in the town lives in these fifths of England’s neighbourhoods: %(fifths)s.")
        return said % {"fifths": ", ".join(empty)}
    missing = [one.name for one, amount in zip(fifths, amounts, strict=True) if amount is None]
    if len(missing) == len(fifths):
        return _("No fifth has a number yet.")
    if missing:
        return _("A number is missing for: %(fifths)s.") % {"fifths": ", ".join(missing)}
    return ""


def share(amounts: Sequence[float | None]) -> list[float | None]:
    """Return each amount as per cent of all; None throughout where one is missing or all are zero."""
    known = [amount for amount in amounts if amount is not None]
    total = sum(known)
    if len(known) < len(amounts) or not total:
        return [None] * len(amounts)
    return [100 * amount / total for amount in known]
