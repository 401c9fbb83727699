"""Invented local figures that were sent in."""

from typing import Annotated, Literal

from pydantic import Field

from fairplace.town.packs.shapes.base import Code, Mail, Past, Shape, Text


class LocalIndicatorEntry(Shape):
    """An invented indicator of the town's own; its name has to say so."""

    name: Annotated[str, Field(pattern=r"\(demonstration\)$", max_length=120)]
    definition: Text
    kind: Literal["percent", "rate", "count", "years", "mean"]
    numerator: Text
    denominator: str = ""
    unit: Text
    per: Annotated[float, Field(gt=0)] = 1
    decimals: Annotated[int, Field(ge=0, le=4)] = 1
    polarity: Literal["high", "low", "none"]
    threshold: Literal[5, 10] = 5
    source: Text


class TypedRowEntry(Shape):
    """One number, as somebody types it."""

    place: Code
    period: Text
    value: Text
    lower_95: str = ""
    upper_95: str = ""
    count: str = ""
    denominator: str = ""
    dimension: str = ""
    subgroup: str = ""
    note: str = ""


class SubmissionEntry(Shape):
    """Invented local figures that somebody sent in and that wait to be checked."""

    indicator: LocalIndicatorEntry
    title: Text
    source: Text
    licence: Annotated[str, Field(min_length=1, max_length=200)] = "Open Government Licence v3.0"
    organisation: Code
    by: Mail
    day: Past
    note: Text
    rows: Annotated[list[TypedRowEntry], Field(min_length=1)]
