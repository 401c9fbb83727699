"""Reads the counts that are protected, as they stand in a snapshot and in the live tables."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

import fairplace.equity as eq
from fairplace.equity.stats.disclosure import Claim, counts_behind
from fairplace.town.indicators.models import Indicator, Observation
from fairplace.town.indicators.rules import Flag
from fairplace.town.places.models import NeighbourhoodRank, Place, Town
from fairplace.town.places.queries.geography import get_geography
from fairplace.town.places.rules.pieces import cut_in_pieces
from fairplace.town.reviews.rules.fifths import Fifths, digest_fifths, read_fifths

# By indicator, what a release claims.
Claims = dict[str, list[Claim]]
AllDays = Mapping[tuple[str, str], tuple[int, int]]
EVERYBODY = "everybody"
# More decimals than a float holds: such a value was not rounded.
MOST_DECIMALS = 15


def list_thresholds(town: Town) -> dict[str, int]:
    """Return the indicators of which small counts must not be told, with the smallest that may be."""
    found = Indicator.objects.filter(threshold__gt=0, observations__place__in=_list_places(town))
    return dict(found.distinct().values_list("code", "threshold"))


def _list_places(town: Town) -> Any:
    own = Place.objects.filter(pk=town.place_id) | Place.objects.filter(parent=town.place_id)
    return (own | Place.objects.filter(pk__in=town.comparators.values("place"))).values("pk")


def list_days(town: Town, indicators: Iterable[str]) -> AllDays:
    """Return the days that a period of an indicator is short for, by indicator and period."""
    rows = Observation.objects.filter(indicator__code__in=list(indicators), place__in=_list_places(town))
    columns = "indicator__code", "period", "starts_on", "ends_on"
    return {
        (code, period): (first.toordinal(), last.toordinal())
        for code, period, first, last in rows.order_by().values_list(*columns).distinct()
    }


def list_kept_claims(
    body: Mapping[str, Any], indicators: Iterable[str], release: int, days: AllDays
) -> Claims:
    """Return the protected counts that a snapshot shows, and those that it says are hidden.

    `days` are those of the periods of fifths, which a snapshot keeps without.
    """
    wanted = set(indicators)
    found: Claims = defaultdict(list)
    for measure in body["measures"]:
        code = measure["definition"]["code"] if measure["definition"] else ""
        if code in wanted:
            found[code] += _list_series(code, measure, release)
        gap = measure["gap"]
        if gap and gap["indicator"] in wanted:
            found[gap["indicator"]] += _list_fifths(gap, release, days)
    # Two measures may show one indicator.
    return {code: list(dict.fromkeys(own)) for code, own in found.items()}


def _list_series(code: str, measure: Mapping[str, Any], release: int) -> Iterable[Claim]:
    per = measure["definition"]["per"]
    for series in measure["series"]:
        group = series["dimension"], series["subgroup"]
        for point in series["points"]:
            days = _days(point["starts_on"], point["ends_on"])
            number = point["count"], point["value"], point["denominator"], per, point["flag"]
            name = _name(code, series["place"], point["period"], group)
            yield _claim((name, release, series["place"], days, *group), number)


def _list_fifths(gap: Mapping[str, Any], release: int, days: AllDays) -> Iterable[Claim]:
    code, period = gap["indicator"], gap["period"]
    when = days.get((code, period), period)
    for number, one in enumerate(gap["fifths"], start=1):
        name = f"{code}, fifth {number} by {gap['edition']['code']}, {period}, {EVERYBODY}"
        # Other neighbourhoods may be counted in another release, and make other fifths.
        area = name_fifth(release, gap, number)
        told = one["count"], one["value"], one["denominator"], 1, ""
        yield _claim((name, release, area, when), told)


def name_fifth(release: int, gap: Mapping[str, Any], number: int) -> str:
    """Return the name of a fifth as an area: of one release, edition, indicator and period."""
    return f"fifth {number} by {gap['edition']['code']} of {gap['indicator']}, {gap['period']} in {release}"


def list_live_claims(town: Town, indicators: Iterable[str], release: int) -> Claims:
    """Return the protected counts that the town's tables show now, and those that are hidden there."""
    rows = Observation.objects.filter(indicator__code__in=list(indicators), place__in=_list_places(town))
    found: Claims = defaultdict(list)
    columns = (
        "indicator__code", "place__code", "period", "starts_on", "ends_on", "subgroup__dimension__code",
        "subgroup__code", "count", "value", "denominator", "indicator__per", "flag",
    )  # fmt: skip
    for code, place, period, first, last, dimension, subgroup, *number in rows.values_list(*columns):
        days = first.toordinal(), last.toordinal()
        group = dimension or "", subgroup or ""
        name = _name(code, place, period, group)
        found[code].append(_claim((name, release, place, days, *group), number))
    return dict(found)


