"""Says of each operation which answers there are, so that no error is one that nobody told of."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from fairplace.town.api.shapes.common import InvalidProblem, Problem

PUBLIC = {304: None, 404: Problem, 405: Problem, 422: InvalidProblem}
INSIDE = {401: Problem, 403: Problem, 404: Problem, 405: Problem, 422: InvalidProblem, 429: Problem}


def answers(shape: Any, *, restricted: bool = False) -> dict[int, Any]:
    """Return what an operation may answer, by status."""
    return {200: shape, **(INSIDE if restricted else PUBLIC)}


def as_file(media_type: str, what: str) -> dict[str, Any]:
    """Return how a file is described where JSON is what would be taken for granted."""
    schema = {"type": "string"} if media_type.startswith("text/") else {"type": "string", "format": "binary"}
    schema = {"type": "object"} if media_type.endswith("json") else schema
    return {"responses": {200: {"description": what, "content": {media_type: {"schema": schema}}}}}


def paginate(
    request: HttpRequest, found: QuerySet[Any] | list[Any], window: Any
) -> tuple[dict[str, Any], list[Any]]:
    """Return how many there are and where the next are, and those of this page."""
    count = found.count() if isinstance(found, QuerySet) else len(found)
    shown = list(found[window.offset : window.offset + window.limit])
    after = window.offset + window.limit
    following = None
    if after < count:
        asked = request.GET.copy()
        asked["offset"], asked["limit"] = str(after), str(window.limit)
        following = request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
    return {"count": count, "next": following}, shown


def say_day(response: HttpResponse, day: date | None) -> None:
    """Say when what is answered was last taken from a publisher, where that is known."""
    if day:
        response["Last-Modified"] = http_date(datetime.combine(day, time.min, UTC).timestamp())
