"""Reads fifths of a town's neighbourhoods, its own or England's, and what could be gained between them."""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.models import Release
from fairplace.town.indicators.queries.area import list_latest_counts
from fairplace.town.indicators.rules import is_additive, sum_up
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.rules.fifths import FIFTHS
from fairplace.town.places.models import NeighbourhoodRank

FEWEST_NEIGHBOURHOODS = 5


@dataclass(frozen=True)
class Fifths:
    """Fifths of neighbourhoods from the most deprived on; of England's fifths only those the town has."""

    period: str
    labels: tuple[str, ...]
    parts: tuple[eq.Estimate, ...]
    sizes: tuple[int, ...]
    breakdown: eq.Breakdown
    release: Release
    is_national: bool

    @property
    def count(self) -> float:
        return float(sum(self.breakdown.counts))


@dataclass(frozen=True)
class Potential:
    """What the town's figure could be, and how many fewer or more people, if all fifths were as the best."""

    reference: str
    change: eq.Estimate
    share: eq.Estimate
    people: eq.Estimate


def get_fifths(*, measure: ImpactMeasure, is_national: bool) -> Fifths:
    """Return the latest fifths of what the measure's gap is read from. NotComputable says what is missing."""
    indicator, edition, town = measure.gap_indicator, measure.gap_edition, measure.town
    if indicator is None or edition is None or not is_additive(form=indicator.form, unit=indicator.unit):
        raise eq.NotComputable(_("No counts of this measure are published for neighbourhoods."))
    found = list_latest_counts(town=town, indicators=[indicator])
    if not found:
        raise eq.NotComputable(_("No counts of this measure are published for neighbourhoods."))
    ranks = NeighbourhoodRank.objects.filter(edition=edition, place__parent=town.place)
    scores = {
        code: (score, tenth) for code, score, tenth in ranks.values_list("place__code", "score", "decile")
    }
    rows = [row for row in found[0].rows if row.code in scores]
    if len(rows) < FEWEST_NEIGHBOURHOODS:
        raise eq.NotComputable(_("Fewer than five neighbourhoods have both a count and a rank."))
    own = eq.quantiles(np.array([scores[row.code][0] for row in rows]), 5)
    homes: dict[int, list] = defaultdict(list)
    for row, fifth in zip(rows, own, strict=True):
        homes[(scores[row.code][1] + 1) // 2 if is_national else int(fifth)].append(row)
    if len(homes) < 2:
        raise eq.NotComputable(
            _("All neighbourhoods lie in one fifth of England, so there is no gap to show.")
        )
    return _make(measure, {fifth: homes[fifth] for fifth in sorted(homes)}, found[0].release, is_national)


def _make(measure: ImpactMeasure, homes: dict[int, list], release: Release, is_national: bool) -> Fifths:
    indicator = measure.gap_indicator
    assert indicator, "Fifths are of an indicator."
    counts = [sum(row.count for row in rows) for rows in homes.values()]
    denominators = [sum(row.denominator for row in rows) for rows in homes.values()]
    own = {"form": indicator.form, "unit": indicator.unit, "per": indicator.per}
    parts = tuple(sum_up(count=c, denominator=n, **own) for c, n in zip(counts, denominators, strict=True))
    labels = tuple(str(FIFTHS[fifth - 1]) for fifth in homes)
    is_share = indicator.form != "rate"
    breakdown = eq.Breakdown(
        subgroups=labels,
        values=[part.value for part in parts],
        populations=denominators,
        counts=counts if is_share else None,
        denominators=denominators if is_share else None,
        lowers=None if is_share else [part.lower for part in parts],
        uppers=None if is_share else [part.upper for part in parts],
        kind="proportion" if is_share else "rate",
        per=None if is_share else indicator.per,
        polarity=indicator.polarity,
    )
    sizes = tuple(len(rows) for rows in homes.values())
    period = next(iter(homes.values()))[0].period
    return Fifths(period, labels, parts, sizes, breakdown, release, is_national)


def find_potential(fifths: Fifths) -> Potential:
    """Return what could be gained if every fifth were as the best. NotComputable where no way is better."""
    breakdown = fifths.breakdown
    if breakdown.polarity not in ("high", "low"):
        raise eq.NotComputable(_("Neither way is better for this measure, so no potential can be told."))
    values = [part.value for part in fifths.parts]
    best = values.index(max(values) if breakdown.polarity == "high" else min(values))
    held = replace(breakdown, reference=fifths.labels[best])
    share = eq.SUMMARIES["population_attributable_fraction"](held)
    change = eq.SUMMARIES["population_attributable_risk"](held)
    return Potential(fifths.labels[best], change, share, _times(share, fifths.count / 100))


def _times(estimate: eq.Estimate, factor: float) -> eq.Estimate:
    limits = (estimate.lower, estimate.upper) if estimate.has_interval else (None, None)
    lower, upper = (None if one is None else float(one) * factor for one in limits)
    return eq.Estimate(float(estimate.value) * factor, lower, upper)
