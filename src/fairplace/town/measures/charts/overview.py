"""Many measures of one town at once: a table of places and measures, and the town's profile."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import fairplace.equity as eq
from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.rules import Point
from fairplace.town.measures.queries.exploration import (
    TOWN,
    Explored,
    find_common,
    like_the_town,
    list_standings,
)
from fairplace.town.ui import charts
from fairplace.town.ui.numbers import in_words, interval_in_words
from fairplace.town.ui.tables import Table

NOT_COMPARED = "none"
WORDS = {
    "better": gettext_lazy("better"), "worse": gettext_lazy("worse"), "similar": gettext_lazy("similar"),
    "higher": gettext_lazy("higher"),
    "lower": gettext_lazy("lower"), "cannot tell": gettext_lazy("cannot tell"),
    NOT_COMPARED: gettext_lazy("not compared"),
}  # fmt: skip


def list_lines(explored: Sequence[Explored]) -> Iterator[tuple[Explored, tuple[str, str], str, str]]:
    """Yield each measure's line as (measure, group, period, name): everybody, or each group where none is."""
    for one in explored:
        groups = [("", "")] if ("", "") in one.groups else list(one.groups)
        for group in groups:
            period = find_common(one, group)
            if period:
                name = f"{one.measure.name} ({group[1]})" if group[1] else one.measure.name
                yield one, group, period, name


def beside_country(point: Point, country: Point | None, indicator: Indicator) -> str:
    """Return what may be said of a place beside the country: cannot tell where a range is missing.

    Where no figure of the country is held there is nothing to tell it from: it is not compared.
    """
    if country is None:
        return NOT_COMPARED
    benchmark = country.estimate if country.estimate.has_interval else country.value
    return str(eq.compare(point.estimate, benchmark, indicator.polarity))


def draw_heat_map(explored: Sequence[Explored], *, title: str) -> charts.HeatTable:
    """Return places by measures, each cell beside the country in the measure's newest common period."""
    columns, cells, rows, long = [], [], [], []
    for one, group, period, name in list_lines(explored):
        indicator = one.measure.indicator
        assert indicator, "What is explored has numbers."
        column = f"{name}, {period} ({indicator.unit})"
        columns.append(column)
        standings = list_standings(one, group, period)
        country = next((s.point for s in standings if s.place.role == "country"), None)
        for standing in standings:
            place, point = standing.place, standing.point
            rows.append(place.place.name)
            is_country = place.role == "country"
            word = "" if is_country else beside_country(point, country, indicator)
            form = {"unit": indicator.unit, "decimals": indicator.decimals}
            interval = interval_in_words(point.lower, point.upper, **form) or _("no likely range published")
            text = in_words(point.value, **form)
            said = str(WORDS[word]) if word else _("held against")
            cells.append(
                charts.HeatCell(
                    place.place.name, column, "", f"{text}, {said}", word or NOT_COMPARED, interval
                )
            )
            long.append(
                (place.place.name, name, period, point.value, point.lower, point.upper, indicator.unit, said)
            )
    finding = _(
        "Each cell stands beside England’s figure of the same period. Places are in no order of merit: where "
        "no likely range is published, nobody can tell them apart. Where no figure for England is held, "
        "nothing is compared."
    )
    heat = charts.heat_map(title, finding, list(dict.fromkeys(rows)), columns, cells)
    heads = (
        _("Place"), _("Measure"), _("Period"), _("Value"), _("Likely at least"), _("Likely at most"),
        _("Unit"), _("Beside England"),
    )  # fmt: skip
    return replace(heat, table=Table(title, heads, tuple(long)))


def draw_profile(explored: Sequence[Explored], *, town: str) -> charts.Chart:
    """Return the town's spine: each measure beside England, and how all places that are held are spread."""
    rows, counts = [], []
    for one, group, period, name in list_lines(explored):
        row, count = _spine(one, group, period, name)
        if row:
            rows.append(row)
            counts.append(count)
    held = _("the places that we hold, not all of England")
    if counts:
        few, many = min(counts), max(counts)
        said = str(few) if few == many else _("%(few)d to %(many)d") % {"few": few, "many": many}
        held = _("the %(n)s places that we hold, not all of England") % {"n": said}
    finding = _(
        "Worst, quarters and best are among %(held)s. Where no figure for England is held, nothing is "
        "compared."
    ) % {"held": held}
    title = _("%(town)s beside England") % {"town": town}
    return charts.spine_chart(title, finding, rows, place=town)


def _spine(
    one: Explored, group: tuple[str, str], period: str, name: str
) -> tuple[charts.SpineRow | None, int]:
    indicator = one.measure.indicator
    assert indicator, "What is explored has numbers."
    standings = list_standings(one, group, period)
    country = next((s.point for s in standings if s.place.role == "country"), None)
    own = next((s.point for s in standings if s.place.role == TOWN), None)
    if own is None:
        return None, 0
    values = [s.point.value for s in standings if like_the_town(s.place)]
    ends = (max(values), min(values)) if indicator.polarity == "low" else (min(values), max(values))
    is_spread = len(values) > 2
    low, high = (float(cut) for cut in np.quantile(values, (0.25, 0.75)))
    worst, best = ends
    spread = (worst, low, high, best) if is_spread else (None, None, None, None)
    row = charts.SpineRow(
        f"{name}, {period}", own.value, own.lower, own.upper, indicator.unit, indicator.decimals,
        country.value if country else None, *spread, beside_country(own, country, indicator),
    )  # fmt: skip
    return row, len(values)
