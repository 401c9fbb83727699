"""A whole model in one line: how many outputs reached what was wanted, and how the outcomes stand."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.logicmodels.rules.alive import Life
from fairplace.town.logicmodels.rules.standing import TOO_EARLY
from fairplace.town.logicmodels.rules.state import Kind, State, Step

STATES = ("better", "worse", "cannot tell", TOO_EARLY, "none")


def roll_up(state: State, life: Life) -> tuple[str, ...]:
    """Return the parts of the line; nothing of a model in which nothing is wanted or measured yet."""
    return (*_roll_up_outputs(state, life), *_roll_up_outcomes(life))


def _roll_up_outputs(state: State, life: Life) -> list[str]:
    wanted = [step for step in state.column(Kind.OUTPUT) if step.target is not None]
    if not wanted:
        return []
    reached = sum(_has_reached(step, life) for step in wanted)
    said = ngettext(
        "%(reached)s of %(n)s output has reached its target",
        "%(reached)s of %(n)s outputs have reached their targets",
        len(wanted),
    )
    return [said % {"reached": reached, "n": len(wanted)}]


def _has_reached(step: Step, life: Life) -> bool:
    progress = life.steps[step.key].progress
    so_far = progress.latest if progress else step.actual
    return so_far is not None and step.target is not None and so_far >= step.target


def _roll_up_outcomes(life: Life) -> list[str]:
    words = {
        "better": _("getting better"),
        "worse": _("getting worse"),
        "cannot tell": _("cannot tell"),
        TOO_EARLY: _("too early"),
        "none": _("no number yet"),
    }
    told = [one.state for one in life.steps.values()]
    counts = [f"{words[state]}: {told.count(state)}" for state in STATES if state in told]
    return (
        [_("outcomes and impact, by their tests: %(counts)s") % {"counts": ", ".join(counts)}]
        if counts
        else []
    )
