"""The page behind a link in a mail: an update without a password, from one browser, once."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.ratelimit import consume, respond_429
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairplace.town.governance.forms.update_link import HandOnForm, UpdateForm
from fairplace.town.governance.models import Action, UpdateLink
from fairplace.town.governance.operations.update import UpdateRefused
from fairplace.town.governance.operations.update_link import (
    CameMeanwhile,
    LinkRefused,
    can_be_fresh,
    hand_on,
    hold_link,
    send_fresh_link,
    use_link,
)
from fairplace.town.governance.queries.update_link import (
    belongs_to,
    find_link,
    get_newest,
    get_next,
    judge_link,
)
from fairplace.town.governance.rules.secret import digest_of
from fairplace.town.governance.rules.update_link import STATUS, Standing
from fairplace.town.places.requests import TownRequest

COOKIE, SALT, A_MONTH = "update_browser", "governance.update_link", 60 * 60 * 24 * 30


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Tell browsers apart, and keep the address out of caches, searches and other people's logs.

    Not "no-referrer": browsers then send a form without saying where from, which the check of
    forged forms refuses. "strict-origin" names the site alone, never the secret.
    """

    @wraps(view)
    @never_cache
    def guarded(request: TownRequest, token: str) -> HttpResponse:
        kept = request.get_signed_cookie(COOKIE, default="", salt=SALT)
        carried = kept or secrets.token_urlsafe(24)
        response = view(request, token, digest_of(carried))
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        if not kept:
            response.set_signed_cookie(
                COOKIE, carried, salt=SALT, max_age=A_MONTH, httponly=True, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def update_page(request: TownRequest, token: str, browser: str) -> HttpResponse:
    """Take one update. Opening the page uses nothing up: mail scanners open it too."""
    link = find_link(request.town, token)
    standing = judge_link(link, reader=_reader(request), browser=browser)
    if link is None or standing != Standing.OPEN:
        return _refuse(request, standing, link, browser)
    return _take(request, link, browser) if request.method == "POST" else _show(request, link, _blank(link))


@require_POST
@by_link
def update_hold(request: TownRequest, token: str, browser: str) -> HttpResponse:
    """Bind the link to this browser: somebody has begun to type."""
    link = find_link(request.town, token)
    if link is None:
        return HttpResponse(status=404)
    standing = hold_link(link=link, reader=_reader(request), browser=browser)
    return HttpResponse(status=204 if standing == Standing.OPEN else STATUS[standing])


@require_safe
@by_link
def update_thanks(request: TownRequest, token: str, browser: str) -> HttpResponse:
    """Say thank you to whoever gave the update, and what happens next."""
    link = find_link(request.town, token)
    if link is None or link.update is None or not _is_theirs(request, link, browser):
        standing = judge_link(link, reader=_reader(request), browser=browser)
        if standing == Standing.OPEN:
            return redirect("update_page", token=token)
        return _refuse(request, standing, link, browser)
    context = {
        "action": link.action,
        "update": link.update,
        "next": get_next(link.action),
        "token": token,
        "can_hand_on": link.action.owner_id == link.person.pk and link.action.is_open,
    }
    return render(request, "governance/update_thanks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def update_hand_on(request: TownRequest, token: str, browser: str) -> HttpResponse:
    """Let an owner say that they are not the right person any more."""
    link = find_link(request.town, token)
    standing = judge_link(link, reader=_reader(request), browser=browser)
    is_after = link is not None and standing == Standing.USED and _is_theirs(request, link, browser)
    if link is None or not (standing == Standing.OPEN or is_after):
        return _refuse(request, standing, link, browser)
    form = HandOnForm(request.POST or None)
    context = {"action": link.action, "form": form, "token": token}
    if request.method != "POST" or not form.is_valid():
        return render(request, "governance/update_hand_on.html", context)
    try:
        note = form.cleaned_data["note"]
        hand_on(link=link, reader=_reader(request), browser=browser, note=note)
    except LinkRefused as refused:
        return _refuse(request, refused.standing, find_link(request.town, token), browser)
    return render(request, "governance/update_handed_on.html", context)


@require_POST
@by_link
def update_fresh(request: TownRequest, token: str, browser: str) -> HttpResponse:
    """Mail a fresh link to the person of this one. The answer never tells whether one was sent."""
    link = find_link(request.town, token)
    if link is None:
        return _refuse(request, Standing.UNKNOWN, None, browser)
    if not consume(request, action="fresh_link", key=str(link.pk)):
        return respond_429(request)
    send_fresh_link(link=link)
    return render(request, "governance/update_fresh.html")


def _take(request: TownRequest, link: UpdateLink, browser: str) -> HttpResponse:
    form = UpdateForm(request.POST, action=link.action)
    if not form.is_valid():
        return _show(request, link, form)
    try:
        use_link(link=link, reader=_reader(request), browser=browser, **form.values)
    except LinkRefused as refused:
        return _refuse(request, refused.standing, find_link(request.town, _token(request)), browser)
    except UpdateRefused as refused:
        form.add_error(None, str(refused))
        return _show(request, link, form)
    except CameMeanwhile as meanwhile:
        posted: Any = request.POST.copy()
        posted["seen"] = str(meanwhile.updates[-1].pk)
        again = UpdateForm(posted, action=link.action)
        return _show(request, link, again, status=409, came=meanwhile.updates)
    return redirect("update_thanks", token=_token(request))


def _reader(request: TownRequest) -> int | None:
    return request.user.pk if request.user.is_authenticated else None


def _token(request: TownRequest) -> str:
    assert request.resolver_match, "A view is reached by its address."
    return request.resolver_match.kwargs["token"]


def _is_theirs(request: TownRequest, link: UpdateLink, browser: str) -> bool:
    return belongs_to(link, reader=_reader(request), browser=browser)


def _blank(link: UpdateLink) -> UpdateForm:
    action = link.action
    initial = {"state": action.state, "denominator": action.denominator, "seen": get_newest(action)}
    return UpdateForm(action=action, initial=initial)


def _show(request: TownRequest, link: UpdateLink, form: UpdateForm, *, status: int = 200, came=()):
    context = {
        "action": link.action,
        "person": link.person,
        "form": form,
        "token": _token(request),
        "came": came,
        "can_hand_on": link.action.owner_id == link.person.pk,
    }
    return render(request, "governance/update_page.html", context, status=status)


def _refuse(request: TownRequest, standing: Standing, link: UpdateLink | None, browser: str) -> HttpResponse:
    """Say why the link cannot be used and what to do, and give back what was typed. It names nobody."""
    is_theirs = link is not None and _is_theirs(request, link, browser)
    context = {
        "standing": standing.value,
        "is_signed_in": request.user.is_authenticated,
        "typed": request.POST.get("note", ""),
        "typed_state": dict(Action.State.choices).get(request.POST.get("state", ""), ""),
        "update": link.update if link is not None and is_theirs else None,
        "can_be_fresh": link is not None and _may_ask(standing, link),
        "token": _token(request),
    }
    return render(request, "governance/update_refused.html", context, status=STATUS[standing])


def _may_ask(standing: Standing, link: UpdateLink) -> bool:
    if standing == Standing.OTHER_PERSON:
        standing = judge_link(link, reader=link.person.pk, browser="")
    return can_be_fresh(standing, link)
