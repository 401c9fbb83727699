from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.partners import operations
from fairplace.town.partners.forms import OrganisationForm, SeatForm
from fairplace.town.partners.models import Organisation, Seat
from fairplace.town.partners.queries import list_organisations
from fairplace.town.partners.views.finding import find_or_404, find_part_or_404, values_of
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest, posted

PARTNERS_A_PAGE = 60


def organisation_list(request: TownRequest) -> HttpResponse:
    """List the partners by sector; the filter stands in the address."""
    sector, words = request.GET.get("sector", ""), request.GET.get("q", "").strip()
    found = list_organisations(town=request.town, sector=sector, words=words)
    context = {
        "page": Paginator(found, PARTNERS_A_PAGE).get_page(request.GET.get("page")),
        "sector": sector,
        "words": words,
        "sectors": Organisation.Sector.choices,
    }
    if may(request, Ability.KEEP_PARTNERS):
        context["archived"] = list(list_organisations(town=request.town, archived=True))
    return render(request, "partners/organisation_list.html", context)


@requires(Ability.KEEP_PARTNERS)
def organisation_add(request: MemberRequest) -> HttpResponse:
    """Add a partner."""
    return _organisation_page(request, None)


@requires(Ability.KEEP_PARTNERS)
def organisation_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Change a partner."""
    return _organisation_page(request, find_or_404(request, code))


def _organisation_page(request: MemberRequest, organisation: Organisation | None) -> HttpResponse:
    others = Organisation.objects.filter(town=request.town).exclude(
        pk=organisation.pk if organisation else None
    )
    names = ("code", "name", "sector", "role", "website", "joined_on")
    initial, taken = values_of(organisation, names), others.values_list("code", flat=True)
    form = OrganisationForm(posted(request), initial=initial, taken=taken)
    if form.is_valid():
        saved = operations.save_organisation(
            by=request.user, town=request.town, organisation=organisation, values=form.cleaned_data
        )
        messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
        return redirect("organisation_detail", code=saved.code)
    return render(request, "partners/organisation_edit.html", {"form": form, "organisation": organisation})


@require_POST
@requires(Ability.KEEP_PARTNERS)
def organisation_archive(request: MemberRequest, code: str) -> HttpResponse:
    """Take a partner off the register, or put it back."""
    organisation = find_or_404(request, code)
    if organisation.archived_on:
        operations.bring_back_organisation(by=request.user, organisation=organisation)
        messages.success(request, _("%(name)s is on the register again.") % {"name": organisation.name})
    else:
        operations.archive_organisation(by=request.user, organisation=organisation)
        messages.success(request, _("%(name)s is archived.") % {"name": organisation.name})
    return redirect("organisation_list")


@requires(Ability.KEEP_PARTNERS)
def seat_list(request: MemberRequest, code: str) -> HttpResponse:
    """List who speaks for a partner, and add somebody. Nobody else sees this."""
    return _seat_page(request, find_or_404(request, code), None)


@requires(Ability.KEEP_PARTNERS)
def seat_edit(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    """Change what is written of somebody who speaks for a partner."""
    organisation = find_or_404(request, code)
    return _seat_page(request, organisation, find_part_or_404(organisation.seats, pk))


def _seat_page(request: MemberRequest, organisation: Organisation, seat: Seat | None) -> HttpResponse:
    seats = list(organisation.seats.all())
    taken = [one.name for one in seats if one != seat]
    form = SeatForm(posted(request), initial=values_of(seat, ("name", "role", "email")), taken=taken)
    if form.is_valid():
        saved = operations.save_seat(
            by=request.user, organisation=organisation, seat=seat, values=form.cleaned_data
        )
        messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
        return redirect("seat_list", code=organisation.code)
    context = {"form": form, "organisation": organisation, "seats": seats, "seat": seat}
    return render(request, "partners/seat_list.html", context)


@require_POST
@requires(Ability.KEEP_PARTNERS)
def seat_remove(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    """Forget somebody who spoke for a partner."""
    seat = find_part_or_404(find_or_404(request, code).seats, pk)
    operations.remove_seat(by=request.user, seat=seat)
    messages.success(request, _("%(name)s is removed.") % {"name": seat.name})
    return redirect("seat_list", code=code)
