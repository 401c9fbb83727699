"""Aims of groups, what drives them, and ideas that are tested."""

from typing import Literal

from fairplace.town.packs.shapes.base import Code, Shape, Text
from fairplace.town.packs.shapes.pointer import PointerEntry


class TestEntry(Shape):
    plan: Text
    done: str = ""
    study: str = ""
    act: Literal["", "adopt", "adapt", "abandon"] = ""
    starts: int
    ended: int | None = None


class IdeaEntry(Shape):
    text: Text
    tests: list[TestEntry] = []


class DriverEntry(Shape):
    text: Text
    ideas: list[IdeaEntry] = []


class AimEntry(PointerEntry):
    group: Code
    text: Text
    by: int | None = None
    drivers: list[DriverEntry] = []
