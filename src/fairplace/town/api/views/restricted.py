from typing import Annotated, Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from fairplace.town.api.auth import AccessToken, demand
from fairplace.town.api.describing import answers, as_file, paginate
from fairplace.town.api.files import WORKBOOK
from fairplace.town.api.queries import list_waiting
from fairplace.town.api.shapes.common import Window
from fairplace.town.api.shapes.restricted import (
    Feeds,
    WaitingFigures,
    WaitingList,
    shape_feed,
    shape_waiting,
    shape_waiting_figure,
)
from fairplace.town.feeds.models import Submission
from fairplace.town.feeds.operations.load import mark_dead_loads
from fairplace.town.feeds.queries.feed import list_feeds
from fairplace.town.feeds.queries.protection import list_public_rows
from fairplace.town.feeds.queries.submission import list_rows_of
from fairplace.town.feeds.submission_exports import PROTECTED, WRITERS, list_rows
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Place
from fairplace.town.places.requests import MemberRequest

router = Router(tags=["Restricted"], auth=AccessToken())
Number = Annotated[
    int, Field(ge=1, le=2**31 - 1, description="Number of the figures, as in the address of their page")
]


@router.get(
    "/figures.json",
    response=answers(WaitingList, restricted=True),
    url_name="api_waiting",
    summary="List local figures that are not published yet",
)
def list_all(request: HttpRequest, asked: Query[Window]) -> dict[str, Any]:
    """What is prepared, waits to be checked, was returned or waits for its day, as far as you may see it."""
    asking = _enter(request)
    told, found = paginate(request, list_waiting(town=asking.town, person=asking.user), asked)
    return {**told, "items": [shape_waiting(request, one) for one in found]}


@router.get(
    "/figures/{int:number}.json",
    response=answers(WaitingFigures, restricted=True),
    url_name="api_waiting_figures",
    summary="Read local figures that are not published yet",
)
def read_json(request: HttpRequest, asked: Query[Window], number: Number) -> dict[str, Any]:
    """Their rows in the shape of published figures; once they are approved, without what will be hidden."""
    submission = _find(request, number)
    is_protected = submission.state in PROTECTED
    rows = list_public_rows(submission=submission) if is_protected else list_rows_of(submission)
    told, shown = paginate(request, [values for _position, values in rows], asked)
    codes = {values["place"] for values in shown}
    kinds = dict(Place.objects.filter(code__in=codes).values_list("code", "kind"))
    return {
        **told,
        "number": submission.pk,
        "state": submission.state,
        "terms": _("Not published: do not pass on."),
        "items": [shape_waiting_figure(submission, values, kinds) for values in shown],
    }


@router.get(
    "/figures/{int:number}.csv",
    response=answers(None, restricted=True),
    url_name="api_waiting_csv",
    summary="Take local figures that are not published yet as CSV",
    openapi_extra=as_file("text/csv", "The rows with their faults and warnings, as on the page"),
)
def read_csv(request: HttpRequest, number: Number) -> HttpResponse:
    """The file that the page of these figures gives."""
    return _write(_find(request, number), "csv")


@router.get(
    "/figures/{int:number}.xlsx",
    response=answers(None, restricted=True),
    url_name="api_waiting_xlsx",
    summary="Take local figures that are not published yet as a workbook",
    openapi_extra=as_file(WORKBOOK, "The rows with their faults and warnings, as on the page"),
)
def read_xlsx(request: HttpRequest, number: Number) -> HttpResponse:
    """The workbook that the page of these figures gives."""
    return _write(_find(request, number), "xlsx")


@router.get(
    "/feeds.json",
    response=answers(Feeds, restricted=True),
    url_name="api_feeds",
    summary="Read how fresh the feeds are",
)
def list_health(request: HttpRequest, asked: Query[Window]) -> dict[str, Any]:
    """Who is asked for which figures, how fresh they are, and why the last load failed, where it did."""
    asking = _enter(request)
    mark_dead_loads(town=asking.town)
    told, lines = paginate(request, list_feeds(town=asking.town), asked)
    return {**told, "items": [shape_feed(one) for one in lines]}


def _enter(request: HttpRequest) -> MemberRequest:
    """Return the request of somebody who may see the pages with the same figures."""
    asking = cast("MemberRequest", request)
    demand(asking, Ability.SEE_DESK)
    return asking


def _find(request: HttpRequest, number: int) -> Submission:
    asking = _enter(request)
    found = list_waiting(town=asking.town, person=asking.user).filter(pk=number)
    submission = found.select_related("release", "approved_by", "town__place").first()
    if submission is None:
        raise Http404(_("No figures of this number wait to be published, or you may not see them."))
    return submission


def _write(submission: Submission, kind: str) -> HttpResponse:
    write, media_type = WRITERS[kind]
    name = f"{submission.indicator.code}-{submission.pk}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(list_rows(submission)), content_type=media_type, headers=headers)
