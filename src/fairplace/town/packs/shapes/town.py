"""What a pack says of the town itself: who it is beside whom, its pages, its first people."""

from datetime import date
from typing import Literal

from fairplace.town.packs.shapes.base import Code, Edition, Shape, Text


class ComparatorEntry(Shape):
    place: Code
    role: Literal["country", "region", "similar"]
    why: str = ""


class PackFile(Shape):
    format: Literal[1]
    slug: Code
    name: Text
    title: Text
    place: Code
    edition: Edition
    updated_on: date
    promise: Text
    promise_by: int | None = None
    about: str = ""
    attribution: list[Text]
    comparators: list[ComparatorEntry] = []
    default_deprivation: str = ""
    notes: list[str] | str = ""


class PageFront(Shape):
    title: Text
    summary: Text
    sources: list[Text] = []


class PersonEntry(Shape):
    name: Text
    email: Text
    role: Code
