"""What one row of somebody's own figures means, and what is wrong with it. Knows no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from fairplace.equity.sources.template_columns import COLUMNS, NUMBERS, kind_of
from fairplace.equity.sources.template_row import read_row
from fairplace.town.feeds.rules.taking import SEX, SEXES, plain

NAMES = tuple(column.name for column in COLUMNS)
EVERYBODY = frozenset({"", "persons", "person", "all", "both", "everybody", "people"})
ALL_AGES = frozenset({"", "all-ages", "all", "any"})
# Kinds whose value, put together with the denominator, tells how many people were counted.
OF_PEOPLE = frozenset({"percent", "rate"})
Days = tuple[date, date]
Row = dict[str, Any]


@dataclass(frozen=True)
class Frame:
    """What the rows of a submission are read against.

    `places` names every code that is allowed; `parts` are the groups known here: for each dimension's code
    the codes by plain name. `written` says how periods were written before. `locks` are locked periods,
    as written and by their days, each with the sentence on who can unlock it.
    """

    kind: str
    per: float = 100
    threshold: int = 5
    lowest: float | None = None
    highest: float | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dimensions: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[Days, str] = field(default_factory=dict)
    locks: Mapping[str | Days, str] = field(default_factory=dict)


def read_typed(position: int, typed: Mapping[str, Any], frame: Frame) -> tuple[Row, list[Row]]:
    """Return what a typed row means, as plain values, and its faults. With a fault it means nothing yet."""
    typed = {**typed, "place": find_place(typed.get("place", ""), frame.places)}
    figure, found = read_row(position, typed, kind_of(frame.kind), frame.places, set())
    faults = [make_fault(one.column, one.found, one.do) for one in found]
    dimension, subgroup, who = _read_group(figure, frame, faults)
    if not faults:
        _check_counts(figure, frame, faults)
        _check_ends(figure, frame, faults)
    if faults:
        return {}, faults
    days = figure.pop("starts_on"), figure.pop("ends_on")
    figure.update(
        dimension=dimension,
        subgroup=subgroup,
        who=who,
        starts_on=days[0].isoformat(),
        ends_on=days[1].isoformat(),
    )
    return figure, []


def find_place(text: str, places: Mapping[str, str]) -> str:
    """Return the code of a place that is written as its code or its name; else the text as it is."""
    text = str(text).strip()
    named = [code for code, name in places.items() if plain(name) == plain(text)]
    if text.upper() in places:
        return text.upper()
    return named[0] if len(named) == 1 else text


def make_fault(column: str, found: str, do: str, *, is_own: bool = True) -> Row:
    """Return a fault as it is kept. One that is not the row's own is looked for anew after every change."""
    return {"column": column, "found": found, "do": do, "is_own": is_own}


def days_of(values: Mapping[str, Any]) -> Days:
    """Return the first and the last day of what a row is about."""
    return date.fromisoformat(values["starts_on"]), date.fromisoformat(values["ends_on"])


