from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.partners import operations
from fairplace.town.partners.forms import MembershipForm
from fairplace.town.partners.models import Membership, Organisation
from fairplace.town.partners.queries import list_groups
from fairplace.town.partners.views.finding import find_or_404, find_part_or_404, values_of
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, posted


@requires(Ability.KEEP_PARTNERS)
def membership_list(request: MemberRequest, code: str) -> HttpResponse:
    """List the seats that a partner has in groups, and give it another."""
    return _membership_page(request, find_or_404(request, code), None)


@requires(Ability.KEEP_PARTNERS)
def membership_edit(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    """Change a seat, or write down its last day."""
    organisation = find_or_404(request, code)
    return _membership_page(request, organisation, find_part_or_404(_seats(organisation), pk))


def _membership_page(
    request: MemberRequest, organisation: Organisation, seat: Membership | None
) -> HttpResponse:
    seats = list(_seats(organisation))
    initial = values_of(seat, operations.WRITTEN)
    if seat:
        initial["group"] = seat.group.pk
    form = MembershipForm(
        posted(request),
        initial=initial,
        groups=list_groups(town=request.town),
        taken=[(one.group.pk, one.name) for one in seats if one != seat],
    )
    if form.is_valid():
        operations.save_membership(
            by=request.user,
            group=form.cleaned_data["group"],
            organisation=organisation,
            membership=seat,
            values=form.cleaned_data,
            with_account=form.cleaned_data["with_account"],
        )
        messages.success(request, _("The seat is saved."))
        return redirect("membership_list", code=organisation.code)
    context = {"form": form, "organisation": organisation, "seats": seats, "seat": seat}
    return render(request, "partners/membership_list.html", context)


@require_POST
@requires(Ability.KEEP_PARTNERS)
def membership_remove(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    """Take away a seat that was written down by mistake."""
    seat = find_part_or_404(_seats(find_or_404(request, code)), pk)
    operations.remove_membership(by=request.user, membership=seat)
    messages.success(request, _("The seat is taken away."))
    return redirect("membership_list", code=code)


def _seats(organisation: Organisation) -> QuerySet[Membership]:
    return Membership.objects.filter(organisation=organisation).select_related("group")
