"""Areas beside each other: never a rank without its range, and what chance alone would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.rules import Point, is_additive
from fairplace.town.measures.rules.comparison import rank_all, say_no_league
from fairplace.town.ui import charts

FEWEST = 5
NO_DAY = date.min


@dataclass(frozen=True)
class Area:
    """One area or place with its number, and what it was counted from where that is known."""

    name: str
    estimate: eq.Estimate
    count: float | None
    denominator: float | None
    role: str = "similar"


def draw_ranks(title: str, indicator: Indicator, areas: Sequence[Area]) -> charts.Chart:
    """Return the areas in order, each with its range; ranks only where every range is known."""
    like = [one for one in areas if one.role not in ("country", "region")]
    points = [_point(one) for one in like]
    ranks = dict(zip([one.name for one in like], rank_all(points, indicator.polarity), strict=False))
    rows = [
        charts.RankRow(
            one.name, one.estimate.value, one.estimate.lower, one.estimate.upper, one.role,
            rank_text=ranks[one.name].short if one.name in ranks else "",
        )
        for one in areas
    ]  # fmt: skip
    finding = say_no_league(_point(one) for one in areas)
    return charts.rank_chart(
        title, finding, indicator.unit, rows, decimals=indicator.decimals,
        is_lowest_first=indicator.polarity == "low",
    )  # fmt: skip


def _point(one: Area) -> Point:
    value = one.estimate
    return Point("", NO_DAY, NO_DAY, value.value, value.lower, value.upper, None, None, "", "", 0)


def why_no_funnel(indicator: Indicator, areas: Sequence[Area]) -> str:
    """Return why these areas have no funnel; empty where they have."""
    if not is_additive(form=indicator.form, unit=indicator.unit):
        return _("This number is no share and no rate, so chance has no funnel around it.")
    if len(_counted(areas)) < FEWEST:
        return _(
            "A funnel needs the counts and denominators of five areas or more, and they are not published."
        )
    return ""


def _counted(areas: Sequence[Area]) -> list[Area]:
    return [
        one
        for one in areas
        if one.count is not None and one.denominator and one.role not in ("country", "region")
    ]


def draw_funnel(title: str, indicator: Indicator, areas: Sequence[Area]) -> charts.Chart:
    """Return the areas by their size between the limits of chance, around all of them together."""
    shown = _counted(areas)
    counts = [float(one.count or 0) for one in shown]
    sizes = [float(one.denominator or 0) for one in shown]
    baseline = sum(counts) / sum(sizes)
    is_rate = indicator.form == "rate"
    per = indicator.per if indicator.form in ("rate", "proportion") else 100
    kind = "rate" if is_rate else "proportion"
    words = [str(word) for word in np.atleast_1d(eq.place_in_funnel(counts, sizes, baseline, kind=kind))]
    points = [
        charts.FunnelPoint(
            one.name, size, one.estimate.value, one.role, one.estimate.lower, one.estimate.upper, word
        )
        for one, size, word in zip(shown, sizes, words, strict=True)
    ]
    outside = sum(word != "within" for word in words)
    finding = _(
        "%(out)d of %(all)d areas lie outside what chance alone does to 95%% of areas; about one in twenty "
        "would by chance."
    ) % {"out": outside, "all": len(words)}
    return charts.funnel_chart(
        title, finding, indicator.unit, points, _list_limits(sizes, baseline, per, is_rate=is_rate),
        baseline * per, decimals=indicator.decimals, size=_("Out of how many"),
    )  # fmt: skip


def _list_limits(
    sizes: Sequence[float], baseline: float, per: float, *, is_rate: bool
) -> list[charts.FunnelLimit]:
    if not 0 < baseline < (np.inf if is_rate else 1):
        return []
    ends = np.geomspace(max(min(sizes) * 0.9, 1), max(sizes) * 1.05, 60)

    def find(confidence: float) -> eq.Estimate:
        if is_rate:
            return eq.funnel_of_counts(ends * baseline, baseline, per=per, confidence=confidence)
        return eq.funnel_of_proportions(ends, baseline, per=per, confidence=confidence)

    usual, surer = find(0.95), find(0.998)
    rows = zip(ends, usual.lower, usual.upper, surer.lower, surer.upper, strict=True)  # pyright: ignore[reportArgumentType]
    return [
        charts.FunnelLimit(float(size), float(low), float(high), float(lowest), float(highest))
        for size, low, high, lowest, highest in rows
    ]


def draw_boxes(
    title: str, indicator: Indicator, spread: Sequence[tuple[str, Sequence[float], Point | None]]
) -> charts.Chart:
    """Return how the places are spread in each period, and the town among them."""
    boxes = []
    for period, values, own in spread:
        is_spread = len(values) >= FEWEST
        cuts: list[float | None] = [None] * 5
        if is_spread:
            cuts = [float(cut) for cut in np.quantile(values, (0, 0.25, 0.5, 0.75, 1))]
        least, low, middle, high, most = cuts
        town, lower, upper = (own.value, own.lower, own.upper) if own else (None, None, None)
        boxes.append(charts.BoxRow(period, least, low, middle, high, most, town, lower, upper))
    counts = [len(values) for _period, values, _own in spread]
    few, many = min(counts, default=0), max(counts, default=0)
    made_of = _("%(few)d to %(many)d") % {"few": few, "many": many} if few < many else str(many)
    finding = _("Each box is made of %(n)s places; of fewer than five none is drawn.") % {"n": made_of}
    return charts.box_chart(title, finding, indicator.unit, boxes, decimals=indicator.decimals)
