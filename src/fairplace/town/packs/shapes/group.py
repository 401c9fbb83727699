"""Groups, and who sits in them."""

from typing import Literal

from fairplace.town.packs.shapes.base import Code, Mail, Past, Shape, Text


class GroupEntry(Shape):
    slug: Code
    name: Text
    kind: Literal["priority group", "board", "partnership", "oversight", "council"]
    aliases: list[str] = []
    purpose: Text
    terms: str = ""
    reports_to: str = ""
    objectives: list[Code] = []
    recommendations: list[Code] = []
    measures: list[Code] = []
    source: str = ""
    note: str = ""


class MemberEntry(Shape):
    name: Text
    email: Mail
    organisation: Code
    group: Code
    chair: bool = False
    deputy: bool = False
    since: Past
    until: int | None = None
