"""Reads the counts that are protected, as they stand in a snapshot and in the live tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.indicators.models import Indicator, Observation
from fairplace.town.places.models import Place, Town
from fairplace.town.reviews.rules.disclosure import Cell, Sum

# By indicator, the count of each cell.
Counts = dict[str, dict[Cell, int]]
Sums = dict[str, list[Sum]]
EVERYBODY = "everybody"


def list_thresholds(town: Town) -> dict[str, int]:
    """Return the indicators of which small counts must not be told, with the smallest that may be."""
    found = Indicator.objects.filter(threshold__gt=0, observations__place__in=_list_places(town))
    return dict(found.distinct().values_list("code", "threshold"))


def _list_places(town: Town) -> Any:
    own = Place.objects.filter(pk=town.place_id) | Place.objects.filter(parent=town.place_id)
    return (own | Place.objects.filter(pk__in=town.comparators.values("place"))).values("pk")


def list_kept_counts(body: Mapping[str, Any], indicators: Iterable[str]) -> tuple[Counts, Sums]:
    """Return the protected counts that a snapshot shows, and what adds up to what in it."""
    wanted = set(indicators)
    found: Counts = defaultdict(dict)
    parts: dict[tuple[str, ...], set[Cell]] = defaultdict(set)
    for measure in body["measures"]:
        code = measure["definition"]["code"] if measure["definition"] else ""
        if code in wanted:
            _add_series(found[code], parts, code, measure)
        gap = measure["gap"]
        if gap and gap["indicator"] in wanted:
            found[gap["indicator"]] |= _list_fifths(gap, body["town"]["place"])
    return dict(found), _list_sums(parts)


def _add_series(
    found: dict[Cell, int], parts: dict[tuple[str, ...], set[Cell]], code: str, measure: Mapping[str, Any]
) -> None:
    per = measure["definition"]["per"]
    for series in measure["series"]:
        group = _group(series["dimension"], series["subgroup"])
        for point in series["points"]:
            cell = (code, series["place"], point["period"], group)
            count = _count(point["count"], point["value"], point["denominator"], per)
            if count is not None:
                found[cell] = count
            if series["subgroup"]:
                parts[(*cell[:3], series["dimension"])].add(cell)


def _list_fifths(gap: Mapping[str, Any], place: str) -> dict[Cell, int]:
    by = gap["edition"]["code"]
    return {
        (gap["indicator"], place, gap["period"], f"fifth {number} by {by}"): int(one["count"])
        for number, one in enumerate(gap["fifths"], start=1)
    }


def list_live_counts(town: Town, indicators: Iterable[str]) -> tuple[Counts, Sums]:
    """Return the protected counts that the town's tables show now, and what adds up to what in them."""
    rows = Observation.objects.filter(indicator__code__in=list(indicators), place__in=_list_places(town))
    found: Counts = defaultdict(dict)
    parts: dict[tuple[str, ...], set[Cell]] = defaultdict(set)
    columns = (
        "indicator__code", "place__code", "place__parent", "period", "subgroup__dimension__code",
        "subgroup__code", "count", "value", "denominator", "indicator__per",
    )  # fmt: skip
    for code, place, parent, period, dimension, subgroup, *number in rows.values_list(*columns):
        cell = (code, place, period, _group(dimension, subgroup))
        count = _count(*number)
        if count is not None:
            found[code][cell] = count
        if subgroup:
            parts[code, place, period, dimension].add(cell)
        elif parent == town.place_id:
            parts[code, town.place.code, period, "neighbourhoods"].add(cell)
    return dict(found), _list_sums(parts)


def _group(dimension: str | None, subgroup: str | None) -> str:
    return f"{dimension} {subgroup}" if subgroup else EVERYBODY


def _count(count: float | None, value: float | None, denominator: float | None, per: float) -> int | None:
    """Return a count that is shown, or that a value and its denominator give away."""
    if count is None and value is not None and denominator is not None:
        count = round(value * denominator / (per or 1))
    return int(count) if count is not None and count >= 0 and float(count).is_integer() else None


def _list_sums(parts: Mapping[tuple[str, ...], set[Cell]]) -> dict[str, list[Sum]]:
    sums: dict[str, list[Sum]] = defaultdict(list)
    for (code, place, period, _dimension), cells in sorted(parts.items()):
        sums[code].append(Sum((code, place, period, EVERYBODY), tuple(sorted(cells))))
    return dict(sums)
