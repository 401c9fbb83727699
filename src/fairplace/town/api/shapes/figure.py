from datetime import date
from typing import Any

from ninja import Field, Schema

from fairplace.town.api.shapes.common import SLUG, Page, Window, number
from fairplace.town.indicators.rules import Flag


class Filters(Schema):
    """Which figures."""

    place: str = Field("", max_length=12, pattern=r"^[A-Za-z0-9]*$", description="Code of a place")
    period: str = Field("", max_length=20, description="A period as it is written in the figures")
    dimension: str = Field(
        "",
        max_length=50,
        pattern=SLUG.replace("+", "*"),
        description="Code of a dimension, such as sex; “everybody” for figures of everybody alone",
    )


class FigureWindow(Filters, Window):
    pass


class PlaceOf(Schema):
    code: str
    name: str
    kind: str = Field(description="country, region, authority or neighbourhood")


class Period(Schema):
    name: str = Field(description="As its publisher writes it")
    kind: str = Field(
        description="calendar, financial or academic year, several of them, quarter, month, day, other"
    )
    starts_on: date
    ends_on: date


class Quality(Schema):
    flag: str = Field(description="A mark in one word, empty for a figure as published")
    words: str = Field(description="What the mark means")
    reliability: str = Field(description="How precise the figure is by its 95% limits; empty without limits")


class ReleaseOf(Schema):
    code: str
    publisher: str
    title: str
    edition: str = Field(description="The vintage of the publication")
    dataset: str
    published_on: date | None
    retrieved_on: date | None
    licence: str
    attribution: str


class Figure(Schema):
    """One number with all that it takes to use it honestly."""

    indicator: str
    place: PlaceOf
    period: Period
    dimension: str = Field(description="Code of what people are divided by; empty for everybody")
    subgroup: str = Field(description="Code of the part of the dimension; empty for everybody")
    sex: str
    age: str
    category: str = Field(description="Dimension and group in words, where it is neither sex nor age")
    value: float | None = Field(description="null where nothing may be told, or nothing was published")
    unit: str
    lower_95: float | None = Field(description="Lower 95% limit; null where the publisher gives none")
    upper_95: float | None = Field(description="Upper 95% limit")
    lower_998: float | None = Field(description="Lower 99.8% limit; null where the publisher gives none")
    upper_998: float | None = Field(description="Upper 99.8% limit")
    count: float | None
    denominator: float | None
    note: str
    quality: Quality
    release: ReleaseOf | None = Field(
        description="Where it was published; null for what is not published yet"
    )


class Figures(Page):
    """Figures of one measure."""

    measure: str
    indicator: str
    definition: str
    attribution: list[str]
    items: list[Figure]


NUMBERS = ("value", "lower_95", "upper_95", "lower_998", "upper_998", "count", "denominator")
RELEASE = (
    "publisher", "title", "edition", "dataset", "published_on", "retrieved_on", "licence", "attribution",
)  # fmt: skip


def shape_figure(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the files of figures (indicators/tables.py) as programs read it."""
    release = {"code": row["release"], **{name: row[name] for name in RELEASE}} if row["release"] else None
    return {
        **{name: row[name] for name in ("indicator", "dimension", "subgroup", "sex", "age", "category")},
        **{name: row[name] for name in ("unit", "note")},
        "place": {"code": row["place"], "name": row["place_name"], "kind": row["place_kind"]},
        "period": {
            "name": row["period"],
            "kind": row["period_kind"],
            "starts_on": row["starts_on"],
            "ends_on": row["ends_on"],
        },
        **{name: number(row[name]) for name in NUMBERS},
        "quality": {
            "flag": row["flag"],
            "words": str(Flag(row["flag"]).label),
            "reliability": row["reliability"],
        },
        "release": release,
    }
