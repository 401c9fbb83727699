"""What is alive in a model: how its steps stand by their tests, links in doubt, promises that come due.

Words about direction come from the tests of measures alone. Outputs are counts of our own, so that of them
may be said that each reading was above the one before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fairplace.town.logicmodels.rules.doubts import Doubt, find_doubts
from fairplace.town.logicmodels.rules.lag import began_on, step_began
from fairplace.town.logicmodels.rules.promises import Promise, list_promises
from fairplace.town.logicmodels.rules.standing import StepLife, stand
from fairplace.town.logicmodels.rules.state import State


@dataclass(frozen=True)
class Life:
    """Everything that is alive in a model on one day."""

    began_on: date
    steps: Mapping[str, StepLife]
    doubts: tuple[Doubt, ...]
    promises: tuple[Promise, ...]

    @property
    def doubted(self) -> dict[str, Doubt]:
        """Return the links in doubt, each with its first reason."""
        found: dict[str, Doubt] = {}
        for doubt in self.doubts:
            for link in doubt.links:
                found.setdefault(link, doubt)
        return found

    @property
    def due(self) -> list[Promise]:
        return [one for one in self.promises if one.is_due]


def get_life(state: State, *, verdicts: Mapping[str, str], made_on: date, today: date) -> Life:
    """Return what is alive in a model; `verdicts` are those of the town's measures, by slug."""
    began = began_on(state.notes, made_on)
    steps = {
        key: stand(state, step, verdicts, step_began(state.notes, key, began), today)
        for key, step in state.steps.items()
    }
    doubts = tuple(find_doubts(state, steps))
    promises = sorted(list_promises(state, began, today), key=lambda one: (one.due_on, one.step))
    return Life(began, steps, doubts, tuple(promises))
