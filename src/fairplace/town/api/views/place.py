from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from fairplace.town.api.describing import answers, paginate, say_day
from fairplace.town.api.queries import (
    get_newest_day,
    list_digests,
    list_roles,
    list_shown_places,
    list_shown_releases,
)
from fairplace.town.api.shapes.common import Window
from fairplace.town.api.shapes.place import Places, shape_place
from fairplace.town.api.shapes.release import Releases, shape_release
from fairplace.town.places.requests import TownRequest

router = Router()


@router.get(
    "/places.json",
    response=answers(Places),
    url_name="api_places",
    summary="List the places",
    tags=["Places"],
)
def list_places(request: HttpRequest, response: HttpResponse, asked: Query[Window]) -> dict[str, Any]:
    """The town, the places that it is held against, and its neighbourhoods, by official code."""
    town = cast("TownRequest", request).town
    roles = list_roles(town=town)
    told, places = paginate(request, list_shown_places(town=town), asked)
    say_day(response, town.updated_on)
    return {**told, "items": [shape_place(one, roles.get(one.pk, "")) for one in places]}


@router.get(
    "/releases.json",
    response=answers(Releases),
    url_name="api_releases",
    summary="List the publications that figures were taken from",
    tags=["Publications"],
)
def list_releases(request: HttpRequest, response: HttpResponse, asked: Query[Window]) -> dict[str, Any]:
    """Publisher, edition, licence and words to cite of each publication.

    `snapshot` is the SHA-256 of what the publisher sent, where figures came through a feed.
    """
    town = cast("TownRequest", request).town
    told, releases = paginate(request, list_shown_releases(town=town), asked)
    digests = list_digests(town=town, releases=[one.pk for one in releases])
    say_day(response, get_newest_day(town=town))
    return {**told, "items": [shape_release(one, digests.get(one.pk)) for one in releases]}
