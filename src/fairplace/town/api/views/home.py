"""The page that says what programs can read, and its description for programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fairplace.town.api.assembly import describe
from fairplace.town.api.csvw import is_open
from fairplace.town.api.problems import make_problem
from fairplace.town.api.queries import Samples, get_samples, list_licences, list_shown_releases
from fairplace.town.places.requests import TownRequest

# Title, what it holds, which address, and the code that the address needs.
OFFERED = (
    (
        _("Measures"),
        _("Every measure with its definition, its newest figure, and what the tests say."),
        "api_measures",
        "",
    ),
    (_("One measure"), _("The same for one measure."), "api_measure", "slug"),
    (
        _("Figures as JSON"),
        _("Every figure with limits, count and source. Narrowed here to one place and to everybody."),
        "api_figures",
        "slug",
    ),
    (
        _("Figures as CSV"),
        _("All of them at once, for spreadsheets and statistics programs."),
        "api_figures_csv",
        "slug",
    ),
    (
        _("What the columns of the CSV hold"),
        _("CSV on the Web (CSVW): types, key, source and licence."),
        "api_csvw",
        "slug",
    ),
    (
        _("Figures as a workbook"),
        _("The same rows as XLSX, with their terms on a second sheet."),
        "api_figures_xlsx",
        "slug",
    ),
    (_("Gaps"), _("Every gap over time, as a difference and as a ratio."), "api_gaps", "slug"),
    (
        _("Places"),
        _("The town, the places beside it and its neighbourhoods, by official code."),
        "api_places",
        "",
    ),
    (_("Publications"), _("Publisher, edition, licence and words to cite."), "api_releases", ""),
    (
        _("Reviews"),
        _("Each published annual review, with the digest of what was signed."),
        "api_reviews",
        "",
    ),
    (
        _("Manifest of a review"),
        _("What was frozen, part by part, with digests."),
        "api_manifest",
        "year",
    ),
)
INSIDE = (
    (_("Local figures that are not published yet"), "api_waiting"),
    (_("How fresh the feeds are"), "api_feeds"),
)


@require_safe
def home(request: TownRequest) -> HttpResponse:
    """Say in plain English what there is, with one address of each kind that works."""
    samples = get_samples(town=request.town)
    licences = list_licences(town=request.town)
    context = {
        "examples": _list_examples(request, samples),
        "inside": _list_inside(request),
        "description": request.build_absolute_uri(reverse("api_openapi")),
        "other_licences": [one for one in licences if not is_open(one)],
        "cited": list_shown_releases(town=request.town).exclude(attribution="").first(),
    }
    return render(request, "api/home.html", context)


def _list_examples(request: HttpRequest, samples: Samples) -> list[dict[str, Any]]:
    """Return what there is for everybody, as far as this town has it: what it is called, holds, and where."""
    known = {"slug": samples.slug, "year": samples.year}
    # Narrowed as an example of how that is done: to the town, and to everybody in it.
    narrowed = {"api_figures": f"?place={samples.code}&dimension=everybody"}
    return [
        {
            "title": title,
            "text": text,
            "url": request.build_absolute_uri(
                reverse(name, kwargs={needs: known[needs]} if needs else None) + narrowed.get(name, "")
            ),
        }
        for title, text, name, needs in OFFERED
        if not needs or known[needs]
    ]


def _list_inside(request: HttpRequest) -> list[dict[str, Any]]:
    return [{"title": title, "url": request.build_absolute_uri(reverse(name))} for title, name in INSIDE]


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Tell a program that there is nothing, as it is told everything else."""
    address = request.build_absolute_uri(reverse("api"))
    return make_problem(
        404, gettext("There is nothing at this address. What there is stands at %s") % address
    )


def read_description(request: TownRequest) -> HttpResponse:
    """Return the description of every operation (OpenAPI 3.1), with this town's addresses and codes."""
    told = describe(request, request.town, get_samples(town=request.town))
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
