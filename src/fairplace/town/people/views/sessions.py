from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairplace.town.people.operations import end_other_sessions, end_session, remove_password
from fairplace.town.people.queries import get_session, list_sessions
from fairplace.town.people.requests import SignedInRequest
from fairplace.town.people.rules import name_browser


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session_list(request: SignedInRequest) -> HttpResponse:
    """List where the person is signed in, and end one session or all others."""
    if request.method == "POST":
        _end(request)
        return redirect("usersessions_list")
    key = request.session.session_key
    sessions = [
        {
            "session": session,
            "browser": name_browser(session.user_agent),
            "is_current": session.session_key == key,
        }
        for session in list_sessions(person=request.user)
    ]
    return render(request, "people/session_list.html", {"sessions": sessions})


def _end(request: SignedInRequest) -> None:
    town = request.town.slug if request.town else ""
    chosen = request.POST.get("session", "")
    if chosen == "others":
        end_other_sessions(by=request.user, current_key=request.session.session_key or "", town=town)
        messages.success(
            request,
            _(
                "You are signed out everywhere else. Sign-in links mailed before now and access tokens "
                "no longer work."
            ),
        )
        return
    session = get_session(person=request.user, pk=int(chosen)) if chosen.isdecimal() else None
    if session and session.session_key != request.session.session_key:
        end_session(by=request.user, session=session, town=town)
        messages.success(request, _("That session has ended."))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_remove(request: SignedInRequest) -> HttpResponse:
    """Take the password away, for those who forgot it or want none."""
    if not request.user.has_usable_password():
        return redirect("account")
    if request.method != "POST":
        return render(request, "people/password_remove.html")
    remove_password(by=request.user, town=request.town.slug if request.town else "")
    # Other sessions end with the password; this one goes on.
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Your password is removed. You sign in with a link from now on."))
    return redirect("account")
