"""Lets a person's program read what that person may read at this moment."""

from typing import cast

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.security import HttpBearer

from fairplace.town.people.models import Person
from fairplace.town.people.operations import note_use
from fairplace.town.people.queries import find_token
from fairplace.town.people.rules import Ability
from fairplace.town.places.queries import get_abilities
from fairplace.town.places.requests import MemberRequest


class AccessToken(HttpBearer):
    """A personal access token, in the header alone: addresses stand in logs. A session counts for nothing."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        asked = cast("MemberRequest", request)
        found = find_token(token)
        if found is None:
            # Allauth's public way to it counts no GET, and a wrong token is nothing else.
            if not consume(request, app="allauth.account", action="token_failed", limit_get=True):
                sentence = _(
                    "Too many wrong tokens came from your network. Wait ten minutes, then try again."
                )
                raise HttpError(429, sentence)
            return None
        note_use(found)
        asked.user = found.person
        asked.abilities = get_abilities(person=found.person, town=asked.town)
        return found.person


def demand(request: MemberRequest, ability: Ability) -> None:
    """Refuse whoever has not the ability that the page with the same figures asks for."""
    if ability not in request.abilities:
        sentence = _(
            "Your token is right, but in this town you may not %s. Ask the people who run the programme."
        )
        raise HttpError(403, sentence % ability.value)