def key_of(values: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what makes two rows the same number, however their periods are written."""
    return values["place"], *days_of(values), values["dimension"], values["subgroup"]


def _read_group(figure: Mapping[str, Any], frame: Frame, faults: list[Row]) -> tuple[str, str, str]:
    """Return dimension and subgroup as codes, and the group in words."""
    sex, age = figure["sex"], figure["age"]
    dimension, subgroup = figure["dimension"], figure["subgroup"]
    if plain(age) not in ALL_AGES:
        faults.append(
            make_fault("age", age, _("Put it into dimension (Age) and subgroup: a row is about one group."))
        )
    if plain(sex) not in EVERYBODY:
        if dimension:
            faults.append(
                make_fault("sex", sex, _("Give sex or dimension, not both: a row is about one group."))
            )
        dimension, subgroup = SEX, sex
    if not (dimension and subgroup):
        return "", "", ""
    code = next((one for one, name in frame.dimensions.items() if plain(name) == plain(dimension)), "")
    code = code or slugify(dimension)[:50]
    if not code or not slugify(subgroup):
        faults.append(make_fault("subgroup", subgroup, _("Write it in letters.")))
        return "", "", ""
    known = SEXES if code == SEX else frame.parts.get(code, {})
    part = known.get(plain(subgroup)) or slugify(subgroup)[:50]
    return code, part, subgroup


def _check_counts(figure: Mapping[str, Any], frame: Frame, faults: list[Row]) -> None:
    """Find what is missing to tell whether a number stands for few people."""
    value, count, people = (figure[name] for name in ("value", "count", "denominator"))
    if figure["flag"] == "suppressed":
        for name in NUMBERS:
            if figure[name] is not None and name != "denominator":
                do = _("Leave it empty: the row says that its number is not shown.")
                faults.append(make_fault(name, f"{figure[name]:g}", do))
        return
    if not frame.threshold or value is None:
        return
    for name, number in (("count", count), ("denominator", people)):
        if number is not None and number != int(number):
            faults.append(
                make_fault(name, f"{number:g}", _("Write a whole number: people are counted whole."))
            )
    needed = {"percent": ("count", "denominator"), "rate": ("count", "denominator"), "mean": ("denominator",)}
    for name in needed.get(frame.kind, ()):
        if figure[name] is None:
            do = _("Give it: without it nobody can tell whether the number stands for few people.")
            faults.append(make_fault(name, "", do))
    if frame.kind == "count":
        if value != int(value):
            faults.append(
                make_fault("value", f"{value:g}", _("Write a whole number: people are counted whole."))
            )
        elif count is not None and count != value:
            do = _("It should be the value, or empty: the value is the count here.")
            faults.append(make_fault("count", f"{count:g}", do))


def _check_ends(figure: Mapping[str, Any], frame: Frame, faults: list[Row]) -> None:
    value, days = figure["value"], (figure["starts_on"], figure["ends_on"])
    if value is not None and frame.lowest is not None and value < frame.lowest:
        do = _("It cannot lie below %(end)s.") % {"end": f"{frame.lowest:g}"}
        faults.append(make_fault("value", f"{value:g}", do))
    if value is not None and frame.highest is not None and value > frame.highest:
        do = _("It cannot lie above %(end)s.") % {"end": f"{frame.highest:g}"}
        faults.append(make_fault("value", f"{value:g}", do))
    if len(figure["period"]) > 20:
        faults.append(make_fault("period", figure["period"], _("Write it in 20 letters or less.")))
    if days[1] > date(2100, 1, 1):
        faults.append(make_fault("period", figure["period"], _("It lies in a century to come.")))


def find_shared_faults(rows: Sequence[tuple[int, Row]], frame: Frame) -> dict[int, list[Row]]:
    """Return the faults that only all rows together or what was published before show, by position."""
    found: dict[int, list[Row]] = {}
    first: dict[tuple[Any, ...], int] = {}
    written = dict(frame.written)
    for position, values in rows:
        days, own = days_of(values), found.setdefault(position, [])
        before = first.setdefault(key_of(values), position)
        if before != position:
            do = _("Row %(row)d is about the same. Keep one of them.") % {"row": before}
            own.append(make_fault("place", values["place"], do, is_own=False))
        usual = written.setdefault(days, values["period"])
        if usual != values["period"]:
            do = _("The same days were called “%(period)s” before. Write it like that.") % {"period": usual}
            own.append(make_fault("period", values["period"], do, is_own=False))
        lock = frame.locks.get(days) or frame.locks.get(values["period"])
        if lock:
            own.append(make_fault("period", values["period"], lock, is_own=False))
    return {position: faults for position, faults in found.items() if faults}


def count_of(values: Mapping[str, Any], kind: str, per: float) -> float | None:
    """Return how many people or events a number stands for, worked back where it was not given."""
    if values["count"] is not None or values["value"] is None:
        return values["count"]
    if kind == "count":
        return values["value"]
    if kind in OF_PEOPLE and values["denominator"] is not None:
        return round(values["value"] * values["denominator"] / per)
    return None


def is_blank_row(typed: Mapping[str, str]) -> bool:
    """Return whether nothing at all was typed."""
    return not any(str(text).strip() for text in typed.values())


def list_periods(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, Days]]:
    """Return the periods of rows, oldest first, each once."""
    found = {days_of(values): values["period"] for values in rows}
    return [(found[days], days) for days in sorted(found)]
