from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from ninja import Query, Router

from fairplace.town.api.csvw import MEDIA_TYPE, describe_csv
from fairplace.town.api.describing import answers, as_file, paginate, say_day
from fairplace.town.api.files import WORKBOOK, answer_csv, answer_xlsx
from fairplace.town.api.queries import list_figures
from fairplace.town.api.shapes.figure import Figures, FigureWindow, Filters, shape_figure
from fairplace.town.api.views.measure import Slug, find_measure
from fairplace.town.indicators.models import Indicator, Observation, Release
from fairplace.town.indicators.tables import COLUMNS, describe_rows
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries.reading import has_number
from fairplace.town.places.requests import TownRequest

router = Router(tags=["Figures"])


@router.get(
    "/measures/{slug:slug}/figures.json",
    response=answers(Figures),
    url_name="api_figures",
    summary="Read the figures of a measure",
)
def read_json(request: HttpRequest, response: HttpResponse, asked: Query[FigureWindow], slug: Slug) -> Any:
    """Every figure of the town, the places beside it and its neighbourhoods, each with both kinds of limits,

    count, denominator, note, quality, and the publication that it was taken from.
    """
    measure, indicator = _find(request, slug)
    found = _list(request, indicator, asked)
    told, rows = paginate(request, found, asked)
    _say_newest(response, rows)
    return {
        **told,
        "measure": measure.slug,
        "indicator": indicator.code,
        "definition": indicator.definition,
        "attribution": cast("TownRequest", request).town.attribution,
        "items": [shape_figure(row) for row in describe_rows(indicator, rows)],
    }


@router.get(
    "/measures/{slug:slug}/figures.csv",
    response=answers(None),
    url_name="api_figures_csv",
    summary="Take the figures of a measure as CSV",
    openapi_extra=as_file("text/csv", "One row a figure, columns as in figures.csv-metadata.json"),
)
def read_csv(request: HttpRequest, asked: Query[Filters], slug: Slug) -> HttpResponse:
    """The same figures for spreadsheets and statistics programs, all at once.

    The header `Link: …; rel="describedby"` names the file that says what each column holds (CSVW).
    """
    _measure, indicator = _find(request, slug)
    rows = list(_list(request, indicator, asked))
    response = answer_csv(_name(request, slug), COLUMNS, describe_rows(indicator, rows))
    address = _address(request, "api_csvw", slug)
    response["Link"] = f'<{address}>; rel="describedby"; type="{MEDIA_TYPE}"'
    _say_newest(response, rows)
    return response


@router.get(
    "/measures/{slug:slug}/figures.csv-metadata.json",
    response=answers(None),
    url_name="api_csvw",
    summary="Read what the columns of the CSV hold",
    openapi_extra=as_file(MEDIA_TYPE, "CSV on the Web: columns, types, key, source and licence"),
)
def read_csvw(request: HttpRequest, asked: Query[Filters], slug: Slug) -> HttpResponse:
    """Metadata of figures.csv after the W3C's CSV on the Web, at the address where readers look for it."""
    _measure, indicator = _find(request, slug)
    town = cast("TownRequest", request).town
    used = _list(request, indicator, asked).order_by().values("release_id")
    releases = Release.objects.filter(pk__in=used).order_by("publisher", "title", "code")
    told = describe_csv(
        address=_address(request, "api_figures_csv", slug), indicator=indicator, town=town, releases=releases
    )
    response = JsonResponse(told, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})
    say_day(response, max((one.retrieved_on for one in releases if one.retrieved_on), default=None))
    return response


@router.get(
    "/measures/{slug:slug}/figures.xlsx",
    response=answers(None),
    url_name="api_figures_xlsx",
    summary="Take the figures of a measure as a workbook",
    openapi_extra=as_file(
        WORKBOOK, "The rows of figures.csv, numbers as numbers, and a sheet with their terms"
    ),
)
def read_xlsx(request: HttpRequest, asked: Query[Filters], slug: Slug) -> HttpResponse:
    """The rows of figures.csv as a workbook, with definition, sources and licences on a second sheet."""
    measure, indicator = _find(request, slug)
    rows = list(_list(request, indicator, asked))
    sources = dict.fromkeys(f"{row.release.attribution} ({row.release.licence})" for row in rows)
    notes = [measure.name, indicator.definition, *sources]
    response = answer_xlsx(_name(request, slug), COLUMNS, describe_rows(indicator, rows), notes)
    _say_newest(response, rows)
    return response


def _find(request: HttpRequest, slug: str) -> tuple[ImpactMeasure, Indicator]:
    """Return a measure with its indicator. Figures never count while a measure is being developed."""
    measure = find_measure(request, slug)
    if measure.indicator is None or not has_number(measure):
        raise Http404("This measure has no numbers yet.")
    return measure, measure.indicator


def _list(request: HttpRequest, indicator: Indicator, asked: Filters) -> Any:
    town = cast("TownRequest", request).town
    return list_figures(
        indicator=indicator, town=town, place=asked.place, period=asked.period, dimension=asked.dimension
    )


def _address(request: HttpRequest, name: str, slug: str) -> str:
    """Return the address of a file that is beside the one asked for, narrowed in the same way."""
    address = request.build_absolute_uri(reverse(name, kwargs={"slug": slug}))
    return f"{address}?{request.GET.urlencode()}" if request.GET else address


def _name(request: HttpRequest, slug: str) -> str:
    return f"{cast('TownRequest', request).town.slug}-{slug}"


def _say_newest(response: HttpResponse, rows: list[Observation]) -> None:
    days = (row.release.retrieved_on or row.release.published_on for row in rows)
    say_day(response, max((day for day in days if day), default=None))
