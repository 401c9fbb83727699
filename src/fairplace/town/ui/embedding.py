"""What lets one page of ours stand inside other people's pages, and nothing more."""

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt


def may_be_framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let any page frame this one, which may then run no script and send no form.

    For pages that show the same to everybody: render ui/embed.html with `drawing`, `notes` and `url`.
    """

    @wraps(view)
    def framed(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    # Replaced, not added to: 'none' beside another source means nothing.
    policy = {"frame-ancestors": ["*"], "script-src": [NONE], "form-action": [NONE]}
    return xframe_options_exempt(csp_replace(policy)(framed))
