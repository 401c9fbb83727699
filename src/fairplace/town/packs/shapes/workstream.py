"""Invented work, and what people told of theirs."""

from typing import Annotated, Literal

from pydantic import Field

from fairplace.town.packs.shapes.base import Code, Day, Shape, Text


class CarriedEntry(Shape):
    recommendation: Code
    fit: Literal["none", "touches", "part", "full"]
    rationale: str = ""


class WorkstreamEntry(Shape):
    """Invented work. `reach` and `spend` (in pounds) are of five fifths, the most deprived first."""

    code: Code
    name: Text
    summary: str = ""
    owner: str = ""
    lead: str = ""
    partners: list[Code] = []
    group: str = ""
    approach: Literal["", "universal", "targeted", "proportionate"] = ""
    reach_of: Literal["people", "contacts"] = "people"
    for_: list[Text] = Field(default=[], alias="for")
    strategies: list[Text] = []
    cost: Annotated[int | None, Field(ge=0)] = None
    starts_on: Day = None
    ends_on: Day = None
    reach: Annotated[list[int | None], Field(min_length=5, max_length=5)] | None = None
    spend: Annotated[list[int | None], Field(min_length=5, max_length=5)] | None = None
    carries: list[CarriedEntry] = []


class ContributionEntry(Shape):
    text: Text
    organisation: str = ""
    happened_on: Day = None
    helps: list[Code] = []
