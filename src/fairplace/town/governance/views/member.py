"""The seats of one group, kept by whoever leads it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.governance.access import leads
from fairplace.town.governance.queries.finding import find_group
from fairplace.town.partners.forms import MemberForm
from fairplace.town.partners.models import Group, Membership, Organisation
from fairplace.town.partners.operations import WRITTEN, remove_membership, save_membership
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.places.requests import MemberRequest


def _of_address(town: Town, slug: str, pk: int = 0) -> Group | None:
    return find_group(town, slug)


@leads(_of_address)
def member_list(request: MemberRequest, slug: str) -> HttpResponse:
    """List who sits in a group, and give another seat."""
    return _page(request, slug, None)


@leads(_of_address)
def member_edit(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Change a seat, or write down its last day."""
    return _page(request, slug, pk)


def _page(request: MemberRequest, slug: str, pk: int | None) -> HttpResponse:
    group = _group(request, slug)
    seats = list(_seats(group))
    seat = _pick(seats, pk) if pk else None
    posted: Any = request.POST if request.method == "POST" else None
    form = MemberForm(
        posted,
        initial=_initial(seat),
        organisations=Organisation.objects.filter(town=request.town, archived_on=None),
        taken=[(one.organisation.pk, one.name) for one in seats if one != seat],
    )
    if form.is_valid():
        told = form.cleaned_data
        save_membership(
            by=request.user, group=group, organisation=told["organisation"], membership=seat, values=told,
            with_account=told["with_account"],
        )  # fmt: skip
        messages.success(request, _("The seat is saved."))
        return redirect("member_list", slug=group.slug)
    today = timezone.localdate()
    context = {
        "form": form,
        "group": group,
        "seat": seat,
        "current": [one for one in seats if not one.until_on or one.until_on >= today],
        "former": [one for one in seats if one.until_on and one.until_on < today],
        "can_keep_partners": Ability.KEEP_PARTNERS in request.abilities,
    }
    return render(request, "governance/member_list.html", context)


def _initial(seat: Membership | None) -> dict[str, Any]:
    if seat is None:
        return {}
    said = {name: getattr(seat, name) for name in WRITTEN}
    email = seat.email or (seat.person.email if seat.person else "")
    return {**said, "email": email, "organisation": seat.organisation.pk}


@require_POST
@leads(_of_address)
def member_remove(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take away a seat that was written down by mistake."""
    seat = _pick(_seats(_group(request, slug)), pk)
    remove_membership(by=request.user, membership=seat)
    messages.success(request, _("The seat is taken away."))
    return redirect("member_list", slug=slug)


def _group(request: MemberRequest, slug: str) -> Group:
    group = find_group(request.town, slug)
    assert group, "Nobody is let through to a group that is not there."
    return group


def _pick(seats: Any, pk: int) -> Membership:
    found = next((one for one in seats if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _seats(group: Group):
    seats = Membership.objects.filter(group=group).select_related("group", "organisation__town", "person")
    return seats.order_by("-is_chair", "-is_deputy", "organisation__name", "name")
