"""Risks and issues of groups."""

from typing import Annotated, Literal

from pydantic import Field

from fairplace.town.packs.shapes.base import Code, Mail, Past, Shape, Text

Five = Annotated[int, Field(ge=1, le=5)]


class RiskChangeEntry(Shape):
    day: Past
    by: Mail
    likelihood: Five
    impact: Five
    state: Literal["open", "closed"] = "open"
    note: str = ""


class RiskEntry(Shape):
    group: Code
    title: Text
    text: str = ""
    kind: Literal["risk", "issue"] = "risk"
    likelihood: Five
    impact: Five
    state: Literal["open", "closed"] = "open"
    owner: Mail | Literal[""] = ""
    response: str = ""
    opened: Past
    review: int | None = None
    changes: list[RiskChangeEntry] = []
