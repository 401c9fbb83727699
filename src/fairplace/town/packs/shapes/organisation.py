"""Invented partners: their seats, their pledges, the ties between them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from fairplace.town.packs.shapes.base import Code, Day, Shape, Text


class SeatEntry(Shape):
    group: Code
    is_chair: bool = False
    since_on: Day = None
    until_on: Day = None


class CheckInEntry(Shape):
    year: int
    going: Literal["kept", "under way", "not begun", "given up"]
    said: str = ""


class PledgeEntry(Shape):
    text: Text
    made_on: date
    check_ins: list[CheckInEntry] = []


class OrganisationEntry(Shape):
    code: Code
    name: Text
    sector: Literal["nhs", "business", "housing", "voluntary", "university", "council", "other"]
    role: str = ""
    joined_on: Day = None
    groups: list[SeatEntry] = []
    pledges: list[PledgeEntry] = []


class TieEntry(Shape):
    one: Code
    other: Code
    why: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    drawn_on: date
