"""Reads what the card of a measure says: its number, its gap, and whether it is on course."""

from collections.abc import Iterable
from dataclasses import dataclass

from fairplace.town.framework.models import PolicyObjective
from fairplace.town.measures.queries.gap import Gaps, list_gaps_over_time
from fairplace.town.measures.queries.reading import Reading
from fairplace.town.measures.queries.status import list_statuses
from fairplace.town.measures.rules import CANNOT_TELL, MeasureStatus, difference_unit
from fairplace.town.measures.rules.gap import GapPoint, GapSeries
from fairplace.town.measures.rules.judgement import FEWEST_JUDGED
from fairplace.town.measures.rules.status import ACHIEVED, GETTING_WORSE, TOO_EARLY
from fairplace.town.places.models import Town


@dataclass(frozen=True)
class MeasureCard:
    """One measure as lists show it."""

    reading: Reading
    status: MeasureStatus
    series: GapSeries | None

    @property
    def gap(self) -> GapPoint | None:
        return self.series.points[-1] if self.series else None

    @property
    def gap_unit(self) -> str:
        return difference_unit(self.series.unit) if self.series else ""

    @property
    def shows_status(self) -> bool:
        """Return whether the status says more than the direction alone."""
        return self.status.has_path or self.status.word in (ACHIEVED, TOO_EARLY)

    @property
    def says_same(self) -> bool:
        """Return whether direction and status come to the same words, which are then said once."""
        return says_same(self.reading, self.status)

    @property
    def lacks_path(self) -> bool:
        """Return whether there is a direction and nothing was agreed to be on course for."""
        return lacks_path(self.reading, self.status)

    @property
    def spark(self) -> list[float]:
        """Return the numbers of the line that decorates the card; the page has them with their ranges.

        Two or three numbers would look like a direction that nobody can tell.
        """
        points = self.reading.series[0].points if self.reading.series else ()
        return [point.value for point in points] if len(points) >= FEWEST_JUDGED else []


@dataclass(frozen=True)
class CardGroup:
    """The cards under one objective; under none, those of the whole town."""

    objective: PolicyObjective | None
    cards: tuple[MeasureCard, ...]


def lacks_path(reading: Reading, status: MeasureStatus) -> bool:
    """Return whether a measure has a direction, and no path was agreed that it could be on course for."""
    indicator = reading.measure.indicator
    is_judged = indicator is not None and indicator.polarity in ("high", "low")
    return bool(reading.series) and is_judged and not status.has_path


def says_same(reading: Reading, status: MeasureStatus) -> bool:
    """Return whether a measure's tested direction and its status on a path come to the same words."""
    both = (reading.verdict, status.word)
    return status.has_path and both in ((CANNOT_TELL, CANNOT_TELL), ("worse", GETTING_WORSE))


def group_by_objective(cards: Iterable[MeasureCard], chosen: str = "") -> list[CardGroup]:
    """Return the cards under their objectives, each once: under the one chosen, or else under its first.

    Those of the whole town, under no objective, come first.
    """
    found: dict[str, tuple[PolicyObjective | None, list[MeasureCard]]] = {"": (None, [])}
    for card in cards:
        own = list(card.reading.measure.objectives.all())
        under = next((one for one in own if one.code == chosen), own[0] if own else None)
        found.setdefault(under.code if under else "", (under, []))[1].append(card)
    ordered = sorted(found.items(), key=lambda one: (one[0] != "", one[1][0].position if one[1][0] else 0))
    return [CardGroup(under, tuple(listed)) for _code, (under, listed) in ordered if listed]


def list_cards(*, town: Town, readings: Iterable[Reading]) -> list[MeasureCard]:
    """Return the card of each reading, in their order, in as many questions for one as for all."""
    readings = list(readings)
    gaps = list_gaps_over_time(town=town, readings=readings)
    statuses = list_statuses(town=town, readings=readings, gaps=gaps)
    return [
        MeasureCard(one, statuses[one.measure.pk], _first(gaps.get(one.measure.pk, Gaps())))
        for one in readings
    ]


def _first(gaps: Gaps) -> GapSeries | None:
    return gaps.series[0] if gaps.series else None
