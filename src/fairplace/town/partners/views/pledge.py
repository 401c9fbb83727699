from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.partners import operations
from fairplace.town.partners.forms import CheckInForm, PledgeForm
from fairplace.town.partners.models import Organisation, Pledge
from fairplace.town.partners.queries import list_due_check_ins
from fairplace.town.partners.views.finding import find_or_404, find_part_or_404, values_of
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, posted


@requires(Ability.KEEP_PARTNERS)
def check_in_list(request: MemberRequest) -> HttpResponse:
    """List every pledge that held in a year, those first that nobody has looked at."""
    now = timezone.localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked[:5]) <= now else now
    lines = list_due_check_ins(town=request.town, year=year)
    context = {
        "year": year,
        "years": range(now, now - 5, -1),
        "due": [line for line in lines if line.said is None],
        "done": [line for line in lines if line.said is not None],
    }
    return render(request, "partners/check_in_list.html", context)


@requires(Ability.KEEP_PARTNERS)
def pledge_add(request: MemberRequest, code: str) -> HttpResponse:
    """Write down what a partner promises."""
    return _pledge_page(request, find_or_404(request, code), None)


@requires(Ability.KEEP_PARTNERS)
def pledge_edit(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    """Change a pledge, or say that it ended."""
    organisation = find_or_404(request, code)
    return _pledge_page(request, organisation, find_part_or_404(organisation.pledges, pk))


def _pledge_page(request: MemberRequest, organisation: Organisation, pledge: Pledge | None) -> HttpResponse:
    initial = values_of(pledge, ("text", "made_on", "ended_on")) or {"made_on": timezone.localdate()}
    form = PledgeForm(posted(request), initial=initial)
    if form.is_valid():
        operations.save_pledge(
            by=request.user, organisation=organisation, pledge=pledge, values=form.cleaned_data
        )
        messages.success(request, _("The pledge is saved."))
        return redirect("organisation_detail", code=organisation.code)
    context = {"form": form, "organisation": organisation, "pledge": pledge}
    return render(request, "partners/pledge_edit.html", context)


@requires(Ability.KEEP_PARTNERS)
def check_in(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    """Write down how a pledge goes this year."""
    pledge = find_part_or_404(find_or_404(request, code).pledges, pk)
    this_year = timezone.localdate().year
    said = list(pledge.check_ins.all())
    form = CheckInForm(
        posted(request), initial=_initial(said, this_year), first=pledge.made_on.year, last=this_year
    )
    if form.is_valid():
        operations.check_in(by=request.user, pledge=pledge, **form.cleaned_data)
        messages.success(request, _("The check-in is saved."))
        return redirect("check_in_list")
    return render(request, "partners/check_in.html", {"form": form, "pledge": pledge, "said": said})


def _initial(said: list[Any], year: int) -> dict[str, Any]:
    now = next((one for one in said if one.year == year), None)
    return {"year": year, **values_of(now, ("going", "said"))}
