"""What is new in the evidence of a measure since the last review: new figures, and revised ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Known = Mapping[str, Any]
Point = tuple[str, str]


@dataclass(frozen=True)
class Revised:
    """A figure of the town that was published before, and is another now."""

    subgroup: str
    period: str
    then: float | None
    now: float | None


@dataclass(frozen=True)
class News:
    """New periods of the town, and what was revised. `is_first`: there is nothing to compare with."""

    is_first: bool
    periods: tuple[str, ...] = ()
    revised: tuple[Revised, ...] = ()


def find_news(then: Known | None, now: Known) -> News:
    """Return what is new since the evidence that was kept last."""
    if not then:
        return News(is_first=True)
    old, new = dict(_list_points(then)), dict(_list_points(now))
    periods = dict.fromkeys(period for (who, period) in new if (who, period) not in old)
    revised = [
        Revised(who, period, old[who, period], new.get((who, period)))
        for who, period in old
        if old[who, period] != new.get((who, period))
    ]
    return News(False, tuple(periods), tuple(revised))


def _list_points(known: Known) -> Iterable[tuple[Point, float | None]]:
    """Yield each figure of the town itself; values carried forward are no news and no revision."""
    for series in known.get("series", ()):
        if series.get("role") == "town":
            for point in series["points"]:
                if point.get("flag") != "carried-forward":
                    yield (series.get("subgroup_name", ""), point["period"]), point["value"]
