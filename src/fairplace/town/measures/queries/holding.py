"""Reads what is held of each measure, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries.exploration import list_measures_with_gaps
from fairplace.town.measures.queries.reading import Reading, has_number, list_readings
from fairplace.town.measures.queries.splits import SPLITS, list_splits
from fairplace.town.measures.queries.status import list_paths
from fairplace.town.places.models import Town


@dataclass(frozen=True)
class Holding:
    """One measure with its newest period, how many it has, and what is held of what a measure may have."""

    measure: ImpactMeasure
    newest: str
    periods: int
    answers: Mapping[str, bool]

    @property
    def is_number(self) -> bool:
        return has_number(self.measure)


def list_holdings(*, town: Town) -> list[Holding]:
    """Return every measure of the town with what is held of it, in the town's order."""
    measures = list_measures_with_gaps(town=town)
    splits = {
        (one.measure.pk, one.split) for one in list_splits(town=town, measures=measures) if not one.is_missing
    }
    paths = list_paths([one.pk for one in measures])
    return [
        _hold(reading, splits, has_path=reading.measure.pk in paths)
        for reading in list_readings(town=town, measures=measures)
    ]


def _hold(reading: Reading, splits: set[tuple[int, str]], *, has_path: bool) -> Holding:
    measure, points = reading.measure, [point for one in reading.series for point in one.points]
    answers = {
        _("Figures"): bool(points),
        _("Likely ranges"): any(None not in (one.lower, one.upper) for one in points),
        _("Counts"): any(one.count is not None and one.denominator for one in points),
        _("Direction"): any(one.change for one in reading.judgements),
        _("Path"): has_path,
        **{str(words): (measure.pk, code) in splits for code, words in SPLITS.items()},
    }
    newest = reading.latest.period if reading.latest else ""
    return Holding(measure, newest, max((len(one.points) for one in reading.series), default=0), answers)
