"""The shape of what groups did in a demonstration, in days from the day it is made: -40 is before it."""

from datetime import time
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from fairplace.town.packs.shapes import Code, Shape, Text

Mail = Annotated[str, Field(pattern=r"^[a-z0-9.-]+@example\.org$")]
Past = Annotated[int, Field(le=0)]
Count = Annotated[int, Field(ge=0)]
Five = Annotated[int, Field(ge=1, le=5)]
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
ActionState = Literal["not started", "under way", "stuck", "done", "stopped"]


class PointerEntry(Shape):
    """What something is about: one record of the chain, or none."""

    recommendation: str = ""
    workstream: str = ""
    measure: str = ""
    objective: str = ""


class MemberEntry(Shape):
    name: Text
    email: Mail
    organisation: Code
    group: Code
    chair: bool = False
    deputy: bool = False
    since: Past
    until: int | None = None


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


class UpdateEntry(Shape):
    day: Past
    by: Mail
    note: Text
    state: ActionState = "under way"
    count: Count | None = None
    of: Count | None = None

    @model_validator(mode="after")
    def _has_a_denominator(self) -> "UpdateEntry":
        if (self.count is None) != (self.of is None):
            raise ValueError("needs count and of both: a number says little alone")
        return self


class ToDoEntry(Shape):
    text: Text
    due: int | None = None
    done: Past | None = None


class WithChairEntry(Shape):
    day: Past
    because: Text


class ActionEntry(Shape):
    group: Code
    title: Text
    text: str = ""
    owner: Mail | Literal[""] = ""
    organisation: str = ""
    helpers: list[Mail] = []
    decision: str = ""
    approach: Literal["", "universal", "targeted", "proportionate"] = ""
    starts: int
    due: int
    every: int | None = 3
    counts: str = ""
    of: str = ""
    strategies: list[Text] = []
    serves: list[PointerEntry] = []
    also_to: list[Code] = []
    updates: list[UpdateEntry] = []
    to_dos: list[ToDoEntry] = []
    with_chair: WithChairEntry | None = None

    @model_validator(mode="after")
    def _can_be_true(self) -> "ActionEntry":
        if self.due < self.starts:
            raise ValueError("is due before it starts")
        if any(one.count is not None for one in self.updates) and not (self.counts and self.of):
            raise ValueError("counts something: say in counts what, and in of out of what")
        return self


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


ReviewStep = Literal["evidence", "challenge", "moderation", "sign-off", "published"]


class SeatEntry(Shape):
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


class LocalIndicatorEntry(Shape):
    """An invented indicator of the town's own; its name has to say so."""

    name: Annotated[str, Field(pattern=r"\(demonstration\)$", max_length=120)]
    definition: Text
    kind: Literal["percent", "rate", "count", "years", "mean"]
    numerator: Text
    denominator: str = ""
    unit: Text
    per: Annotated[float, Field(gt=0)] = 1
    decimals: Annotated[int, Field(ge=0, le=4)] = 1
    polarity: Literal["high", "low", "none"]
    threshold: Literal[5, 10] = 5
    source: Text


class TypedRowEntry(Shape):
    """One number, as somebody types it."""

    place: Code
    period: Text
    value: Text
    lower_95: str = ""
    upper_95: str = ""
    count: str = ""
    denominator: str = ""
    dimension: str = ""
    subgroup: str = ""
    note: str = ""


class SubmissionEntry(Shape):
    """Invented local figures that somebody sent in and that wait to be checked."""

    indicator: LocalIndicatorEntry
    title: Text
    source: Text
    licence: Annotated[str, Field(min_length=1, max_length=200)] = "Open Government Licence v3.0"
    organisation: Code
    by: Mail
    day: Past
    note: Text
    rows: Annotated[list[TypedRowEntry], Field(min_length=1)]


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
    seats: list[SeatEntry] = []
    assessments: list[AssessmentEntry] = []
    challenges: list[ChallengeEntry] = []

    @model_validator(mode="after")
    def _is_signed(self) -> "ReviewEntry":
        if self.ago and (not self.otherwise or not any(one.person for one in self.seats if one.required)):
            raise ValueError(
                "was published: say in otherwise what it says of all measures, and who signed it"
            )
        return self
