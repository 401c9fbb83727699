"""Finds the town that a request is about, and what whoever asks may do there."""

from typing import cast

from django.http import Http404
from django.shortcuts import redirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils.functional import SimpleLazyObject

from fairplace.town.people.rules import Ability
from fairplace.town.places.queries import get_abilities, get_town
from fairplace.town.places.requests import SiteRequest
from fairplace.town.places.rules import split_address

# Until a town is loaded there is the front page, which says so, and what sets a town up.
WITHOUT_A_TOWN = (
    "/about/",
    "/accessibility/",
    "/privacy/",
    "/account/",
    "/manage/",
    "/gallery/",
    "/towns/",
    "/documents/",
    "/drawings/",
)


def _needs_no_town(path: str) -> bool:
    return path == "/" or path.startswith(WITHOUT_A_TOWN)


def town(get_response):
    """Set request.town and request.abilities.

    A town's slug in front of the address becomes the script prefix, so that every link made while
    answering stays in that town without any view or template knowing of it.
    """

    def middleware(request: SiteRequest):
        slug, path = split_address(request.path_info)
        request.town = get_town(slug)
        if slug and request.town is None:
            raise Http404(f"No town is called {slug} here.")
        abilities = SimpleLazyObject(lambda: get_abilities(person=request.user, town=request.town))
        request.abilities = cast("frozenset[Ability]", abilities)
        request.root = before = get_script_prefix()
        if slug and request.town and not request.town.is_default:
            request.path_info = path
            set_script_prefix(f"{before.rstrip('/')}/towns/{slug}/")
        elif slug:
            request.path_info = path
        try:
            if request.town is None and not _needs_no_town(request.path_info):
                return redirect("home")
            return get_response(request)
        finally:
            set_script_prefix(before)

    return middleware
