"""What is true of any framework, whoever asks: codes, levels, what stands under what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FEWEST_LEVELS, MOST_LEVELS = 2, 6
# Words that stand in addresses where a code could, such as /mapping/gaps/.
RESERVED = frozenset({"changes", "gaps", "link", "rounds", "suggestions"})
# Level names of a framework that a pack brings.
USUAL_LEVELS = (
    ("Pillar", "Pillars", "pillars"),
    ("Objective", "Objectives", "objectives"),
    ("Recommendation", "Recommendations", "recommendations"),
)


def list_faults_of_levels(holds: Sequence[str]) -> list[str]:
    """Return what keeps these levels, from the top down, from being a framework; codes of sentences."""
    faults = []
    if not FEWEST_LEVELS <= len(holds) <= MOST_LEVELS:
        faults.append("number")
    if "objectives" not in holds or "recommendations" not in holds:
        faults.append("missing")
    elif holds.index("objectives") > holds.index("recommendations"):
        faults.append("order")
    if len({one for one in holds if one}) < len([one for one in holds if one]):
        faults.append("twice")
    return faults


def list_below(item: Any, children: dict[Any, list[Any]]) -> list[Any]:
    """Return everything under an item, itself not among it, each once, top down."""
    found, waiting = {}, list(children.get(item, ()))
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found[one] = None
            waiting.extend(children.get(one, ()))
    return list(found)


@dataclass(frozen=True)
class Said:
    """A line that an app above says of a recommendation on the public lists, and what stands behind it."""

    text: str
    details: tuple[str, ...] = ()


# What apps above say of a town's recommendations, by key; they join in when they are ready.
SAYINGS: list[Callable[[Any], Mapping[int, Sequence[Said]]]] = []


def register_saying(saying: Callable[[Any], Mapping[int, Sequence[Said]]]) -> None:
    """Let an app above add lines to the public lists of recommendations."""
    if saying not in SAYINGS:
        SAYINGS.append(saying)
