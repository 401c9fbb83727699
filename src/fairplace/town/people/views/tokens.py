from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairplace.town.people.forms import TokenForm
from fairplace.town.people.operations import NoToken, end_token, make_token
from fairplace.town.people.queries import get_token, list_tokens
from fairplace.town.people.requests import SignedInRequest


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: SignedInRequest) -> HttpResponse:
    """List a person's access tokens; make one, whose secret is shown this once; end one."""
    if "token" in request.POST:
        _end(request, request.POST["token"])
        return redirect("token_list")
    form = TokenForm(request.POST if request.method == "POST" else None)
    made, secret = None, ""
    if form.is_valid():
        town = request.town.slug if request.town else ""
        try:
            made, secret = make_token(by=request.user, town=town, **form.cleaned_data)
        except NoToken as refused:
            form.add_error("label", str(refused))
        else:
            form = TokenForm()
    # Shown in the answer itself: kept for a page to come it would stand in the table of sessions.
    tokens = list_tokens(person=request.user)
    context = {"form": form, "tokens": tokens, "made": made, "secret": secret}
    return render(request, "people/token_list.html", context)


def _end(request: SignedInRequest, chosen: str) -> None:
    token = (
        get_token(person=request.user, pk=int(chosen)) if chosen.isdecimal() and len(chosen) < 19 else None
    )
    if token:
        end_token(by=request.user, token=token, town=request.town.slug if request.town else "")
        messages.success(request, _("That token has ended. Programs that use it are refused from now on."))
