"""What holds for every answer to a program: who may keep it, which pages may read it, how it says no."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _

from fairplace.town.api.problems import make_problem

View = Callable[..., HttpResponse]
READ = ("GET", "HEAD", "OPTIONS")
# Figures change a few times a year; who reads them every minute may wait for five.
SECONDS = 300


def publish(view: View) -> View:
    """Serve to everybody, and to scripts of any site: with a digest, so that the same is not sent twice."""

    @wraps(view)
    def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _ask(view, request, *args, **kwargs)
        if response.status_code == 200 and request.method != "OPTIONS":
            if not response.has_header("ETag"):
                # Of the bytes: no release or version tells all that an answer is made of.
                response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()}"'
            response = _unless_known(request, response)
            patch_cache_control(response, public=True, max_age=SECONDS)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.method == "OPTIONS":
            response["Access-Control-Allow-Methods"] = "GET, HEAD"
            response["Access-Control-Allow-Headers"] = "If-None-Match"
        return response

    served.csrf_exempt = True  # pyright: ignore[reportAttributeAccessIssue]  # nothing is changed; a POST gets a 405
    return served


def restrict(view: View) -> View:
    """Serve to whoever shows a token: nobody in between keeps it, and no script of another site reads it."""

    @wraps(view)
    def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _ask(view, request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    served.csrf_exempt = True  # pyright: ignore[reportAttributeAccessIssue]  # no cookie counts here
    return served


def _ask(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(READ)})
    if request.method not in READ:
        response = make_problem(405, _("This can only be read: ask with GET or HEAD."))
        response["Allow"] = ", ".join(READ)
        return response
    if request.method == "HEAD":
        # Servers leave the body of an answer to HEAD out; all else is as for GET.
        request.method = "GET"
    return view(request, *args, **kwargs)


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return 304 where the digest is the one that the reader has.

    If-Modified-Since is not asked: releases know their day only, and of two on one day the second is news.
    """
    known = get_conditional_response(request, etag=response["ETag"], response=response)
    if known is not response and known is not None and response.has_header("Last-Modified"):
        known["Last-Modified"] = response["Last-Modified"]
    return known if known is not None else response
