"""Reads what is published now of figures that were frozen: of the same indicators, places and fifths."""

from collections.abc import Iterable, Mapping
from typing import Any

import fairplace.equity as eq
from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.queries import LocalGap, list_local_gap_series
from fairplace.town.measures.rules.plain import describe_estimate
from fairplace.town.places.models import DeprivationEdition, Place, Town
from fairplace.town.reviews.queries.figures import TOWN, Beside, describe_figures
from fairplace.town.reviews.rules.figure import Key, Number, list_figures

# What a manifest says of one measure: its indicator, and of what its gap is.
Entry = Mapping[str, Any]
Gaps = dict[tuple[str, str, str], dict[str, Any]]


def list_live_figures(
    *, town: Town, places: Iterable[str], entries: Mapping[str, Entry]
) -> dict[str, dict[Key, Number]]:
    """Return the figures published now for measures that were frozen, by slug, in the frozen places."""
    codes = {one["indicator"] for one in entries.values()} | {
        one["gap"]["indicator"] for one in entries.values() if one["gap"]
    }
    indicators = {one.code: one for one in Indicator.objects.filter(code__in=codes)}
    beside = [
        Beside(pk, code, TOWN if pk == town.place_id else "", "")
        for pk, code in Place.objects.filter(code__in=set(places)).values_list("pk", "code")
    ]
    series = describe_figures(indicators=[one.pk for one in indicators.values()], places=beside)
    gaps = _list_gaps(town, entries.values(), indicators)
    found = {}
    for slug, entry in entries.items():
        indicator = indicators.get(entry["indicator"])
        own = series.get(indicator.pk, []) if indicator else []
        gap = entry["gap"]
        live = gaps.get((gap["indicator"], gap["edition"], gap["period"])) if gap else None
        found[slug] = list_figures({"series": own, "gap": live})
    return found


def _list_gaps(town: Town, entries: Iterable[Entry], indicators: Mapping[str, Indicator]) -> Gaps:
    """Return the gap of each indicator, edition and period that was frozen, as it comes out now."""
    asked = [one["gap"] for one in entries if one["gap"] and one["gap"]["indicator"] in indicators]
    editions = {
        one.code: one for one in DeprivationEdition.objects.filter(code__in={gap["edition"] for gap in asked})
    }
    wanted = [
        (indicators[gap["indicator"]], editions[gap["edition"]])
        for gap in asked
        if gap["edition"] in editions
    ]
    local = list_local_gap_series(wanted=wanted, place=town.place) if wanted else {}
    found = {}
    for indicator, edition in wanted:
        for one in local.get((indicator.pk, edition.pk), ()):
            gap = _describe(one)
            if gap:
                found[indicator.code, edition.code, one.period] = gap
    return found


def _describe(local: LocalGap) -> dict[str, Any] | None:
    try:
        absolute, relative = eq.difference(local.breakdown), eq.ratio(local.breakdown)
    except eq.NotComputable:
        return None
    return {
        "edition": {"code": local.edition.code},
        "period": local.period,
        "flag": local.flag,
        "release": local.release.code,
        "absolute": describe_estimate(absolute),
        "relative": describe_estimate(relative),
    }
