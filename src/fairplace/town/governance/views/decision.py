from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairplace.town.chain.queries import get_chain
from fairplace.town.documents.answers import TYPES, Kind, answer
from fairplace.town.governance.access import get_reader, list_led_groups, may_lead, sits_in
from fairplace.town.governance.decision_document import make_document
from fairplace.town.governance.decision_rows import DECISION_COLUMNS, list_decision_rows
from fairplace.town.governance.forms.decision import DecisionFilterForm
from fairplace.town.governance.models import Decision
from fairplace.town.governance.queries.decision import get_decision, list_decisions, list_years
from fairplace.town.governance.queries.effect import list_effect_lines, list_effects
from fairplace.town.governance.queries.standing import list_standings
from fairplace.town.governance.queries.subject import Subject, list_subjects
from fairplace.town.governance.queries.vote import get_options, get_poll, is_answerable, list_said
from fairplace.town.governance.rules.equity import summarise
from fairplace.town.partners.queries import list_groups
from fairplace.town.people.access import may
from fairplace.town.people.exports import stream_csv
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest

A_PAGE = 25


def _ask(request: TownRequest) -> tuple[DecisionFilterForm, QuerySet[Decision]]:
    reader = get_reader(request)
    form = DecisionFilterForm(
        request.GET,
        groups=list_groups(town=request.town),
        years=list_years(town=request.town, reader=reader),
        is_inside=reader.is_inside,
    )
    return form, list_decisions(town=request.town, chosen=form.chosen, reader=reader)


@require_safe
def decision_list(request: TownRequest) -> HttpResponse:
    """List what groups decided; for those inside also what is prepared or open. The filter is the address."""
    form, found = _ask(request)
    context = {
        "form": form,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "is_inside": may(request, Ability.SEE_DESK),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "may_add": bool(list_led_groups(request)),
        "query": request.GET.urlencode(),
    }
    return render(request, "governance/decision_list.html", context)


@require_safe
def decision_csv(request: TownRequest) -> StreamingHttpResponse:
    """Give the same list as a file."""
    _form, found = _ask(request)
    response = StreamingHttpResponse(
        stream_csv(DECISION_COLUMNS, list_decision_rows(found)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    return response


@require_safe
def decision_detail(request: TownRequest, number: int) -> HttpResponse:
    """Show one decision: what was asked and why, who gains and loses, the count, the outcome, the review."""
    decision = find_readable(request, number)
    is_member = sits_in(request, decision.group)
    poll = get_poll(decision)
    context = {
        "decision": decision,
        "chosen": get_options(decision).get(decision.chosen, ""),
        "subjects": _list_subjects(request, decision),
        "effects": list_effect_lines(decision),
        "effects_in_words": summarise(list_effects(decision)),
        "poll": poll,
        "said": list_said(decision, poll) if is_member else [],
        "standings": list_standings(decision),
        "actions": decision.actions.order_by("number"),
        "is_inside": may(request, Ability.SEE_DESK),
        "is_member": is_member,
        "is_answerable": is_answerable(decision),
        "may_lead": may_lead(request, decision.group),
    }
    return render(request, "governance/decision_detail.html", context)


def _list_subjects(request: TownRequest, decision: Decision) -> list[Subject]:
    """Return what a decision is about; to the public only what the public may see of the chain."""
    keys = [one.key for one in decision.subjects.all()]
    chain = get_chain(town=request.town)
    if may(request, Ability.SEE_DESK):
        return list_subjects(chain, keys)
    shown = chain.only_public()
    return list_subjects(shown, [key for key in keys if key in shown.records])


@require_safe
def decision_file(request: TownRequest, number: int, kind: Kind) -> HttpResponse:
    """Give one decision as a document, in Word or as a PDF."""
    if kind not in TYPES:
        raise Http404("A decision comes as docx or pdf.")
    decision = find_readable(request, number)
    document = make_document(decision, _list_subjects(request, decision))
    return answer(document, kind, f"{request.town.slug} decision {decision.code}")


def find_readable(request: TownRequest, number: int) -> Decision:
    """Return the decision, or that there is none, which is also what those hear who may not see it."""
    decision = get_decision(town=request.town, number=number, reader=get_reader(request))
    if decision is None:
        raise Http404("There is no such decision.")
    return decision
