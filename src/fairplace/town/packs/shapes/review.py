"""Annual reviews: who signs, what is said of each measure, what was doubted."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from fairplace.town.packs.shapes.base import Code, Mail, Past, Shape, Text

ReviewStep = Literal["evidence", "challenge", "moderation", "sign-off", "published"]


class ReviewSeatEntry(Shape):
    title: Text
    group: str = ""
    person: Mail | Literal[""] = ""
    required: bool = True
    dissent: str = ""


class JudgedEntry(Shape):
    """What a published review says; the rating is what the tests say unless another is given, with why."""

    statement: Text
    did: str = ""
    other_causes: str = ""
    story: str = ""
    story_by: str = ""
    confidence: Literal["high", "medium", "low"] = "medium"
    decision: Literal["keep", "change"] = "keep"
    because: str = ""

    @model_validator(mode="after")
    def _is_told_by_somebody(self) -> "JudgedEntry":
        if bool(self.story) != bool(self.story_by):
            raise ValueError("has a story: say in story_by who tells it")
        return self


class AssessmentEntry(JudgedEntry):
    measure: Code


class ChallengeEntry(Shape):
    measure: Code
    text: Text
    by: Mail
    day: Past
    answer: str = ""
    answered_by: Mail | Literal[""] = ""


class ReviewEntry(Shape):
    """A review on real evidence: of the current year, open to challenge, or of `ago` years before, published.

    A published one says of every measure what `otherwise` says, unless its own assessment says more.
    """

    title: Text
    ago: Annotated[int, Field(ge=0)] = 0
    looking_ahead: str = ""
    otherwise: JudgedEntry | None = None
    opened: Past
    days: dict[ReviewStep, int] = {}
    foreword: str = ""
    foreword_by: str = ""
    seats: list[ReviewSeatEntry] = []
    assessments: list[AssessmentEntry] = []
    challenges: list[ChallengeEntry] = []

    @model_validator(mode="after")
    def _is_signed(self) -> "ReviewEntry":
        if self.ago and (not self.otherwise or not any(one.person for one in self.seats if one.required)):
            raise ValueError(
                "was published: say in otherwise what it says of all measures, and who signed it"
            )
        return self
