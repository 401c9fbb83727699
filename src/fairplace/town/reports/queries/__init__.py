"""Composes what the other apps know into pages."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fairplace.town.framework.models import Framework, PolicyObjective
from fairplace.town.framework.queries import get_framework, list_recommendations
from fairplace.town.measures.queries import MeasureCard, Reading, list_cards, list_readings
from fairplace.town.measures.rules import tally
from fairplace.town.places.models import Town
from fairplace.town.places.queries import list_headline_ranks
from fairplace.town.places.rules import ordinal


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective with how its measures are going."""

    objective: PolicyObjective
    tally: dict[str, int]
    count: int


@dataclass(frozen=True)
class RankLine:
    """A rank as it may be quoted: with its edition and column."""

    ordinal: str
    of: str
    note: str


@dataclass(frozen=True)
class FrontPage:
    """What the first page of a town says."""

    framework: Framework | None
    objectives: list[ObjectiveLine]
    whole_town: list[MeasureCard]
    tally: dict[str, int]
    measured: int
    latest_on: date | None
    deprivation: list[RankLine]
    better: list[Reading]
    worse: list[Reading]
    carried_forward: list[Reading]
    illustrative: int
    proposed: int


def get_front_page(*, town: Town) -> FrontPage:
    framework = get_framework(town=town)
    readings = list_readings(town=town)
    recommendations = list_recommendations(town=town, status="illustrative")
    numbered = [reading for reading in readings if reading.latest]
    return FrontPage(
        framework=framework,
        objectives=_objective_lines(framework, readings),
        whole_town=list_cards(
            town=town, readings=[one for one in readings if not one.measure.objectives.all()]
        ),
        tally=tally(reading.verdict for reading in readings),
        measured=len(numbered),
        latest_on=max((one.latest.ends_on for one in numbered if one.latest), default=None),
        deprivation=_rank_lines(town),
        better=[reading for reading in readings if reading.verdict == "better"],
        worse=[reading for reading in readings if reading.verdict == "worse"],
        carried_forward=[reading for reading in readings if reading.is_old],
        illustrative=len(recommendations),
        proposed=sum(reading.measure.status == "proposed" for reading in readings),
    )


def _rank_lines(town: Town) -> list[RankLine]:
    ranks = [rank for rank in list_headline_ranks(place=town.place) if rank.column == "average-score"]
    newest = ranks[0].edition if ranks else None
    return [
        RankLine(
            ordinal=ordinal(rank.rank or 0),
            of=_("most deprived of %(count)d council areas") % {"count": rank.edition.authorities},
            note=_("%(edition)s, rank of average score.") % {"edition": rank.edition.short}
            + ("" if rank.edition == newest else " " + _("A newer edition exists.")),
        )
        for rank in ranks
    ]


def _objective_lines(framework: Framework | None, readings: list[Reading]) -> list[ObjectiveLine]:
    if framework is None:
        return []
    lines = []
    for objective in framework.objectives:
        own = [reading for reading in readings if objective in reading.measure.objectives.all()]
        lines.append(ObjectiveLine(objective, tally(reading.verdict for reading in own), len(own)))
    return lines


@dataclass(frozen=True)
class Desk:
    """What somebody who works for the town finds on their desk."""

    worse: list[Reading]
    carried_forward: list[Reading]
    no_number: list[Reading]
    proposed: list[Reading]


def get_desk(readings: list[Reading]) -> Desk:
    """Return what needs somebody's eyes: measures getting worse, without fresh numbers, or not yet agreed."""
    return Desk(
        worse=[one for one in readings if one.verdict == "worse"],
        carried_forward=[one for one in readings if one.is_old],
        no_number=[one for one in readings if not one.latest],
        proposed=[one for one in readings if one.measure.status == "proposed"],
    )
