"""Joins logic models to the chain: their steps, what those hang on, and whether they are whole and alive."""

from collections.abc import Callable, Iterable

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fairplace.town.chain.rules import (
    Chain,
    Check,
    Fault,
    Kind,
    Record,
    Tie,
    register_check,
    register_kind,
    register_ties,
)
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.queries.alive import list_living
from fairplace.town.logicmodels.queries.model import get_state, list_models, list_public
from fairplace.town.logicmodels.rules.checks import CHECKS, check_model
from fairplace.town.logicmodels.rules.state import State, Step
from fairplace.town.logicmodels.rules.words import KINDS
from fairplace.town.measures.chain import MEASURE
from fairplace.town.partners.chain import GROUP
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address

MODEL, STEP = "logic-model", "step"
# Of more faults than this in one model the first is told, with how many there are.
MANY = 1


def step_id(model: LogicModel, step: Step) -> str:
    """Return the code of a step on the chain: warm-homes.visits."""
    return f"{model.slug}.{step.key}"


def _states(town: Town) -> list[tuple[LogicModel, State]]:
    return [(model, get_state(model)) for model in list_models(town)]


def _is_public(town: Town) -> set[int]:
    return {model.pk for model in list_public(town)}


def _list_models(town: Town) -> Iterable[Record]:
    public = _is_public(town)
    for model, state in _states(town):
        count = len(state.steps)
        yield Record(
            MODEL,
            model.slug,
            model.title,
            find_address("logic_model_outline", slug=model.slug),
            said=((_("Size"), ngettext("%(n)s step", "%(n)s steps", count) % {"n": count}),),
            is_public=model.pk in public,
            is_demonstration=model.is_demonstration,
        )


def _list_steps(town: Town) -> Iterable[Record]:
    public = _is_public(town)
    for model, state in _states(town):
        page = find_address("logic_model_outline", slug=model.slug)
        for step in state.steps.values():
            yield Record(
                STEP,
                step_id(model, step),
                Truncator(step.text).chars(200),
                f"{page}#step-{step.key}" if page else "",
                above=(((MODEL, model.slug), _("is a step of")), *_points(step)),
                said=((_("Column"), str(KINDS[step.kind].plural)),),
                is_public=model.pk in public,
                is_demonstration=model.is_demonstration,
            )


def _points(step: Step) -> Iterable[tuple[tuple[str, str], str]]:
    """Tie a step to the work and the advice whose way it shows."""
    for point in step.points:
        kind, _colon, code = point.partition(":")
        yield (kind, code), _("shows the way of")


def _list_ties(town: Town) -> Iterable[Tie]:
    """Return which group keeps a model, which measure watches a step, and which model stands behind one."""
    keeps, watches, stands_behind = _("keeps"), _("watches"), _("stands behind")
    for model, state in _states(town):
        if model.group:
            yield (GROUP, model.group.slug), (MODEL, model.slug), keeps
        for step in state.steps.values():
            if step.measure:
                yield (MEASURE, step.measure), (STEP, step_id(model, step)), watches
            if step.child:
                yield (MODEL, step.child), (STEP, step_id(model, step)), stands_behind


def _find(code: str) -> Callable[[Town, Chain], Iterable[Fault]]:
    """Return the finder of one check of the models, as one line a model."""

    def find(town: Town, chain: Chain) -> Iterable[Fault]:
        for model, state in _states(town):
            found = [one for one in check_model(state) if one.check == code]
            if found:
                page = find_address("logic_model_outline", slug=model.slug)
                yield Fault(
                    f"model-{code}", (MODEL, model.slug), _tell(found), f"{page}#checks" if page else ""
                )

    return find


def _tell(found: list) -> str:
    more = len(found) - MANY
    if more <= 0:
        return found[0].sentence
    said = ngettext("%(first)s And %(n)s more.", "%(first)s And %(n)s more.", more)
    return said % {"first": found[0].sentence, "n": more}


def _find_doubts(town: Town, chain: Chain) -> Iterable[Fault]:
    for model, _state, life in list_living(town):
        for doubt in life.doubts:
            page = find_address("logic_model_outline", slug=model.slug)
            fix_url = f"{page}#step-{doubt.output}" if page else ""
            yield Fault("link-in-doubt", (MODEL, model.slug), doubt.sentence, fix_url)


def _find_due(town: Town, chain: Chain) -> Iterable[Fault]:
    for model, _state, life in list_living(town):
        address = find_address("logic_note_add", slug=model.slug)
        for promise in life.due:
            what = "early+sign" if promise.what == "sign" else "rating"
            fix_url = f"{address}?about={promise.step}&what={what}" if address else ""
            yield Fault("promise-due", (MODEL, model.slug), promise.sentence, fix_url)


register_kind(Kind(MODEL, 60, gettext_lazy("Logic model"), gettext_lazy("Logic models"), _list_models))
register_kind(
    Kind(STEP, 62, gettext_lazy("Step of a logic model"), gettext_lazy("Steps of logic models"), _list_steps)
)
register_ties("logic models", _list_ties)
for _code, _words in CHECKS.items():
    # What a step points at and is not there is a broken tie, which the chain finds itself.
    if _code != "broken-pointer":
        register_check(
            Check(
                f"model-{_code}",
                _words.name,
                _words.why,
                gettext_lazy("Mend it in the model"),
                _find(_code),
                Ability.LEAD_GROUPS,
                about=MODEL,
            )
        )
register_check(
    Check(
        "link-in-doubt",
        gettext_lazy("Link in doubt"),
        gettext_lazy("Work that grows while what it is for does not get better may be the wrong work."),
        gettext_lazy("Look at the link in the group: wait, change it, or change the work"),
        _find_doubts,
        Ability.LEAD_GROUPS,
        about=MODEL,
    )
)
register_check(
    Check(
        "promise-due",
        gettext_lazy("Promise due"),
        gettext_lazy("Too early is an answer only if somebody asks again on the day that was named."),
        gettext_lazy("Look, and note what you see"),
        _find_due,
        Ability.LEAD_GROUPS,
        about=MODEL,
    )
)
