"""Indicators and their figures."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from fairplace.town.packs.shapes.base import Code, Number, Shape, Text


class IndicatorCard(BaseModel):
    """A definition card. What is not named here is kept and shown as it is written."""

    model_config = ConfigDict(extra="allow", frozen=True)

    code: Code
    name: Text
    short: Text
    definition: Text
    unit: Text
    decimals: Annotated[int, Field(ge=0, le=4)] = 1
    polarity: Literal["high", "low", "none"]
    form: Literal["proportion", "rate", "mean", "other"] = "other"
    per: Annotated[float, Field(gt=0)] = 1
    lowest: float | None = None
    highest: float | None = None
    comparison: Literal[
        "overlap-95", "overlap-998", "fifths", "goal", "range-goal", "percentile-goal", "none"
    ] = "overlap-95"
    goals: Annotated[list[float], Field(max_length=2)] = []


class FigureRow(Shape):
    place: Code
    period: Text
    starts_on: date = Field(alias="from")
    ends_on: date = Field(alias="to")
    dimension: str = ""
    subgroup: str = ""
    value: Number
    lower: Number
    upper: Number
    count: Number
    denominator: Number
    surer_lower: Number = None
    surer_upper: Number = None
    flag: Literal[
        "", "carried-forward", "provisional", "modelled", "imputed", "apportioned", "suppressed", "break"
    ] = ""
    release: Code
    note: str = ""
