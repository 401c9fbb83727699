from typing import Annotated, Any, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.http import http_date
from ninja import Field, Query, Router

from fairplace.town.api.describing import answers, as_file, paginate
from fairplace.town.api.shapes.common import Window
from fairplace.town.api.shapes.review import Reviews, shape_review
from fairplace.town.places.requests import TownRequest
from fairplace.town.reviews.queries.frozen import list_snapshots
from fairplace.town.reviews.queries.review import list_reviews

router = Router(tags=["Reviews"])
Year = Annotated[int, Field(ge=1900, le=2200, description="The year of the review")]


@router.get(
    "/reviews.json",
    response=answers(Reviews),
    url_name="api_reviews",
    summary="List the published annual reviews",
)
def list_all(request: HttpRequest, response: HttpResponse, asked: Query[Window]) -> dict[str, Any]:
    """Each published review, the newest first, with the digest of what was signed and frozen."""
    town = cast("TownRequest", request).town
    kept = {one.review.pk: one for one in list_snapshots(town=town) if one.review}
    told, reviews = paginate(request, list_reviews(town=town, public=True), asked)
    newest = max((one.made_at for one in kept.values()), default=None)
    if newest:
        response["Last-Modified"] = http_date(newest.timestamp())
    return {**told, "items": [shape_review(request, one, kept.get(one.pk)) for one in reviews]}


@router.get(
    "/reviews/{int:year}/manifest.json",
    response=answers(None),
    url_name="api_manifest",
    summary="Read the manifest of a frozen review",
    openapi_extra=as_file(
        "application/json", "Parts, counts, digests, sources and software of what was frozen"
    ),
)
def read_manifest(request: HttpRequest, year: Year) -> HttpResponse:
    """What the frozen review holds, part by part, each with its SHA-256. It never changes."""
    town = cast("TownRequest", request).town
    snapshot = list_snapshots(town=town).filter(review__year=year).first()
    if snapshot is None:
        raise Http404("No review of this year is frozen and public.")
    options = {"ensure_ascii": False, "indent": 1, "sort_keys": True}
    response = JsonResponse(snapshot.manifest, json_dumps_params=options)
    response["ETag"] = f'"{snapshot.digest}"'
    response["Last-Modified"] = http_date(snapshot.made_at.timestamp())
    return response
