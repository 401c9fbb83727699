"""Decisions of groups, and who gains and loses by them."""

from typing import Any, Literal

from pydantic import model_validator

from fairplace.town.packs.shapes.base import Code, Mail, Past, Shape, Text
from fairplace.town.packs.shapes.pointer import PointerEntry

Confidence = Literal["", "high", "medium", "low"]
Along = Literal[
    "deprivation",
    "age",
    "disability",
    "gender-reassignment",
    "marriage",
    "pregnancy",
    "race",
    "religion",
    "sex",
    "sexual-orientation",
]


class EffectEntry(Shape):
    along: Along
    expected: Literal["gains", "loses", "both", "same", "unknown"]
    who: str = ""
    confidence: Confidence = ""


class DecisionEntry(Shape):
    group: Code
    title: Text
    question: Text
    item: str = ""
    reason: str = ""
    expected: str = ""
    method: Literal["consent", "vote", "score", "rank"] = "consent"
    options: dict[Code, str] = {}
    votes: dict[Mail, Any] = {}
    restricted: bool = False
    opened: Past
    deadline: int | None = None
    decided: Past | None = None
    chosen: str = ""
    outcome: str = ""
    review: int | None = None
    reviewed: Past | None = None
    proved: Literal["", "right", "partly", "wrong", "cannot tell"] = ""
    happened: str = ""
    equity_proved: str = ""
    equity_right: Literal["", "right", "partly", "wrong", "cannot tell"] = ""
    about: list[PointerEntry] = []
    effects: list[EffectEntry] = []

    @model_validator(mode="after")
    def _is_whole(self) -> "DecisionEntry":
        if self.decided is not None and not self.outcome:
            raise ValueError("was decided: say in outcome what came out")
        if self.chosen and self.chosen not in self.options:
            raise ValueError("chose something that is not among its options")
        if (self.reviewed is None) != (not self.proved):
            raise ValueError("needs both reviewed and proved, or neither")
        return self
