"""Every figure of a measure as it was kept, by what it is of, so that two can be laid side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fairplace.town.reviews.rules.canonical import digest_of, write_canonical

Kept = Mapping[str, Any]
ABSOLUTE, RELATIVE = "gap, absolute", "gap, relative"
# The gap inside the town is a figure of no one place.
GAP_INSIDE = "inside"


@dataclass(frozen=True, order=True)
class Key:
    """What a figure is of: a place, everybody or a group (dimension and subgroup), a period."""

    place: str
    group: str
    period: str


@dataclass(frozen=True)
class Number:
    """A figure: its value, its limits, its flag; and in which place, from which publication."""

    value: float | None
    lower: float | None
    upper: float | None
    flag: str
    place_name: str = ""
    release: str = ""

    @property
    def said(self) -> dict[str, Any]:
        """Return what is said: the same figure in another edition is no other figure."""
        return {"value": self.value, "lower": self.lower, "upper": self.upper, "flag": self.flag}

    def is_as(self, other: "Number") -> bool:
        return self.said == other.said


def list_figures(kept: Kept) -> dict[Key, Number]:
    """Return every figure of a measure, and the gap inside in absolute and relative terms."""
    found = {}
    for series in kept["series"]:
        group = f"{series['dimension']}: {series['subgroup']}" if series["subgroup"] else ""
        for point in series["points"]:
            numbers = (point["value"], point["lower"], point["upper"], point["flag"])
            found[Key(series["place"], group, point["period"])] = Number(
                *numbers, series["place_name"], point["release"]
            )
    return found | _list_gap(kept)


def digest_figures(figures: Mapping[Key, Number]) -> str:
    """Return one digest of all figures: whoever has the same has the same figures."""
    said = [
        [key.place, key.group, key.period, number.said] for key, number in sorted(figures.items(), key=_first)
    ]
    return digest_of(write_canonical(said))


def _first(pair: tuple[Key, Number]) -> Key:
    return pair[0]


def find_changes(frozen: Mapping[Key, Number], live: Mapping[Key, Number]) -> dict[Key, Number | None]:
    """Return what is published now in place of each figure that was frozen and is another now.

    None where there is no figure any more. New periods and new groups change nothing that was said.
    """
    found = {}
    for key, old in frozen.items():
        new = live.get(key)
        if new is None and key.place == GAP_INSIDE:
            # Counted for other neighbourhoods since: that gap cannot be had again, and was not wrong.
            continue
        if (new is None and old.value is not None) or (new is not None and not new.is_as(old)):
            found[key] = new
    return found


def _list_gap(kept: Kept) -> dict[Key, Number]:
    gap = kept["gap"]
    if not gap:
        return {}
    return {
        Key(GAP_INSIDE, f"{name}, {gap['edition']['code']}", gap["period"]): Number(
            one["value"], one["lower"], one["upper"], gap["flag"], "", gap["release"]
        )
        for name, one in ((ABSOLUTE, gap["absolute"]), (RELATIVE, gap["relative"]))
    }
