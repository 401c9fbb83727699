"""Links in doubt: the work grows, and what it is for does not get better in its time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.logicmodels.rules.progress import PERIODS, Progress
from fairplace.town.logicmodels.rules.standing import StepLife
from fairplace.town.logicmodels.rules.state import Kind, State, Step
from fairplace.town.logicmodels.rules.words import MEASURED

# What the tests say where something is amiss. A measure without a number raises no doubt: it tells nothing.
NOT_BETTER = ("worse", "cannot tell")


@dataclass(frozen=True)
class Doubt:
    """Links that may not hold: an output grows and what it leads to does not get better in its time."""

    output: str
    outcome: str
    links: tuple[str, ...]
    sentence: str


def find_doubts(state: State, steps: Mapping[str, StepLife]) -> Iterator[Doubt]:
    """Yield each output that grew in each of its last readings, with an outcome ahead that is not better."""
    for output in state.column(Kind.OUTPUT):
        progress = steps[output.key].progress
        if progress and progress.is_growing:
            for outcome, links in _judged_ahead(state, output):
                if steps[outcome.key].state in NOT_BETTER:
                    sentence = _say_doubt(output, outcome, steps[outcome.key], progress)
                    yield Doubt(output.key, outcome.key, links, sentence)


def _judged_ahead(state: State, output: Step) -> Iterator[tuple[Step, tuple[str, ...]]]:
    """Yield the nearest steps with a measure that an output leads to, and the links on the way there."""
    seen = {output.key}
    waiting: list[tuple[str, tuple[str, ...]]] = [(output.key, ())]
    for here, way in waiting:
        for link in state.out_of_step(here):
            if link.end in seen:
                continue
            seen.add(link.end)
            there = state.steps[link.end]
            if there.kind in MEASURED and there.measure:
                yield there, (*way, link.key)
            else:
                waiting.append((link.end, (*way, link.key)))


def _say_doubt(output: Step, outcome: Step, life: StepLife, progress: Progress) -> str:
    numbers = ", ".join(f"{value:,g}" for _day, value in progress.readings[-PERIODS - 1 :])
    verdict = (
        _("the test says it gets worse") if life.state == "worse" else _("the test cannot tell a direction")
    )
    if life.due_on:
        return _(
            "“%(output)s” grew in each of the last %(n)s readings (%(numbers)s), but for “%(outcome)s” "
            "%(verdict)s, and a change could be expected since %(month)s."
        ) % {
            "output": output.text, "n": PERIODS, "numbers": numbers, "outcome": outcome.text,
            "verdict": verdict, "month": life.until,
        }  # fmt: skip
    return _(
        "“%(output)s” grew in each of the last %(n)s readings (%(numbers)s), but for “%(outcome)s” "
        "%(verdict)s."
    ) % {
        "output": output.text, "n": PERIODS, "numbers": numbers, "outcome": outcome.text, "verdict": verdict,
    }  # fmt: skip
