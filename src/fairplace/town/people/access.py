"""The one place where permission is checked: a page or a form names the ability it needs."""

from collections.abc import Callable
from functools import wraps

from allauth.core.internal.httpkit import get_client_ip
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from fairplace.town.people.requests import PageRequest
from fairplace.town.people.rules import Ability
from fairplace.town.ui.typed import list_typed

type_of_view = Callable[..., HttpResponse]


def may(request: PageRequest, ability: Ability) -> bool:
    """Return whether whoever asks may do this in the town they are in."""
    return ability in request.abilities


def requires(
    ability: Ability, *, of: Callable[..., bool] | None = None
) -> Callable[[type_of_view], type_of_view]:
    """Let a view through only for those with the ability; send strangers to sign in.

    `of` takes what the view takes, and says whether the ability holds for the record that is asked for.
    """

    def decorate(view: type_of_view) -> type_of_view:
        @wraps(view)
        def guarded(request: PageRequest, *args, **kwargs) -> HttpResponse:
            if may(request, ability) and (of is None or of(request, *args, **kwargs)):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return _ask_to_sign_in(request)
            raise PermissionDenied(ability.value)

        guarded.ability = ability  # pyright: ignore[reportAttributeAccessIssue]  # read by the test that lists every address
        return guarded

    return decorate


def _ask_to_sign_in(request: PageRequest) -> HttpResponse:
    """Send to sign in; who typed something, and whose sign-in ended meanwhile, gets the words back first."""
    ask = redirect_to_login(request.get_full_path())
    if typed := list_typed(request.POST):
        context = {"typed": typed, "sign_in_url": ask["Location"]}
        return render(request, "people/signed_out.html", context, status=401)
    return ask


def get_address(request: HttpRequest) -> str:
    """Return the network address that a request came from, past the proxies that are ours."""
    return get_client_ip(request) or ""


def get_origin(request: HttpRequest) -> str:
    """Return scheme and host, for links in mails: https://example.org."""
    return f"{request.scheme}://{request.get_host()}"


def get_next(request: HttpRequest) -> str:
    """Return where to go after signing in, if that is a page of ours; otherwise nothing."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if is_ours else ""
