from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.governance.access import leads
from fairplace.town.governance.forms.update import ActionFileForm
from fairplace.town.governance.models import Action, ActionFile
from fairplace.town.governance.operations.file import add_file, remove_file
from fairplace.town.governance.rules.file import FileRefused
from fairplace.town.governance.views.action import show_action
from fairplace.town.governance.views.reading import find_group_of_action, get_action_or_404
from fairplace.town.governance.views.update import updates
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest


@require_POST
@updates
def action_file_add(request: MemberRequest, number: int) -> HttpResponse:
    """Keep a file with an action."""
    action = get_action_or_404(request, number)
    form = ActionFileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            add_file(by=request.user, action=action, name=file.name, content=file.read())
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("%(name)s is kept.") % {"name": file.name})
            return redirect("action_detail", number=number)
    return show_action(request, action, file_form=form)


@require_safe
@requires(Ability.SEE_DESK)
def action_file(request: MemberRequest, number: int, pk: int) -> HttpResponse:
    """Give a file to save, never to open inside the page."""
    file = _find(get_action_or_404(request, number), pk)
    try:
        with file.file.open("rb") as kept:
            answer = HttpResponse(kept.read(), content_type="application/octet-stream")
    except FileNotFoundError as error:
        raise Http404("This file is not on the disk any more.") from error
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@leads(find_group_of_action)
def action_file_remove(request: MemberRequest, number: int, pk: int) -> HttpResponse:
    """Take a file away."""
    file = _find(get_action_or_404(request, number), pk)
    remove_file(by=request.user, file=file)
    messages.success(request, _("%(name)s is removed.") % {"name": file.name})
    return redirect("action_detail", number=number)


def _find(action: Action, pk: int) -> ActionFile:
    file = action.files.filter(pk=pk).first()
    if file is None:
        raise Http404("There is no such file.")
    return file
