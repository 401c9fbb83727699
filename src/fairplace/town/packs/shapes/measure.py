"""Measures, with their targets and marks, and what a demonstration invents about them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from fairplace.town.packs.shapes.base import Code, Day, Shape, Text


class GapEntry(Shape):
    by: Literal["deprivation-quintile"]
    indicator: Code
    edition: Code


class TargetEntry(Shape):
    """Where a measure or its gap should stand in a year; what the town has not adopted is proposed."""

    of: Literal["level", "absolute gap", "relative gap"]
    subgroup: str = ""
    base_year: float
    base_value: float
    year: int
    value: float
    status: Literal["adopted", "proposed"]
    source: Text
    adopted_on: Day = None


class MarkingEntry(Shape):
    kind: Literal["break", "proxy", "notice"]
    # Not `on`, which YAML reads as yes.
    since: date
    text: Annotated[Text, Field(max_length=300)]


class MeasureEntry(Shape):
    slug: Code
    name: Text
    question: Text
    objectives: list[Code] = []
    kind: Literal["number", "status", "narrative", "in development"]
    indicator: Code | None = None
    status: Literal["confirmed", "proposed"]
    accountability: Literal["population", "service"] = "population"
    why: str = ""
    needed: str = ""
    caveat: str = ""
    gap: GapEntry | None = None
    judged_from: int | None = None
    targets: list[TargetEntry] = []
    markings: list[MarkingEntry] = []
    source_of_choice: str = ""


class NoteEntry(Shape):
    """Something invented that people know of a measure."""

    measure: Code
    kind: Literal["story", "partners", "works", "plan"]
    text: Text


class StandingEntry(Shape):
    """How a measure stood, invented, on a day so many days from the day the demonstration is made."""

    measure: Code
    day: Annotated[int, Field(le=0)]
    state: Literal["not begun", "partly", "done", "told"]
    text: Text
    source: Text
