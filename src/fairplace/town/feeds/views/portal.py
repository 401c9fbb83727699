from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairplace.town.feeds.forms.portal import PortalForm
from fairplace.town.feeds.operations.load import NotBegun
from fairplace.town.feeds.operations.portal import begin_portal_fetch, mark_dead_portal_fetches
from fairplace.town.feeds.publishers import is_online
from fairplace.town.feeds.queries.portal import list_portal_fetches
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest


@requires(Ability.KEEP_NUMBERS)
def geography_portal(request: MemberRequest) -> HttpResponse:
    """Have the worker fetch outlines or a lookup from the Open Geography Portal; show how that goes."""
    mark_dead_portal_fetches(town=request.town)
    form = PortalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            begin_portal_fetch(by=request.user, town=request.town, asked=form.asked())
        except NotBegun as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("The portal is being asked. Load this page again to see how it went.")
            )
            return redirect("geography_portal")
    fetches = list_portal_fetches(town=request.town)
    context = {
        "form": form,
        "fetches": fetches,
        "is_online": is_online(),
        "is_running": any(one.is_running for one in fetches),
    }
    return render(request, "feeds/geography_portal.html", context)
