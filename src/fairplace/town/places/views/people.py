from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairplace.town.people.access import get_origin, requires
from fairplace.town.people.models import Person
from fairplace.town.people.rules import ROLES, Ability, Role, grantable
from fairplace.town.places.forms import InviteForm, RolesForm
from fairplace.town.places.operations import RoleRefused, invite_person, set_roles, take_away_access
from fairplace.town.places.queries import get_abilities, get_person, list_people, list_roles
from fairplace.town.places.requests import MemberRequest, posted

PEOPLE_A_PAGE = 50


@requires(Ability.KEEP_PEOPLE)
def people_list(request: MemberRequest) -> HttpResponse:
    """List everybody with a role in this town."""
    words = request.GET.get("q", "").strip()
    found = list_people(town=request.town, words=words)
    page = Paginator(found, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    people = [{"person": person, "roles": _names_of_roles(person)} for person in page]
    return render(request, "places/people_list.html", {"page": page, "people": people, "words": words})


def _names_of_roles(person: Person) -> list:
    held = person.roles_here  # pyright: ignore[reportAttributeAccessIssue]  # fetched by list_people
    return [ROLES[one.role].name for one in held]


@requires(Ability.KEEP_PEOPLE)
def people_add(request: MemberRequest) -> HttpResponse:
    """Add somebody with their first role, and welcome them by mail."""
    form = InviteForm(posted(request), roles=_grantable(request))
    if form.is_valid():
        try:
            person = invite_person(
                by=request.user, town=request.town, origin=get_origin(request), **form.cleaned_data
            )
        except RoleRefused as refused:
            form.add_error("role", str(refused))
        else:
            messages.success(request, _("%(person)s is added. A welcome is on its way.") % {"person": person})
            return redirect("people_list")
    return render(request, "places/people_add.html", {"form": form})


@requires(Ability.KEEP_PEOPLE)
def people_person(request: MemberRequest, pk: int) -> HttpResponse:
    """Show somebody's roles in this town, and change those that the reader may give."""
    person = _find(request, pk)
    mine = _grantable(request)
    held = list_roles(person=person, town=request.town)
    beyond = [ROLES[code] for code in held if code not in mine]
    form = RolesForm(posted(request), roles=mine, held=held, needs_one=not beyond)
    if form.is_valid():
        try:
            set_roles(by=request.user, person=person, town=request.town, roles=form.cleaned_data["roles"])
        except RoleRefused as refused:
            form.add_error("roles", str(refused))
        else:
            messages.success(request, _("The roles of %(person)s are saved.") % {"person": person})
            return redirect("people_list")
    return render(request, "places/people_person.html", {"person": person, "form": form, "beyond": beyond})


@requires(Ability.KEEP_PEOPLE)
def people_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask once more, and then take away somebody's access to this town."""
    person = _find(request, pk)
    refusal = ""
    if request.method == "POST":
        try:
            take_away_access(by=request.user, person=person, town=request.town)
        except RoleRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("%(person)s has no access any more.") % {"person": person})
            return redirect("people_list")
    return render(request, "places/people_remove.html", {"person": person, "refusal": refusal})


def _grantable(request: MemberRequest) -> dict[str, Role]:
    return grantable(get_abilities(person=request.user, town=request.town))


def _find(request: MemberRequest, pk: int) -> Person:
    person = get_person(town=request.town, pk=pk)
    if person is None:
        raise Http404
    return person
