from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.governance.forms.update import ToDoForm
from fairplace.town.governance.models import Action, ToDo
from fairplace.town.governance.operations.to_do import add_to_do, mark_to_do, remove_to_do
from fairplace.town.governance.views.action import show_action
from fairplace.town.governance.views.reading import get_action_or_404
from fairplace.town.governance.views.update import updates
from fairplace.town.places.requests import MemberRequest


@require_POST
@updates
def to_do_add(request: MemberRequest, number: int) -> HttpResponse:
    """Write down a small step."""
    action = get_action_or_404(request, number)
    form = ToDoForm(request.POST)
    if not form.is_valid():
        return show_action(request, action, to_do_form=form)
    told = form.cleaned_data
    add_to_do(by=request.user, action=action, text=told["text"], due_on=told["to_do_due_on"])
    return _back(action)


@require_POST
@updates
def to_do_mark(request: MemberRequest, number: int, pk: int) -> HttpResponse:
    """Tick a small step, or take the tick away; the form says which, so a second press changes nothing."""
    action = get_action_or_404(request, number)
    mark_to_do(by=request.user, to_do=_find(action, pk), is_done=request.POST.get("done") == "yes")
    return _back(action)


@require_POST
@updates
def to_do_remove(request: MemberRequest, number: int, pk: int) -> HttpResponse:
    """Take a small step away."""
    action = get_action_or_404(request, number)
    to_do = _find(action, pk)
    remove_to_do(by=request.user, to_do=to_do)
    messages.success(request, _("“%(text)s” is removed.") % {"text": to_do.text})
    return _back(action)


def _find(action: Action, pk: int) -> ToDo:
    to_do = action.to_dos.filter(pk=pk).first()
    if to_do is None:
        raise Http404("There is no such step.")
    return to_do


def _back(action: Action) -> HttpResponse:
    response = redirect("action_detail", number=action.number)
    response["Location"] += "#to-dos"
    return response
