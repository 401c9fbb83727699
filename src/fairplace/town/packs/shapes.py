"""The shape of every file of a pack: what each row or entry must say, and how."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$", max_length=50)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def _empty_to_none(value: Any) -> Any:
    return None if value == "" else value


def _whole_years_to_text(value: Any) -> Any:
    # YAML reads an unquoted 2022 as a number; as the name of an edition it is text.
    return str(value) if isinstance(value, (int, date)) else value


Number = Annotated[float | None, BeforeValidator(_empty_to_none)]
Whole = Annotated[int | None, BeforeValidator(_empty_to_none)]
Day = Annotated[date | None, BeforeValidator(_empty_to_none)]
Edition = Annotated[str, BeforeValidator(_whole_years_to_text), StringConstraints(min_length=1)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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


class PlaceRow(Shape):
    code: Code
    name: Text
    kind: Literal["country", "region", "authority", "neighbourhood"]
    parent: str = ""
    vintage: str = ""
    friendly_name: str = ""


class LookupRow(Shape):
    place: Code
    kind: Code
    code: Code
    name: Text
    vintage: Text


class SuccessionRow(Shape):
    """A neighbourhood of one census in the next; `weight` is the share of its people in that part."""

    before: Code
    after: Code
    change: Literal["U", "S", "M", "X"]
    weight: Annotated[float | None, Field(ge=0, le=1), BeforeValidator(_empty_to_none)] = None


class ReleaseEntry(Shape):
    code: Code
    publisher: Text
    title: Text
    edition: Edition
    dataset: Text
    licence: Text
    attribution: Text
    address: str = ""
    published_on: Day = None
    retrieved_on: Day = None
    note: str = ""


class VisionEntry(Shape):
    text: Text
    plain: Text
    by: int | None = None


class PillarEntry(Shape):
    code: Code
    name: Text
    short: Text


class ObjectiveEntry(Shape):
    code: Code
    name: Text
    short: Text
    plain: Text
    aliases: list[str] = []
    deprivation: list[
        Literal["income", "employment", "education", "health", "crime", "housing", "environment"]
    ] = []
    since: int | None = None


class RecommendationEntry(Shape):
    code: Code
    objective: Code
    text: Text
    status: Literal["public", "illustrative"]
    horizon: Literal["", "1-year", "5-year", "long-term"] = ""
    source: str = ""
    note: str = ""


class FrameworkFile(Shape):
    edition: Edition
    title: Text
    source: dict[str, Any] = {}
    vision: VisionEntry
    pillars: list[PillarEntry] = []
    objectives: list[ObjectiveEntry]
    recommendations: list[RecommendationEntry] = []


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


class GapEntry(Shape):
    by: Literal["deprivation-quintile"]
    indicator: Code
    edition: Code


class TargetEntry(Shape):
    """Where a measure or its gap should stand in a year; what the town has not adopted is proposed."""

    of: Literal["level", "absolute gap", "relative gap"]
    subgroup: str = ""
    base_year: float
    base_value: float
    year: int
    value: float
    status: Literal["adopted", "proposed"]
    source: Text
    adopted_on: Day = None


class MarkingEntry(Shape):
    kind: Literal["break", "proxy", "notice"]
    # Not `on`, which YAML reads as yes.
    since: date
    text: Annotated[Text, Field(max_length=300)]


class MeasureEntry(Shape):
    slug: Code
    name: Text
    question: Text
    objectives: list[Code] = []
    kind: Literal["number", "status", "narrative", "in development"]
    indicator: Code | None = None
    status: Literal["confirmed", "proposed"]
    accountability: Literal["population", "service"] = "population"
    why: str = ""
    needed: str = ""
    caveat: str = ""
    gap: GapEntry | None = None
    judged_from: int | None = None
    targets: list[TargetEntry] = []
    markings: list[MarkingEntry] = []
    source_of_choice: str = ""


class FigureRow(Shape):
    place: Code
    period: Text
    starts_on: date = Field(alias="from")
    ends_on: date = Field(alias="to")
    dimension: str = ""
    subgroup: str = ""
    value: Number
    lower: Number
    upper: Number
    count: Number
    denominator: Number
    surer_lower: Number = None
    surer_upper: Number = None
    flag: Literal[
        "", "carried-forward", "provisional", "modelled", "imputed", "apportioned", "suppressed", "break"
    ] = ""
    release: Code
    note: str = ""


class TakenEntry(Shape):
    """Which rows of a publisher's answer are ours."""

    indicator: str = ""
    sex: str = ""
    age: str = ""
    by_sex: bool = False
    dimensions: dict[str, Code] = {}
    neighbourhoods: bool = False


