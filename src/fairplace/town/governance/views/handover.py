from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.documents.answers import answer
from fairplace.town.governance.forms.handover import HandoverForm, get_initial
from fairplace.town.governance.handover_words import (
    HISTORY,
    SECTIONS,
    list_answers,
    list_tables,
    make_document,
    write_down_all,
)
from fairplace.town.governance.models import Handover
from fairplace.town.governance.operations.handover import (
    HandoverRefused,
    begin_handover,
    finish_handover,
    save_draft,
)
from fairplace.town.governance.queries.handover import (
    InHand,
    find_handover,
    get_draft,
    get_in_hand,
    is_heir,
    list_finished,
)
from fairplace.town.governance.queries.people import list_people
from fairplace.town.governance.rules.handover import choose_heir
from fairplace.town.people.access import may, requires
from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest
from fairplace.town.places.views.clash import Clash, make_clash


@requires(Ability.KEEP_PEOPLE)
def person_handover(request: MemberRequest, pk: int) -> HttpResponse:
    """Prepare the handover of somebody who leaves, and finish it: what moves, moves in one step."""
    person = list_people(request.town).filter(pk=pk).first()
    if person is None:
        raise Http404("There is nobody here of this number.")
    return _edit(request, person)


@requires(Ability.SEE_DESK)
def own_handover(request: MemberRequest) -> HttpResponse:
    """Prepare one's own handover. The programme team finishes it: nobody gives work away alone."""
    return _edit(request, request.user)


def _edit(request: MemberRequest, person: Person) -> HttpResponse:
    draft = get_draft(town=request.town, person=person)
    held = get_in_hand(town=request.town, person=person)
    form = HandoverForm(
        cast(Any, request.POST if request.method == "POST" else None),
        initial=get_initial(draft) if draft else {"version": 1},
        people=list_people(request.town).exclude(pk=person.pk),
        groups=held.groups,
    )
    clash: Clash | None = None
    if form.is_valid() and "finish" in request.POST and not form.cleaned_data["last_day_on"]:
        form.add_error("last_day_on", _("Say the last day first."))
    elif form.is_valid():
        try:
            return _save(request, person, form)
        except ChangedMeanwhile as changed:
            clash = _clash(request, form, changed.now)
        except HandoverRefused as refused:
            form.add_error("last_day_on", str(refused))
    context = {
        "form": form,
        "person": person,
        "draft": draft,
        "clash": clash,
        "tables": list_tables(write_down_all(held, _name_heirs(draft)), SECTIONS),
        "stays": write_down_all(held, _name_heirs(draft))["stays"],
        "finished": list_finished(town=request.town, person=person),
        "can_finish": may(request, Ability.KEEP_PEOPLE),
        "is_own": person.pk == request.user.pk,
    }
    return render(request, "governance/handover_edit.html", context, status=409 if clash else 200)


def _clash(request: MemberRequest, form: HandoverForm, now: Any) -> Clash:
    return make_clash(
        form, now=get_initial(now), one=now, kind="handover", subject=str(now.person), town=request.town.slug
    )


def _save(request: MemberRequest, person: Person, form: HandoverForm) -> HttpResponse:
    is_finishing = "finish" in request.POST
    if is_finishing and not may(request, Ability.KEEP_PEOPLE):
        raise PermissionDenied(Ability.KEEP_PEOPLE.value)
    draft = begin_handover(by=request.user, town=request.town, person=person)
    saved = save_draft(
        by=request.user, handover=draft, version=form.cleaned_data["version"] or 0, values=form.values
    )
    if not is_finishing:
        messages.success(request, _("The draft is kept. Nothing has moved yet."))
        is_own = person.pk == request.user.pk and not may(request, Ability.KEEP_PEOPLE)
        return redirect("own_handover") if is_own else redirect("person_handover", pk=person.pk)
    # What was written is kept, also where it cannot be finished yet.
    finish_handover(by=request.user, handover=saved, version=saved.version)
    messages.success(request, _("The handover is finished. What could be moved has moved."))
    return redirect("handover_detail", pk=saved.pk)


def _name_heirs(draft: Handover | None) -> Any:
    if draft is None:
        return lambda _group: ""
    wanted = {*draft.heirs.values(), draft.to_id} - {None}
    names = {one.pk: str(one) for one in Person.objects.filter(pk__in=wanted)}
    return lambda group: names.get(choose_heir(group, draft.heirs, draft.to_id) or 0, "")


@requires(Ability.SEE_DESK)
@require_safe
def handover_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a handover: to whoever left, whoever took over, and those who keep people."""
    handover = _find(request, pk)
    data = _read(request, handover)
    context = {
        "handover": handover,
        "answers": list_answers(handover.unsaid),
        "tables": list_tables(data, SECTIONS),
        "history": list_tables(data, HISTORY),
        "stays": data.get("stays", []),
    }
    return render(request, "governance/handover_detail.html", context)


@requires(Ability.SEE_DESK)
@require_safe
def handover_file(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out a handover as Word or PDF."""
    if kind not in ("pdf", "docx"):
        raise Http404
    handover = _find(request, pk)
    document = make_document(handover, _read(request, handover))
    return answer(document, kind, _("Handover %(person)s") % {"person": handover.person})


def _find(request: MemberRequest, pk: int) -> Handover:
    handover = find_handover(town=request.town, pk=pk)
    if handover is None:
        raise Http404("There is no such handover.")
    is_theirs = request.user.pk == handover.person_id
    if not (is_theirs or may(request, Ability.KEEP_PEOPLE) or _took_over(request, handover)):
        raise PermissionDenied(Ability.KEEP_PEOPLE.value)
    return handover


def _took_over(request: MemberRequest, handover: Handover) -> bool:
    return handover.finished_at is not None and is_heir(handover, request.user)


def _read(request: MemberRequest, handover: Handover) -> dict[str, Any]:
    """Return what was frozen, or what stands now while it is a draft."""
    if handover.finished_at:
        return handover.data
    held: InHand = get_in_hand(town=request.town, person=handover.person)
    return write_down_all(held, _name_heirs(handover))
