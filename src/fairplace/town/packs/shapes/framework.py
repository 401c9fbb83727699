"""The framework: vision, pillars, objectives, recommendations and what was answered to them."""

from datetime import date
from typing import Any, Literal

from fairplace.town.packs.shapes.base import Code, Day, Edition, Shape, Text


class VisionEntry(Shape):
    text: Text
    plain: Text
    by: int | None = None


class PillarEntry(Shape):
    code: Code
    name: Text
    short: Text


class ObjectiveEntry(Shape):
    code: Code
    name: Text
    short: Text
    plain: Text
    aliases: list[str] = []
    deprivation: list[
        Literal["income", "employment", "education", "health", "crime", "housing", "environment"]
    ] = []
    since: int | None = None


class RecommendationEntry(Shape):
    code: Code
    objective: Code
    text: Text
    status: Literal["public", "illustrative"]
    horizon: Literal["", "1-year", "5-year", "long-term"] = ""
    source: str = ""
    note: str = ""


class FrameworkFile(Shape):
    edition: Edition
    title: Text
    source: dict[str, Any] = {}
    vision: VisionEntry
    pillars: list[PillarEntry] = []
    objectives: list[ObjectiveEntry]
    recommendations: list[RecommendationEntry] = []


class ResponseEntry(Shape):
    recommendation: Code
    answer: Literal["accepted", "adapted", "declined", "happening"]
    reason: Text
    owner: str = ""
    due_on: Day = None
    answered_on: date
