from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fairplace.town.people.queries import count_second_factors, list_sessions
from fairplace.town.people.requests import SignedInRequest
from fairplace.town.people.rules import ROLES
from fairplace.town.places.queries import list_appointments


@login_required
@never_cache
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """Show a person what is kept about them: roles, ways to sign in, where they are signed in."""
    roles = [
        {"town": appointment.town, "role": ROLES[appointment.role]}
        for appointment in list_appointments(person=request.user)
    ]
    context = {
        "roles": roles,
        "factors": count_second_factors(person=request.user),
        "has_password": request.user.has_usable_password(),
        "session_count": len(list_sessions(person=request.user)),
    }
    return render(request, "places/account.html", context)
