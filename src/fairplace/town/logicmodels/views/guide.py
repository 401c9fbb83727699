from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.logicmodels.forms.guide import AnswerForm, LinesForm, LinksForm, MeasuresForm
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import ChangedMeanwhile, add_events
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.rules.compare import name_link
from fairplace.town.logicmodels.rules.guide import (
    LINKS,
    MEASURES,
    QUESTIONS,
    STEPS,
    TEXT,
    Question,
    find_question,
)
from fairplace.town.logicmodels.rules.keys import new_key
from fairplace.town.logicmodels.rules.order import last_place
from fairplace.town.logicmodels.rules.state import State
from fairplace.town.logicmodels.views.clash import Clash, make_clash
from fairplace.town.logicmodels.views.finding import find_or_404, leads
from fairplace.town.logicmodels.views.step import list_measure_choices
from fairplace.town.places.requests import MemberRequest, posted

Changes = list[tuple[str, dict[str, Any]]]


@require_safe
@leads
def guide(request: MemberRequest, slug: str) -> HttpResponse:
    """Go to the first question that has no answer yet, or to the first of all."""
    state = get_state(find_or_404(request, slug))
    first = next((one for one in QUESTIONS if not _is_answered(one, state)), QUESTIONS[0])
    return redirect("logic_guide_page", slug=slug, page=first.code)


@leads
def guide_page(request: MemberRequest, slug: str, page: str) -> HttpResponse:
    """Ask one question. Its answer is saved on the way forward, and on the way back too."""
    found = find_question(page)
    if found is None:
        raise Http404("There is no such question.")
    number, question = found
    model = find_or_404(request, slug)
    state = get_state(model)
    form = _make_form(request, question, state)
    clash, status = None, 200
    if form.is_valid() and not getattr(form, "lost", None):
        try:
            changes, seen = ANSWERS[question.asks](form, question, state)
            add_events(by=request.user, model=model, changes=changes, seen=seen)
        except ChangedMeanwhile as changed:
            clash, status = _make_clash(form, question, model, changed), 409
        else:
            return _go_on(request, model, number)
    context = {
        "form": form,
        "model": model,
        "question": question,
        "number": number,
        "count": len(QUESTIONS),
        "is_first": number == 1,
        "is_last": number == len(QUESTIONS),
        "steps": state.column(question.kind) if question.kind else [],
        "links": [(one.key, name_link(state, one), one.rationale) for one in state.links.values()],
        "pages": [(one, one.code == page, _is_answered(one, state)) for one in QUESTIONS],
        "clash": clash,
    }
    return render(request, "logicmodels/guide_page.html", context, status=status)


def _go_on(request: MemberRequest, model: LogicModel, number: int) -> HttpResponse:
    """Go where the pressed button says: back, forward, or to the model."""
    way = request.POST.get("way", "on")
    to = number - 1 if way == "back" else number + 1
    if way == "leave" or not 1 <= to <= len(QUESTIONS):
        messages.success(request, _("Saved. This is the model as it stands."))
        return redirect("logic_model_outline", slug=model.slug)
    return redirect("logic_guide_page", slug=model.slug, page=QUESTIONS[to - 1].code)


def _is_answered(question: Question, state: State) -> bool:
    if question.asks == TEXT:
        return bool(state.texts.get(question.code))
    if question.kind:
        return bool(state.column(question.kind))
    if question.asks == LINKS:
        return bool(state.links)
    return any(step.measure or step.local for step in state.steps.values())


def _make_form(request: MemberRequest, question: Question, state: State):
    if question.asks == TEXT:
        version = state.text_versions.get(question.code, 0)
        initial = {"answer": state.texts.get(question.code, ""), "version": version}
        return AnswerForm(posted(request), initial=initial)
    if question.asks == STEPS:
        assert question.kind, "A question for steps has their kind."
        return LinesForm(posted(request), question=question, has_some=bool(state.column(question.kind)))
    if question.asks == LINKS:
        return LinksForm(posted(request), state=state)
    return MeasuresForm(posted(request), state=state, measures=list_measure_choices(request.town))


def _answer_text(form: AnswerForm, question: Question, state: State) -> tuple[Changes, dict[str, int]]:
    value = form.cleaned_data["answer"]
    if value == state.texts.get(question.code, ""):
        return [], {}
    seen = {question.code: form.cleaned_data["version"]}
    return [("set text", {"name": question.code, "value": value})], seen


def _answer_steps(form: LinesForm, question: Question, state: State) -> tuple[Changes, dict[str, int]]:
    """Make a step of each line, but for those that are there: going back and forth adds nothing twice."""
    assert question.kind, "A question for steps has their kind."
    there = {step.text for step in state.column(question.kind)}
    lines = [line for line in form.cleaned_data["lines"] if line not in there]
    place = last_place(state, question.kind)
    return [
        ("put step", {"key": new_key("s"), "kind": question.kind.value, "text": line, "order": place + n})
        for n, line in enumerate(lines)
    ], {}


def _answer_links(form: LinksForm, question: Question, state: State) -> tuple[Changes, dict[str, int]]:
    links = [{"start": start, "end": end, "rationale": why} for start, end, why in form.links]
    seen = {end: state.steps[end].version for link in links for end in (link["start"], link["end"])}
    return [("put link", {"key": new_key("l"), **link}) for link in links], seen


def _answer_measures(form: MeasuresForm, question: Question, state: State) -> tuple[Changes, dict[str, int]]:
    return [("put step", {"key": key, **said}) for key, said in form.changes], form.seen


ANSWERS: dict[str, Callable[[Any, Question, State], tuple[Changes, dict[str, int]]]] = {
    TEXT: _answer_text,
    STEPS: _answer_steps,
    LINKS: _answer_links,
    MEASURES: _answer_measures,
}


def _make_clash(form: Any, question: Question, model: LogicModel, changed: ChangedMeanwhile) -> Clash:
    now = changed.now
    if question.asks == TEXT:
        version = now.text_versions.get(question.code, 0)
        there = {"answer": now.texts.get(question.code, "")}
        return make_clash(form, model=model, now=there, versions={"version": version})
    step = now.steps.get(changed.what)
    if step is None:
        return make_clash(form, model=model, now=None, versions={})
    there = {f"{name}_{step.key}": getattr(step, name) for name in ("measure", "local")}
    return make_clash(form, model=model, now=there, versions={f"version_{step.key}": step.version})
