"""What the pages that keep partners have in common."""

from typing import Any

from django.http import Http404

from fairplace.town.partners.models import Organisation
from fairplace.town.partners.queries import find_organisation
from fairplace.town.places.requests import MemberRequest


def find_or_404(request: MemberRequest, code: str) -> Organisation:
    organisation = find_organisation(town=request.town, code=code)
    if organisation is None:
        raise Http404
    return organisation


def find_part_or_404(parts: Any, pk: int) -> Any:
    """Return one of a partner's seats, pledges or memberships, never another partner's."""
    found = parts.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def values_of(one: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names} if one else {}
