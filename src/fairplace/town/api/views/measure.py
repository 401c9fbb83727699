from collections.abc import Iterable
from typing import Annotated, Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Router

from fairplace.town.api.describing import answers, paginate, say_day
from fairplace.town.api.queries import get_newest_day
from fairplace.town.api.shapes.common import SLUG, Window
from fairplace.town.api.shapes.gap import MeasureGaps, shape_gaps
from fairplace.town.api.shapes.measure import Measure, Measures, shape_measure
from fairplace.town.indicators.queries import list_releases
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import (
    MeasureCard,
    get_measure,
    list_cards,
    list_gaps_over_time,
    list_measures,
    list_readings,
)
from fairplace.town.places.requests import TownRequest

router = Router(tags=["Measures"])
Slug = Annotated[
    str, Field(pattern=SLUG, max_length=50, description="The measure, as in the address of its page")
]


class MeasureWindow(Window):
    retired: bool = False


@router.get(
    "/measures.json", response=answers(Measures), url_name="api_measures", summary="List the measures"
)
def list_all(request: HttpRequest, response: HttpResponse, asked: Query[MeasureWindow]) -> dict[str, Any]:
    """Every measure that the town watches, with its newest figure, what the tests say, and its definition.

    With `retired=true` those that it no longer watches. Words such as better stand only where a test passed.
    """
    town = cast("TownRequest", request).town
    told, measures = paginate(request, list_measures(town=town, retired=asked.retired), asked)
    cards = list_cards(town=town, readings=list_readings(town=town, measures=measures))
    say_day(response, get_newest_day(town=town))
    codes = list_codes(cards)
    return {**told, "items": [shape_measure(request, one, codes) for one in cards]}


@router.get(
    "/measures/{slug:slug}.json",
    response=answers(Measure),
    url_name="api_measure",
    summary="Read one measure",
)
def read_one(request: HttpRequest, response: HttpResponse, slug: Slug) -> dict[str, Any]:
    """One measure, also a retired one: what it is, its newest figure, and what the tests say."""
    measure = find_measure(request, slug)
    town = cast("TownRequest", request).town
    (card,) = list_cards(town=town, readings=list_readings(town=town, measures=[measure]))
    say_day(response, get_newest_day(town=town))
    return shape_measure(request, card, list_codes([card]))


@router.get(
    "/measures/{slug:slug}/gaps.json",
    response=answers(MeasureGaps),
    url_name="api_gaps",
    summary="Read the gaps of a measure",
)
def read_gaps(request: HttpRequest, response: HttpResponse, slug: Slug) -> dict[str, Any]:
    """Every gap of a measure over time: between fifths of neighbourhoods, and between groups.

    As a difference and as a ratio, always both. What became of a gap is said only after its test.
    """
    measure = find_measure(request, slug)
    town = cast("TownRequest", request).town
    (reading,) = list_readings(town=town, measures=[measure])
    gaps = list_gaps_over_time(town=town, readings=[reading])[measure.pk]
    say_day(response, get_newest_day(town=town))
    return {**shape_gaps(measure.slug, gaps, reading.breaks), "attribution": town.attribution}


def list_codes(cards: Iterable[MeasureCard]) -> dict[int, str]:
    """Return the codes of the publications behind these measures, by key."""
    return {one.pk: one.code for one in list_releases(line for card in cards for line in card.reading.series)}


def find_measure(request: HttpRequest, slug: str) -> ImpactMeasure:
    """Return the measure of that name in the town that is asked."""
    measure = get_measure(town=cast("TownRequest", request).town, slug=slug)
    if measure is None:
        raise Http404("There is no such measure.")
    return measure
