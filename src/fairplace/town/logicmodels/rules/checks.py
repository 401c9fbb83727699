"""What is missing or broken in a logic model. Each finding names where, so that it can be mended there."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.logicmodels.rules.state import Kind, Link, State, Step
from fairplace.town.logicmodels.rules.words import MEASURED, OUTCOMES

COLUMNS = tuple(Kind)
CARRIERS = ("workstream:", "action:")
# A circle of more steps than this is told by its beginning.
STEPS_NAMED = 6


@dataclass(frozen=True)
class Finding:
    """One thing to mend: which check, at which step ("step") or link ("link"), and the sentence."""

    check: str
    what: str
    key: str
    sentence: str


@dataclass(frozen=True)
class CheckWords:
    """What a check is called, and why it matters."""

    name: str | Promise
    why: str | Promise


CHECKS = {
    "orphan": CheckWords(
        gettext_lazy("Step without a link"),
        gettext_lazy("A step that leads nowhere and comes from nowhere is no part of the story."),
    ),
    "no-rationale": CheckWords(
        gettext_lazy("Link without a reason"),
        gettext_lazy("An arrow without a why cannot be doubted, and so cannot be tested."),
    ),
    "no-measure": CheckWords(
        gettext_lazy("Outcome that nothing tells of"),
        gettext_lazy("Without a measure or a local indicator nobody will know whether it came."),
    ),
    "circle": CheckWords(
        gettext_lazy("Links in a circle"),
        gettext_lazy("What causes itself has no beginning that anybody could work on."),
    ),
    "no-denominator": CheckWords(
        gettext_lazy("Output number without out of how many"),
        gettext_lazy("Four hundred homes are many of five hundred and few of fifty thousand."),
    ),
    "nobody-carries": CheckWords(
        gettext_lazy("Activity that nobody carries"),
        gettext_lazy("What stands in no workstream and no action is a wish."),
    ),
    "no-early-sign": CheckWords(
        gettext_lazy("Outcome without an early sign"),
        gettext_lazy("An outcome of ten years needs something that can be seen in two."),
    ),
    "backwards": CheckWords(
        gettext_lazy("Link that goes backwards"),
        gettext_lazy("What comes later cannot bring about what came before."),
    ),
    "broken-pointer": CheckWords(
        gettext_lazy("Points at something that is not there"),
        gettext_lazy("What was archived or renamed carries nothing any more."),
    ),
}


def check_model(state: State, *, known: Collection[str] | None = None) -> list[Finding]:
    """Return what is to be mended in a model, check by check.

    `known` are the keys that exist in the town, "workstream:W01", "measure:jobs" and "logic-model:homes";
    without them no pointer is called broken.
    """
    found = [one for find in _FINDERS for one in find(state)]
    return found if known is None else [*found, *_find_broken(state, known)]


def count_findings(findings: list[Finding]) -> dict[str, int]:
    """Return how many there are of each check, those of none left out."""
    counts = {code: sum(one.check == code for one in findings) for code in CHECKS}
    return {code: count for code, count in counts.items() if count}


def _at_step(check: str, step: Step, sentence: str) -> Finding:
    return Finding(check, "step", step.key, sentence % {"step": step.text})


def _at_link(check: str, state: State, link: Link, sentence: str) -> Finding:
    ends = {"start": state.steps[link.start].text, "end": state.steps[link.end].text}
    return Finding(check, "link", link.key, sentence % ends)


def _find_orphans(state: State) -> Iterator[Finding]:
    tied = {end for link in state.links.values() for end in (link.start, link.end)}
    for step in _steps(state):
        if step.key not in tied:
            yield _at_step("orphan", step, _("“%(step)s” has no link to or from it."))


def _find_unreasoned(state: State) -> Iterator[Finding]:
    for link in state.links.values():
        if not link.rationale.strip():
            sentence = _("Nobody has said why “%(start)s” should lead to “%(end)s”.")
            yield _at_link("no-rationale", state, link, sentence)


def _find_unmeasured(state: State) -> Iterator[Finding]:
    for step in _steps(state, MEASURED):
        if not step.measure and not step.local.strip():
            yield _at_step(
                "no-measure", step, _("Neither a measure nor a local indicator tells of “%(step)s”.")
            )


def _find_circles(state: State) -> Iterator[Finding]:
    for circle in list_circles(state):
        texts = [f"“{state.steps[key].text}”" for key in [*circle[:STEPS_NAMED], circle[0]]]
        sentence = _("These lead to each other in a circle: %(steps)s.") % {"steps": " → ".join(texts)}
        link = next(
            one.key for one in state.links.values() if (one.start, one.end) == (circle[-1], circle[0])
        )
        yield Finding("circle", "link", link, sentence)


def list_circles(state: State) -> list[list[str]]:
    """Return the circles that a walk along the links meets, each once, as the steps in their order."""
    after: dict[str, list[str]] = {}
    for link in state.links.values():
        after.setdefault(link.start, []).append(link.end)
    done: set[str] = set()
    circles: list[list[str]] = []
    for start in state.steps:
        _walk(start, after, done, circles)
    return circles


def _walk(start: str, after: dict[str, list[str]], done: set[str], circles: list[list[str]]) -> None:
    """Go as deep as links lead, without recursion; a step of the way that is met again closes a circle."""
    if start in done:
        return
    way, waiting = [start], [iter(after.get(start, ()))]
    while way:
        there = next(waiting[-1], None)
        if there is None:
            done.add(way.pop())
            waiting.pop()
        elif there in way:
            circles.append(way[way.index(there) :])
        elif there not in done:
            way.append(there)
            waiting.append(iter(after.get(there, ())))


def _find_without_denominator(state: State) -> Iterator[Finding]:
    for step in _steps(state, (Kind.OUTPUT,)):
        has_number = step.target is not None or step.actual is not None
        if has_number and (step.out_of is None or not step.out_of_what.strip()):
            yield _at_step(
                "no-denominator", step, _("“%(step)s” has a number, and nothing says out of how many.")
            )


def _find_uncarried(state: State) -> Iterator[Finding]:
    for step in _steps(state, (Kind.ACTIVITY,)):
        if not step.child and not any(one.startswith(CARRIERS) for one in step.points):
            yield _at_step("nobody-carries", step, _("No workstream and no action carries “%(step)s”."))


def _find_signless(state: State) -> Iterator[Finding]:
    for step in _steps(state, OUTCOMES):
        if not step.early:
            yield _at_step(
                "no-early-sign", step, _("Nobody has said what would be seen early of “%(step)s”.")
            )


def _find_backwards(state: State) -> Iterator[Finding]:
    for link in state.links.values():
        start, end = state.steps[link.start].kind, state.steps[link.end].kind
        if COLUMNS.index(end) < COLUMNS.index(start):
            yield _at_link(
                "backwards", state, link, _("“%(start)s” comes later than “%(end)s”, to which it leads.")
            )


def _find_broken(state: State, known: Collection[str]) -> Iterator[Finding]:
    for step in _steps(state):
        for pointer in list_pointers(step):
            if pointer not in known:
                sentence = _("“%(step)s” points at %(what)s, which is not there.")
                told = sentence % {"step": step.text, "what": pointer.replace(":", " ")}
                yield Finding("broken-pointer", "step", step.key, told)


def list_pointers(step: Step) -> tuple[str, ...]:
    """Return every record that a step points at, its measure and the model behind it too."""
    measure = (f"measure:{step.measure}",) if step.measure else ()
    child = (f"logic-model:{step.child}",) if step.child else ()
    return (*step.points, *measure, *child)


def _steps(state: State, kinds: Collection[Kind] = COLUMNS) -> Iterator[Step]:
    for kind in COLUMNS:
        if kind in kinds:
            yield from state.column(kind)


_FINDERS: tuple[Callable[[State], Iterator[Finding]], ...] = (
    _find_orphans,
    _find_unreasoned,
    _find_unmeasured,
    _find_circles,
    _find_without_denominator,
    _find_uncarried,
    _find_signless,
    _find_backwards,
)
