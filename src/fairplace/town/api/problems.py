"""Says what went wrong to a program: application/problem+json (RFC 9457), with one clear sentence."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError

PROBLEM = "application/problem+json"


def make_problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """Return the answer that tells a problem. Its kind is its status: a type would tell nothing else."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return HttpResponse(
        json.dumps({**body, **more}, ensure_ascii=False),
        status=status,
        content_type=f"{PROBLEM}; charset=utf-8",
    )


def tell_missing(request: HttpRequest, error: Exception) -> HttpResponse:
    return make_problem(404, str(error) or _("There is nothing at this address."))


def tell_http(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, HttpError)
    return make_problem(error.status_code, str(error))


def tell_stranger(request: HttpRequest, error: Exception) -> HttpResponse:
    """Say that a token is needed; which of its faults a wrong one has is nobody's business."""
    sentence = _(
        "This needs an access token that holds: send “Authorization: Bearer fp_…”. The token you sent, if "
        "any, is wrong, has ended, or is past its last day. You make one on your account page."
    )
    response = make_problem(401, sentence)
    response["WWW-Authenticate"] = 'Bearer realm="Fairplace"'
    return response


def tell_invalid(request: HttpRequest, error: Exception) -> HttpResponse:
    """Name each value of the address that cannot be read, and why."""
    assert isinstance(error, ValidationError)
    faults = [
        {"name": str(one["loc"][-1]), "where": str(one["loc"][0]), "why": str(one["msg"])}
        for one in error.errors
    ]
    return _refuse(faults)


def refuse_names(names: Iterable[str]) -> HttpResponse:
    """Say that nothing is known by these names."""
    return _refuse([{"name": one, "where": "query", "why": _("Nothing has this name.")} for one in names])


def _refuse(faults: list[dict[str, str]]) -> HttpResponse:
    names = ", ".join(dict.fromkeys(one["name"] for one in faults))
    return make_problem(422, _("These values in the address cannot be read: %s.") % names, faults=faults)


HANDLERS = {
    Http404: tell_missing,
    HttpError: tell_http,
    AuthenticationError: tell_stranger,
    ValidationError: tell_invalid,
}
