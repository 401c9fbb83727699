"""Logic models: their steps and links, and what was said of those."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from fairplace.town.packs.shapes.base import Code, Day, Shape, Text


class StepEntry(Shape):
    """A step of a logic model. `day` is the one on which it was added, if it was later than the model."""

    # Short, so that a link can be named after both its ends.
    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+$", max_length=9)]
    kind: Literal["input", "activity", "output", "short", "medium", "long", "impact"]
    text: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    detail: str = ""
    points: list[Annotated[str, StringConstraints(pattern=r"^[a-z-]+:.+$")]] = []
    measure: str = ""
    local: str = ""
    early: list[Text] = []
    lag: Annotated[int | None, Field(ge=0)] = None
    target: float | None = None
    actual: float | None = None
    unit: str = ""
    out_of: float | None = None
    out_of_what: str = ""
    child: str = ""
    day: Day = None


class StepLinkEntry(Shape):
    from_: str = Field(alias="from")
    to: str
    why: str = ""
    evidence: Literal["", "expected", "experience", "local", "studies", "reviews"] = ""
    day: Day = None


class StepNoteEntry(Shape):
    about: str = ""
    what: Literal["rating", "baseline", "assumption", "reading", "early sign", "start"]
    value: Text
    reason: Text
    day: date


class ClaimEntry(Shape):
    from_: str = Field(alias="from")
    to: str
    claim: Text
    evidence_for: str = ""
    evidence_against: str = ""
    rivals: str = ""
    would_change: Text
    strength: Literal["strong", "some", "weak", "none"]
    why: str = ""
    day: date


class ModelVersionEntry(Shape):
    name: Text
    day: date
    approval: str = ""


class LogicModelEntry(Shape):
    """A logic model: illustrative in a pack, a template beside the packs."""

    slug: Code
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    group: str = ""
    began: date
    source: str = ""
    problem: str = ""
    for_whom: str = ""
    assumptions: str = ""
    outside: str = ""
    equity: str = ""
    steps: list[StepEntry]
    links: list[StepLinkEntry]
    notes: list[StepNoteEntry] = []
    claims: list[ClaimEntry] = []
    versions: list[ModelVersionEntry] = []
