"""Puts the operations together, and describes them for the town that is asked (OpenAPI 3.1)."""

import copy
import re
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import NinjaAPI

from fairplace import __version__
from fairplace.town.api.csvw import OGL
from fairplace.town.api.problems import HANDLERS, PROBLEM
from fairplace.town.api.queries import Samples
from fairplace.town.api.views import figure, measure, place, restricted, review
from fairplace.town.places.models import Town

RESTRICTED = "restricted"
VERSION = "1"
ABOUT = " ".join(
    (
        "What the town shows of its measures, for programs. All of it is for reading, with GET or HEAD.",
        "Figures come with both kinds of limits, count, denominator, period, quality and the publication",
        "that they were taken from. Direction and status are words that a test has earned; a gap is",
        "given as a difference and as a ratio, always both. Addresses under /restricted/ need a personal",
        "access token and show what its owner may see; all others are for everybody, also for scripts of",
        "any site. Answers carry an ETag: send it back as If-None-Match, and you get 304 while nothing",
        "has changed. Errors are application/problem+json (RFC 9457), with one sentence.",
    )
)
# What an example shows where no code of the town is called for.
EXAMPLES = {"limit": 10, "offset": 0, "dimension": "everybody", "number": 1}

api = NinjaAPI(
    title="Fairplace open data", version=VERSION, description=ABOUT, docs_url=None, openapi_url=None
)
for _router in (measure.router, figure.router, place.router, review.router):
    api.add_router("", _router)
api.add_router(RESTRICTED, restricted.router)
for _error, _handler in HANDLERS.items():
    api.add_exception_handler(_error, _handler)


def describe(request: HttpRequest, town: Town, samples: Samples) -> dict[str, Any]:
    """Return the description of all operations, with the addresses and codes of this town."""
    told = copy.deepcopy(_describe_operations())
    about = request.build_absolute_uri(reverse("about"))
    told["info"] = {
        **told["info"],
        "title": f"{town.title}: open data",
        "summary": f"What {town.name} shows of its measures, for programs",
        "license": {
            "name": "Open Government Licence v3.0, where a publication does not say another",
            "url": OGL,
        },
        "contact": {"name": town.title, "url": about},
        "x-software": f"Fairplace {__version__}",
    }
    told["servers"] = [
        {"url": request.build_absolute_uri(reverse("api")).rstrip("/"), "description": town.name}
    ]
    told["externalDocs"] = {
        "url": request.build_absolute_uri(reverse("api")),
        "description": "The same in plain English, with working addresses",
    }
    own = {"slug": samples.slug, "year": samples.year, "place": samples.code, "period": samples.period}
    examples = {**EXAMPLES, **{name: example for name, example in own.items() if example}}
    for operations in told["paths"].values():
        for parameter in operations["get"].get("parameters", ()):
            if parameter["name"] in examples:
                parameter["example"] = examples[parameter["name"]]
    return told


@cache
def _describe_operations() -> dict[str, Any]:
    """Return what is the same for every town. Ninja writes each error as JSON, and ours are problems."""
    told = dict(api.get_openapi_schema(path_prefix=""))
    for operations in told["paths"].values():
        for operation in operations.values():
            operation["responses"] = {
                str(status): _set_media(int(status), answer)
                for status, answer in operation["responses"].items()
            }
    scheme = told["components"]["securitySchemes"]["AccessToken"]
    scheme["description"] = "A personal access token, made at /account/tokens/: it begins with fp_"
    told["tags"] = [
        {"name": "Measures", "description": "What the town watches, and what the tests say"},
        {"name": "Figures", "description": "Every number, as JSON, CSV, CSV on the Web and workbook"},
        {"name": "Places", "description": "Whose figures they are"},
        {"name": "Publications", "description": "Where they come from, and on which terms"},
        {"name": "Reviews", "description": "What was signed and frozen, year by year"},
        {"name": "Restricted", "description": "What is not published yet, for those who may see it"},
    ]
    return told


@cache
def list_asked(address: str) -> frozenset[str]:
    """Return the names that may stand behind the question mark of an operation, by its Django address."""
    operation = _describe_operations()["paths"]["/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", address)]["get"]
    return frozenset(one["name"] for one in operation.get("parameters", ()) if one["in"] == "query")


SENTENCES = {
    200: "What was asked for",
    304: "Nothing has changed since the answer with this ETag",
    401: "No token, or one that is wrong, has ended or is past its last day",
    403: "A token of somebody who may not see this in this town",
    404: "There is nothing of that name",
    405: "Something else than reading was tried",
    422: "A value in the address cannot be read, or no such value is known",
    429: "Too many wrong tokens came from one network",
}


def _set_media(status: int, answer: dict[str, Any]) -> dict[str, Any]:
    own = answer.get("description", "") if status == 200 else ""
    told = {**answer, "description": own if own not in ("", "OK") else SENTENCES[status]}
    content = answer.get("content", {})
    if status >= 400:
        told["content"] = {PROBLEM: next(iter(content.values()))}
    return told
