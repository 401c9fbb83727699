"""Reads the figures of a town's measures as plain values, with limits, counts and source."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from fairplace.town.indicators.models import Indicator, Observation
from fairplace.town.measures.queries.comparison import Compared
from fairplace.town.places.models import Town

Figures = dict[int, list[dict[str, Any]]]

_KEYS = (
    "indicator_id", "place_id", "place__code", "place__name", "subgroup__dimension__code",
    "subgroup__dimension__name", "subgroup__code", "subgroup__name",
)  # fmt: skip
_POINT = (
    "period", "starts_on", "ends_on", "value", "lower", "upper", "surer_lower", "surer_upper", "count",
    "denominator", "flag", "note", "release__code",
)  # fmt: skip
TOWN = "town"


@dataclass(frozen=True)
class Beside:
    """The town itself or a place that it is shown beside."""

    pk: int
    code: str
    role: str
    why: str


def list_places(town: Town, compared: Iterable[Compared]) -> list[Beside]:
    """Return the town and the places it is shown beside, the town first."""
    others = (Beside(one.place_id, one.place.code, one.role, one.why) for one in compared)
    return [Beside(town.place_id, town.place.code, TOWN, ""), *others]


def describe_figures(*, indicators: Iterable[int | Indicator], places: Sequence[Beside]) -> Figures:
    """Return every series of these indicators in these places, by indicator, the town's first; one query.

    Notes that a publisher printed in place of a value are kept as points without one.
    """
    order = {one.pk: at for at, one in enumerate(places)}
    rows = (
        Observation.objects.filter(indicator__in=list(indicators), place__in=list(order))
        .order_by("ends_on", "starts_on", "period", "subgroup__position", "pk")
        .values_list(*_KEYS, *_POINT)
    )
    points: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        points[row[: len(_KEYS)]].append(_describe_point(row[len(_KEYS) :]))
    found: Figures = defaultdict(list)
    for key in sorted(points, key=lambda one: (order[one[1]], *(str(part or "") for part in one[4:]))):
        found[key[0]].append(_describe_series(key, places[order[key[1]]], points[key]))
    return found


def _describe_point(values: tuple[Any, ...]) -> dict[str, Any]:
    point = dict(zip((*_POINT[:-1], "release"), values, strict=True))
    return point | {name: point[name].isoformat() for name in ("starts_on", "ends_on")}


def _describe_series(key: tuple[Any, ...], place: Beside, points: list[dict[str, Any]]) -> dict[str, Any]:
    _indicator, _place, code, name, dimension, dimension_name, subgroup, subgroup_name = key
    return {
        "place": code,
        "place_name": name,
        "role": place.role,
        "why": place.why,
        "dimension": dimension or "",
        "dimension_name": dimension_name or "",
        "subgroup": subgroup or "",
        "subgroup_name": subgroup_name or "",
        "points": points,
    }
