from allauth.account.utils import perform_login
from allauth.core.ratelimit import consume, respond_429
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairplace.town.people.access import get_next, get_origin
from fairplace.town.people.forms import LinkForm
from fairplace.town.people.links import read_link
from fairplace.town.people.operations import mail_link, use_link
from fairplace.town.people.requests import PageRequest

SENT_TO = "sign_in_link_sent_to"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: PageRequest) -> HttpResponse:
    """Ask for an e-mail address, and mail a sign-in link to it."""
    if request.user.is_authenticated:
        return redirect(get_next(request) or "account")
    form = LinkForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "people/sign_in.html", {"form": form, "next": get_next(request)})
    email = form.cleaned_data["email"]
    if not consume(request, action="request_login_code", key=email):
        return respond_429(request)
    town = request.town.name if request.town else "Fairplace"
    mail_link(email=email, origin=get_origin(request), town=town, next_url=get_next(request))
    # Kept in the session and not in the address, which stands in histories and logs.
    request.session[SENT_TO] = email
    return redirect("account_link_sent")


@never_cache
@require_safe
def link_sent(request: PageRequest) -> HttpResponse:
    """Say the same to everybody: if the address has an account, a link is on its way."""
    if SENT_TO not in request.session:
        return redirect("account_login")
    return render(request, "people/link_sent.html", {"email": request.session[SENT_TO]})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_confirm(request: PageRequest, token: str) -> HttpResponse:
    """Show one button, and sign in when it is pressed.

    Mail scanners open every link: opening alone must not use the link up.
    """
    person = use_link(token=token) if request.method == "POST" else read_link(token)
    next_url = get_next(request)
    if person is None:
        return render(request, "people/link_unusable.html", {"next": next_url}, status=410)
    if request.method != "POST":
        return render(request, "people/link_confirm.html", {"person": person, "next": next_url})
    if request.user.is_authenticated:
        logout(request)
    request.session.pop(SENT_TO, None)
    # Allauth goes on from here: it asks for the second factor where the person has one.
    return perform_login(request, person, redirect_url=next_url or None, email=person.email)
