from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairplace.town.documents.answers import Kind, answer
from fairplace.town.framework.documents import make_response
from fairplace.town.framework.forms import ResponseForm
from fairplace.town.framework.operations import respond
from fairplace.town.framework.queries import find_recommendation, get_response_document
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest


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
    return _answer(request, "docx")


def response_pdf(request: TownRequest) -> HttpResponse:
    """Return the town's response as a PDF."""
    return _answer(request, "pdf")


def _answer(request: TownRequest, kind: Kind) -> HttpResponse:
    document = make_response(request.town.name, get_response_document(town=request.town))
    return answer(document, kind, f"{request.town.slug} response")
