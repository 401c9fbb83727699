"""Each operation by name, served to everybody or to whoever shows a token, by where it stands."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from fairplace.town.api.assembly import RESTRICTED, api, list_asked
from fairplace.town.api.problems import refuse_names
from fairplace.town.api.serving import View, publish, restrict
from fairplace.town.api.views import home


def refuse_unknown(view: View, address: str) -> View:
    """Refuse a name that the operation does not know: with `plase=` passed over, all places would come."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        unknown = [name for name in request.GET if name not in list_asked(address)]
        return refuse_names(unknown) if unknown else view(request, *args, **kwargs)

    return guarded


def _list_operations() -> list[URLPattern]:
    """Return the operations. A new one is served like its neighbours, and cannot forget to be."""
    found = []
    for pattern in api.urls[0]:
        assert isinstance(pattern, URLPattern), "Operations stand at one address each."
        if pattern.name == "api-root":  # ninja's own page, which ours stands in the place of
            continue
        address = str(pattern.pattern)
        serve = restrict if address.startswith(f"{RESTRICTED}/") else publish
        found.append(
            path(f"api/{address}", serve(refuse_unknown(pattern.callback, address)), name=pattern.name)
        )
    return found


urlpatterns = [
    path("api/", home.home, name="api"),
    path("api/openapi.json", publish(home.read_description), name="api_openapi"),
    *_list_operations(),
    re_path(r"^api/restricted/(?P<rest>[\s\S]*)$", restrict(home.nowhere), name="api_restricted_nowhere"),
    re_path(r"^api/(?P<rest>[\s\S]*)$", publish(home.nowhere), name="api_nowhere"),
]
