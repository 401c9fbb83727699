"""Meetings of groups, and what they talk about."""

from datetime import time
from typing import Literal

from fairplace.town.packs.shapes.base import Code, Shape, Text
from fairplace.town.packs.shapes.pointer import PointerEntry


class ItemEntry(PointerEntry):
    title: Text
    text: str = ""
    purpose: Literal["information", "decision", "action"] = "information"
    presenter: str = ""
    minutes: int | None = None
    restricted_because: str = ""
    outcome: str = ""


class MeetingEntry(Shape):
    day: int
    at: time
    chair_line: str = ""
    present: dict[Code, str] = {}
    apologies: dict[Code, str] = {}
    absent: dict[Code, str] = {}
    items: list[ItemEntry] = []


class SeriesEntry(Shape):
    group: Code
    name: Text
    where: str = ""
    minutes: int = 90
    every_weeks: int = 8
    meetings: list[MeetingEntry] = []
    backlog: list[ItemEntry] = []
