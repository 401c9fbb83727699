"""Asks those above what new figures would mean for them, before anybody takes them.

A measure may be judged otherwise, a review may be frozen on the figures that change: what stands higher
cannot be called from here, so it asks to be asked. It answers in sentences.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fairplace.town.feeds.rules.difference import Difference
from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.rules import Series
from fairplace.town.places.models import Town


@dataclass(frozen=True)
class Prospect:
    """What would be: the town's own series of an indicator as they are and as they would be."""

    town: Town
    indicator: Indicator
    then: Sequence[Series]
    now: Sequence[Series]
    difference: Difference


@dataclass(frozen=True)
class Opinion:
    """One sentence. A grave one is shown first, and figures are not taken without a word on why."""

    sentence: str
    url: str = ""
    is_grave: bool = False


type_of_asked = Callable[[Prospect], Iterable[Opinion]]
ASKED: dict[str, type_of_asked] = {}


def register_opinion(name: str, say: type_of_asked) -> None:
    """Have `say` asked whenever new figures wait to be taken."""
    ASKED[name] = say


def list_opinions(prospect: Prospect) -> list[Opinion]:
    """Return what everybody who asked to be asked says, the grave first."""
    found = [one for say in ASKED.values() for one in say(prospect)]
    return sorted(found, key=lambda one: not one.is_grave)
