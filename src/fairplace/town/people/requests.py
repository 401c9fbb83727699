"""What a request knows once the town's middleware has seen it. For annotations: none is ever made."""

from typing import Protocol

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability


class NamedTown(Protocol):
    """As much of a town as may be known on this storey."""

    @property
    def slug(self) -> str: ...

    @property
    def name(self) -> str: ...


class PageRequest(HttpRequest):
    """A request from anybody, for a page that also stands where no town is loaded."""

    user: Person | AnonymousUser
    town: NamedTown | None
    abilities: frozenset[Ability]


class SignedInRequest(PageRequest):
    """A request that only somebody who signed in gets through with."""

    user: Person


def slug_of(request: PageRequest) -> str:
    """Return the town that the page is of; nothing where no town is loaded."""
    return request.town.slug if request.town else ""