def _name(code: str, place: str, period: str, group: tuple[str, str]) -> str:
    return ", ".join((code, place, period, " ".join(group) if group[1] else EVERYBODY))


def _claim(own: Sequence[Any], number: Sequence[Any]) -> Claim:
    """Return the claim of a name, release, area, days and group from how its number was told."""
    count, value, denominator, per, flag = number
    if count is not None and count >= 0 and float(count).is_integer():
        return Claim(*own, count=int(count))
    if count is None and value is not None and denominator and value >= 0:
        low, high = counts_behind(value, denominator, per=per or 1, decimals=_count_decimals(value))
        return Claim(*own, count=low) if low == high else Claim(*own, between=(low, high))
    if flag == Flag.SUPPRESSED:
        return Claim(*own, is_hidden=True)
    # Nothing is known of it, not even that it is not zero.
    return Claim(*own, between=(0, math.inf))


def _count_decimals(value: float) -> int:
    """Return to how many decimals a value was rounded, as it is written."""
    written = repr(float(value))
    return len(written.partition(".")[2].rstrip("0")) if "e" not in written else MOST_DECIMALS


def _days(first: str, last: str) -> tuple[int, int]:
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


def list_areas(
    town: Town, bodies: Sequence[Mapping[str, Any]], live: Claims, days: AllDays
) -> dict[str, frozenset[str]]:
    """Return what the town, its neighbourhoods and the fifths of all snapshots consist of.

    A snapshot keeps who is in which fifth. For older ones it is worked out again; a fifth that comes out
    otherwise, or of which as many neighbourhoods as then are not counted now, is left out, and so stands
    for itself.
    """
    pieces = cut_in_pieces(get_geography(town=town), town.place.code)
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    gaps = [
        (release, one["gap"]) for release, body in enumerate(bodies) for one in body["measures"] if one["gap"]
    ]
    ranks = NeighbourhoodRank.objects.filter(
        place__parent=town.place, edition__code__in={gap["edition"]["code"] for _release, gap in gaps}
    )
    for edition, place, score in ranks.values_list("edition__code", "place__code", "score"):
        scores[edition][place] = score
    found, kept = dict(pieces), read_fifths(bodies)
    for release, gap in gaps:
        code, when = gap["indicator"], days.get((gap["indicator"], gap["period"]))
        counted = {one.area for one in live.get(code, ()) if one.days == when and one.count is not None}
        fifths = kept.get(gap.get("made_of", "")) or _cut_in_fifths(
            gap, scores[gap["edition"]["code"]], counted
        )
        found |= {
            name_fifth(release, gap, number): frozenset[str]().union(
                *(pieces.get(code, {code}) for code in own)
            )
            for number, own in enumerate(fifths, start=1)
            if own
        }
    return found


def _cut_in_fifths(gap: Mapping[str, Any], scores: Mapping[str, float], counted: set[str]) -> Fifths:
    """Return the neighbourhoods of each fifth; none where they cannot be told, or are known to be others."""
    sizes = [one["neighbourhoods"] for one in gap["fifths"]]
    for ranked in (sorted(scores.keys() & counted), sorted(scores)):
        if len(ranked) == sum(sizes):
            fifths = np.asarray(eq.quantiles(np.array([scores[code] for code in ranked]), len(sizes)))
            made = [np.array(ranked)[fifths == number + 1].tolist() for number in range(len(sizes))]
            if gap.get("made_of", "") in ("", digest_fifths(made)):
                return made
    return []
