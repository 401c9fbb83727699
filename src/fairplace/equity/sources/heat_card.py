"""What a HEAT Plus file says of its indicators, dimensions and subgroups, besides their figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fairplace.equity.sources.errors import NotLoaded

COLUMNS = (
    "setting", "year", "source", "indicator_abbr", "indicator_name", "dimension", "subgroup", "estimate",
    "se", "ci_lb", "ci_ub", "population", "flag", "setting_average", "iso3", "favourable_indicator",
    "indicator_scale", "ordered_dimension", "subgroup_order", "reference_subgroup",
)  # fmt: skip
RECOMMENDED = frozenset({"se", "population", "setting_average", "iso3", "ci_lb", "ci_ub", "flag"})
NEEDED = tuple(name for name in COLUMNS if name not in RECOMMENDED)


@dataclass(frozen=True)
class HeatIndicator:
    """An indicator: its whole name, which way is better ("high" or "low"), and what it is given per."""

    name: str
    polarity: str
    scale: float


@dataclass(frozen=True)
class HeatSubgroup:
    """A part of a dimension: 1 is the most disadvantaged, 0 has no order; is it what others are held to?"""

    order: int
    is_reference: bool = False


@dataclass(frozen=True)
class HeatCard:
    """Everything about the figures that is no figure.

    Subgroups are by indicator, dimension and subgroup; sources and standard errors by indicator, setting,
    year and dimension (errors by subgroup too); ISO codes of countries by setting.
    """

    indicators: Mapping[str, HeatIndicator]
    ordered: Mapping[str, bool]
    subgroups: Mapping[tuple[str, str, str], HeatSubgroup]
    sources: Mapping[tuple[str, str, str, str], str]
    errors: Mapping[tuple[str, str, str, str, str], float] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)


def make_card(rows: Sequence[Mapping[str, Any]], *, called: str) -> HeatCard:
    """Return the card of rows that were read. Refuses rows that contradict each other."""
    where = ("indicator_abbr", "setting", "year", "dimension")
    card = HeatCard(
        _once(((row["indicator_abbr"], _indicator(row)) for row in rows), called),
        _once(((row["dimension"], row["ordered_dimension"] == 1) for row in rows), called),
        _once(((_part(row), _subgroup(row)) for row in rows), called),
        _once(((tuple(row[name] for name in where), row["source"]) for row in rows), called),
        _once(_errors(rows, (*where, "subgroup")), called),
        _once(((row["setting"], row["iso3"]) for row in rows if row["iso3"]), called),
    )  # fmt: skip
    check_card(card, called=called)
    return card


def _errors(rows: Sequence[Mapping[str, Any]], where: Sequence[str]) -> Iterable[tuple[Any, Any]]:
    return ((tuple(row[name] for name in where), row["se"]) for row in rows if row["se"] is not None)


def _indicator(row: Mapping[str, Any]) -> HeatIndicator:
    return HeatIndicator(
        row["indicator_name"], "high" if row["favourable_indicator"] == 1 else "low", row["indicator_scale"]
    )


def _part(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["indicator_abbr"], row["dimension"], row["subgroup"]


def _subgroup(row: Mapping[str, Any]) -> HeatSubgroup:
    return HeatSubgroup(int(row["subgroup_order"]), row["reference_subgroup"] == 1)


def _once(pairs: Iterable[tuple[Any, Any]], called: str) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key, said in pairs:
        if found.setdefault(key, said) != said:
            name = ", ".join(key) if isinstance(key, tuple) else key
            raise NotLoaded(f"{called} says two things of {name}: {found[key]} and {said}.")
    return found


def check_card(card: HeatCard, *, called: str) -> None:
    """Refuse orders and references that HEAT Plus refuses: 1, 2, 3 … where ordered, else 0; one reference."""
    by_dimension: dict[tuple[str, str], list[HeatSubgroup]] = {}
    for (indicator, dimension, _subgroup), said in card.subgroups.items():
        by_dimension.setdefault((indicator, dimension), []).append(said)
    for (indicator, dimension), parts in by_dimension.items():
        is_ordered, where = card.ordered.get(dimension), f"{called}, {indicator} by {dimension}"
        if is_ordered is None:
            raise NotLoaded(f"{where}: it is not said whether the dimension is ordered.")
        orders = sorted(part.order for part in parts)
        if is_ordered and orders != list(range(1, len(parts) + 1)):
            raise NotLoaded(f"{where}: subgroup_order must run 1, 2, 3 … from the most disadvantaged on.")
        if not is_ordered and any(orders):
            raise NotLoaded(f"{where}: subgroup_order must be 0, for the dimension is not ordered.")
        references = sum(part.is_reference for part in parts)
        if references > (0 if is_ordered else 1):
            allowed = "no reference subgroup" if is_ordered else "one reference subgroup at most"
            raise NotLoaded(f"{where}: there must be {allowed}.")
