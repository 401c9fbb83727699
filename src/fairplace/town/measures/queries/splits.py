"""Reads the four splits that public bodies report on: what is held of each measure, and what is not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fairplace.town.indicators.models import Indicator, Release
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries.exploration import Explored, list_explored
from fairplace.town.measures.queries.gap import Gap, list_gaps
from fairplace.town.measures.rules.fifths import FIFTHS
from fairplace.town.places.models import Town

SPLITS: dict[str, str | Promise] = {
    "deprivation": _("Deprivation"), "ethnicity": _("Ethnicity"), "age": _("Age"), "sex": _("Sex"),
}  # fmt: skip


@dataclass(frozen=True)
class Split:
    """One group of one measure by one split; without a value `missing` says that nothing is held."""

    measure: ImpactMeasure
    split: str
    group: str = ""
    indicator: Indicator | None = None
    period: str = ""
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    count: float | None = None
    denominator: float | None = None
    flag: str = ""
    release: Release | None = None

    @property
    def is_missing(self) -> bool:
        return self.value is None


def list_splits(*, town: Town, measures: Iterable[ImpactMeasure]) -> list[Split]:
    """Return every measure by the four splits, each group in its newest period; what is missing too."""
    measures = list(measures)
    gaps = list_gaps(town=town, measures=measures)
    explored = {one.measure.pk: one for one in list_explored(town=town, measures=measures)}
    found = []
    for measure in measures:
        for split in SPLITS:
            gap = gaps.get(measure.pk) if split == "deprivation" else None
            rows = [*_of_gap(measure, gap)] if gap else [*_of_groups(explored.get(measure.pk), split, town)]
            found += rows or [Split(measure, split)]
    return found


def _of_gap(measure: ImpactMeasure, gap: Gap) -> Iterator[Split]:
    local = gap.local
    rows = zip(FIFTHS, local.parts, local.breakdown.counts, local.breakdown.denominators, strict=True)
    for label, part, count, among in rows:
        yield Split(
            measure, "deprivation", str(label), local.indicator, local.period, part.value, part.lower,
            part.upper, float(count), float(among), local.flag, local.release,
        )  # fmt: skip


def _of_groups(explored: Explored | None, split: str, town: Town) -> Iterator[Split]:
    if explored is None or not explored.places:
        return
    releases = {one.pk: one for one in explored.releases}
    for (place, dimension, group), series in explored.series.items():
        if place == town.place_id and dimension.casefold().split(" ")[0] == split:
            point = series.latest
            yield Split(
                explored.measure, split, group, explored.measure.indicator, point.period, point.value,
                point.lower, point.upper, point.count, point.denominator, point.flag,
                releases[point.release_id],
            )  # fmt: skip
