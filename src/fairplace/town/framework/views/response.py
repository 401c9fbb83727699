from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairplace.town.framework.documents import write_response
from fairplace.town.framework.forms import ResponseForm
from fairplace.town.framework.operations import respond
from fairplace.town.framework.queries import find_recommendation, get_response_document
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(Ability.KEEP_FRAMEWORK)
def response_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Write down what the town says to a recommendation."""
    one = find_recommendation(town=request.town, code=code)
    if one is None:
        raise Http404
    given = getattr(one, "response", None)
    initial = (
        {name: getattr(given, name) for name in ("answer", "reason", "owner", "due_on")} if given else {}
    )
    form = ResponseForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        respond(by=request.user, recommendation=one, **form.cleaned_data)
        messages.success(request, _("The response to %(code)s is saved.") % {"code": code})
        return redirect("response_page")
    return render(request, "framework/response_edit.html", {"form": form, "recommendation": one})


def response_page(request: TownRequest) -> HttpResponse:
    """Show the town's response to every recommendation."""
    return render(
        request, "framework/response_page.html", {"document": get_response_document(town=request.town)}
    )


def response_docx(request: TownRequest) -> HttpResponse:
    """Return the town's response as a Word document."""
    content = write_response(request.town.name, get_response_document(town=request.town))
    answer = HttpResponse(content, content_type=WORD)
    answer["Content-Disposition"] = 'attachment; filename="response.docx"'
    return answer
