from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Schema

from fairplace.town.api.shapes.common import Estimate, Page, estimate
from fairplace.town.indicators.cards import list_lines
from fairplace.town.indicators.rules import Series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import MeasureCard
from fairplace.town.measures.rules import Judgement


class Status(Schema):
    """How a measure stands on its path to a target. Better and worse are the direction's words."""

    word: str = Field(description="achieved, on course, off course, getting worse, too early, cannot tell")
    because: str
    has_path: bool = Field(description="Whether a path to a target was agreed or proposed")
    is_proposed: bool = Field(description="The path is proposed, and not adopted by the town")
    alarm: str = Field(description="Said where a gap narrowed because those better off got worse")


class Latest(Estimate):
    period: str
    ends_on: date
    unit: str
    flag: str
    release: str = Field(description="Code of the publication that it was taken from")


class Line(Schema):
    """One series of the town: everybody, or one group where figures are of groups alone."""

    dimension: str
    subgroup: str = Field(description="Name of the group; empty for everybody")
    direction: str = Field(description="better, worse or cannot tell, after the test; none without a figure")
    because: str = Field(description="Why nothing can be told, where that is so")
    yearly_change: Estimate | None
    first: str = Field(description="First period that the test rests on")
    last: str = Field(description="Last period that the test rests on")
    latest: Latest


class Links(Schema):
    page: str
    measure: str
    gaps: str
    figures: str | None = Field(description="As JSON; null where figures do not count for this measure")
    csv: str | None
    csvw: str | None
    xlsx: str | None


class CardLine(Schema):
    label: str
    lines: list[str]


class IndicatorOf(Schema):
    code: str
    name: str
    definition: str
    unit: str
    polarity: str = Field(description="Which way is better: high, low or none")
    card: list[CardLine] = Field(description="The definition card, line by line, in words")


class Measure(Schema):
    """What the town has promised to watch, and what the tests say of it."""

    slug: str
    name: str
    question: str
    why: str
    caveat: str
    needed: str = Field(description="What is missing for figures, where that is so")
    kind: str = Field(description="number, status, narrative or in development")
    agreed: str = Field(description="confirmed as the town's own, or proposed")
    objectives: list[str] = Field(description="Codes of the policy objectives that it watches")
    direction: str = Field(description="better, worse, cannot tell, or none where there is no figure")
    status: Status
    lines: list[Line]
    indicator: IndicatorOf | None
    retired_on: date | None
    links: Links


class Measures(Page):
    items: list[Measure]


def shape_measure(request: HttpRequest, card: MeasureCard, releases: Mapping[int, str]) -> dict[str, Any]:
    """Return a measure with what its page says first; `releases` are the codes of publications by key."""
    reading, measure = card.reading, card.reading.measure
    names = ("slug", "name", "question", "why", "caveat", "needed", "kind", "retired_on")
    return {
        **{name: getattr(measure, name) for name in names},
        "agreed": measure.status,
        "objectives": [one.code for one in measure.objectives.all()],
        "direction": reading.verdict,
        "status": {
            "word": card.status.word,
            "because": card.status.reason,
            "has_path": card.status.has_path,
            "is_proposed": card.status.is_proposed,
            "alarm": card.status.alarm,
        },
        "lines": [_shape_line(measure, series, judged, releases) for series, judged in reading.lines],
        "indicator": _shape_indicator(measure),
        "links": shape_links(request, measure),
    }


def _shape_line(
    measure: ImpactMeasure, series: Series, judged: Judgement, releases: Mapping[int, str]
) -> dict[str, Any]:
    point = series.latest
    unit = measure.indicator.unit if measure.indicator else ""
    latest = {
        **{name: getattr(point, name) for name in ("period", "ends_on", "flag")},
        "unit": unit,
        "release": releases[point.release_id],
    }
    return {
        "dimension": series.dimension,
        "subgroup": series.subgroup,
        "direction": judged.verdict,
        "because": judged.reason,
        "yearly_change": estimate(judged.change),
        "first": judged.first,
        "last": judged.last,
        "latest": {**latest, **(estimate(point.estimate) or {})},
    }


def _shape_indicator(measure: ImpactMeasure) -> dict[str, Any] | None:
    indicator = measure.indicator
    if indicator is None:
        return None
    card = [
        {"label": str(label), "lines": [str(one) for one in lines]} for label, lines in list_lines(indicator)
    ]
    names = ("code", "name", "definition", "unit", "polarity")
    return {**{name: getattr(indicator, name) for name in names}, "card": card}


def shape_links(request: HttpRequest, measure: ImpactMeasure) -> dict[str, str | None]:
    """Return where a measure, its page and its files are."""

    def address(name: str) -> str:
        return request.build_absolute_uri(reverse(name, kwargs={"slug": measure.slug}))

    files = {
        "figures": "api_figures",
        "csv": "api_figures_csv",
        "csvw": "api_csvw",
        "xlsx": "api_figures_xlsx",
    }
    has_figures = measure.kind == ImpactMeasure.Kind.NUMBER and measure.indicator is not None
    return {
        "page": address("measure_detail"),
        "measure": address("api_measure"),
        "gaps": address("api_gaps"),
        **{name: address(view) if has_figures else None for name, view in files.items()},
    }