class FeedEntry(Shape):
    """Which publisher is asked what for an indicator. `confirmed`: somebody has seen that the number fits."""

    indicator: Code
    publisher: Code
    asked: dict[str, Edition]
    taken: TakenEntry | None = None
    every_days: Annotated[int, Field(ge=1, le=3660)] = 30
    confirmed: bool
    paused: bool = False
    note: str = ""


class EditionEntry(Shape):
    code: Code
    name: Text
    short: Text
    published_on: Day = None
    authorities: int
    authority_vintage: Text
    neighbourhood_vintage: Text
    neighbourhoods_in_england: int
    release: Code
    note: str = ""


class ColumnEntry(Shape):
    code: Code
    name: Text
    plain: Text


class DeprivationFile(Shape):
    editions: list[EditionEntry]
    columns: Annotated[list[ColumnEntry], Field(min_length=1)]


class AuthorityRankRow(Shape):
    edition: Code
    place: Code
    name: Text
    column: Code
    value: Number
    rank: Whole
    release: Code
    note: str = ""


class NeighbourhoodRankRow(Shape):
    edition: Code
    place: Code
    score: float
    rank: int
    decile: Annotated[int, Field(ge=1, le=10)]
    population: int
    income: Whole
    employment: Whole
    education: Whole
    health: Whole
    crime: Whole
    housing: Whole
    environment: Whole
    tile_column: Annotated[int, Field(ge=0)]
    tile_row: Annotated[int, Field(ge=0)]
    release: Code
    note: str = ""


class IndicatorCard(BaseModel):
    """A definition card. What is not named here is kept and shown as it is written."""

    model_config = ConfigDict(extra="allow", frozen=True)

    code: Code
    name: Text
    short: Text
    definition: Text
    unit: Text
    decimals: Annotated[int, Field(ge=0, le=4)] = 1
    polarity: Literal["high", "low", "none"]
    form: Literal["proportion", "rate", "mean", "other"] = "other"
    per: Annotated[float, Field(gt=0)] = 1
    lowest: float | None = None
    highest: float | None = None
    comparison: Literal[
        "overlap-95", "overlap-998", "fifths", "goal", "range-goal", "percentile-goal", "none"
    ] = "overlap-95"
    goals: Annotated[list[float], Field(max_length=2)] = []


class PageFront(Shape):
    title: Text
    summary: Text
    sources: list[Text] = []


class NoteEntry(Shape):
    """Something invented that people know of a measure."""

    measure: Code
    kind: Literal["story", "partners", "works", "plan"]
    text: Text


class StandingEntry(Shape):
    """How a measure stood, invented, on a day so many days from the day the demonstration is made."""

    measure: Code
    day: Annotated[int, Field(le=0)]
    state: Literal["not begun", "partly", "done", "told"]
    text: Text
    source: Text


class PersonEntry(Shape):
    name: Text
    email: Text
    role: Code


class CarriedEntry(Shape):
    recommendation: Code
    fit: Literal["none", "touches", "part", "full"]
    rationale: str = ""


class WorkstreamEntry(Shape):
    """Invented work. `reach` and `spend` (in pounds) are of five fifths, the most deprived first."""

    code: Code
    name: Text
    summary: str = ""
    owner: str = ""
    lead: str = ""
    partners: list[Code] = []
    group: str = ""
    approach: Literal["", "universal", "targeted", "proportionate"] = ""
    reach_of: Literal["people", "contacts"] = "people"
    for_: list[Text] = Field(default=[], alias="for")
    strategies: list[Text] = []
    cost: Annotated[int | None, Field(ge=0)] = None
    starts_on: Day = None
    ends_on: Day = None
    reach: Annotated[list[int | None], Field(min_length=5, max_length=5)] | None = None
    spend: Annotated[list[int | None], Field(min_length=5, max_length=5)] | None = None
    carries: list[CarriedEntry] = []


class ResponseEntry(Shape):
    recommendation: Code
    answer: Literal["accepted", "adapted", "declined", "happening"]
    reason: Text
    owner: str = ""
    due_on: Day = None
    answered_on: date


class ContributionEntry(Shape):
    text: Text
    organisation: str = ""
    happened_on: Day = None
    helps: list[Code] = []


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


class TieEntry(Shape):
    one: Code
    other: Code
    why: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    drawn_on: date
