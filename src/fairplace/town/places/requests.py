"""What a request knows of its town. For annotations: the middleware sets it on every request."""

from django.http import HttpRequest, QueryDict

from fairplace.town.people.models import Person
from fairplace.town.people.requests import PageRequest
from fairplace.town.places.models import Town


class SiteRequest(PageRequest):
    """A request for a page that also stands where no town is loaded."""

    town: Town | None
    root: str


class TownRequest(SiteRequest):
    """A request for a page of a town: without a town the middleware never lets it through."""

    town: Town


class MemberRequest(TownRequest):
    """A request for a page of a town that asks for an ability, and so for somebody who signed in."""

    user: Person


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent with; None where the page is only opened."""
    return request.POST if request.method == "POST" else None
