"""Publications, and which publisher is asked for which figures."""

from typing import Annotated

from pydantic import Field

from fairplace.town.packs.shapes.base import Code, Day, Edition, Shape, Text


class ReleaseEntry(Shape):
    code: Code
    publisher: Text
    title: Text
    edition: Edition
    dataset: Text
    licence: Text
    attribution: Text
    address: str = ""
    published_on: Day = None
    retrieved_on: Day = None
    note: str = ""


class TakenEntry(Shape):
    """Which rows of a publisher's answer are ours."""

    indicator: str = ""
    sex: str = ""
    age: str = ""
    by_sex: bool = False
    dimensions: dict[str, Code] = {}
    neighbourhoods: bool = False


class FeedEntry(Shape):
    """Which publisher is asked what for an indicator. `confirmed`: somebody has seen that the number fits."""

    indicator: Code
    publisher: Code
    asked: dict[str, Edition]
    taken: TakenEntry | None = None
    every_days: Annotated[int, Field(ge=1, le=3660)] = 30
    confirmed: bool
    paused: bool = False
    note: str = ""
