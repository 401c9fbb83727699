"""Which rows of a publisher's table are ours, and which are left out, said in words."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.feeds.rules.figure import Figure
from fairplace.town.indicators.rules import Flag

SEX = "sex"
# What publishers call the two that sex is published for, and our codes.
SEXES = {
    "male": "male",
    "males": "male",
    "men": "male",
    "female": "female",
    "females": "female",
    "women": "female",
}
TOGETHER = ("Persons", "All", "Total", "People", "Both", "")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Taken:
    """The choice: which indicator, sex and age of the publisher everybody is, and which parts we take too.

    `dimensions` says which of the publisher's dimensions is which of ours.
    """

    indicator: str = ""
    sex: str = ""
    age: str = ""
    by_sex: bool = False
    dimensions: Mapping[str, str] = field(default_factory=dict)
    neighbourhoods: bool = False

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Taken":
        """Return the choice as it is kept; what is not known here is left alone."""
        return cls(**{name: kept[name] for name in cls.__dataclass_fields__ if name in kept})


@dataclass(frozen=True)
class Found:
    """What an answer holds that can be chosen from, each with how many rows it has."""

    indicators: dict[str, int]
    sexes: dict[str, int]
    ages: dict[str, int]
    dimensions: dict[str, dict[str, int]]
    rows: int


@dataclass(frozen=True)
class Chosen:
    """The figures that are ours, how many rows were left out and why, and what makes the answer useless."""

    figures: tuple[Figure, ...]
    left_out: tuple[str, ...]
    problems: tuple[str, ...] = ()


def find(rows: Iterable[Row]) -> Found:
    """Return what there is to choose from."""
    rows = list(rows)
    plain = [row for row in rows if not row["dimension"]] or rows
    parts: dict[str, Counter[str]] = {}
    for row in rows:
        if row["dimension"]:
            parts.setdefault(row["dimension"], Counter())[row["subgroup"]] += 1
    return Found(
        dict(Counter(row["indicator"] for row in rows)),
        dict(Counter(row["sex"] for row in plain)),
        dict(Counter(row["age"] for row in plain)),
        {name: dict(found) for name, found in parts.items()},
        len(rows),
    )


def guess(found: Found) -> Taken | None:
    """Return the choice that suggests itself; None where somebody has to choose."""
    if len(found.ages) != 1 or len(found.indicators) != 1:
        return None
    age, indicator = next(iter(found.ages)), next(iter(found.indicators))
    told = {name.casefold() for name in found.sexes} & SEXES.keys()
    together = [name for name in TOGETHER if name in found.sexes]
    if not together and len(told) != len(found.sexes):
        return None
    return Taken(indicator, together[0] if together else "", age, by_sex=bool(told))


def choose(
    rows: Iterable[Row],
    taken: Taken,
    *,
    parts: Mapping[str, Mapping[str, str]],
    elsewhere: tuple[int, int] = (0, 0),
) -> Chosen:
    """Return the rows that are ours as figures; all are of places that the town keeps numbers of.

    `parts` are the town's subgroups: for each dimension's code the codes by what they may be called.
    `elsewhere` counts the rows of other places, and those places.
    """
    figures: dict[tuple, Figure] = {}
    left: Counter[str] = Counter({"place": elsewhere[0]})
    unknown: Counter[str] = Counter()
    twice: list[Figure] = []
    for row in rows:
        reason = _left_out(row, taken)
        part = None if reason else _part_of(row, taken, parts)
        if part is None:
            reason = reason or _no_part(row, taken)
            left[reason] += 1
            unknown.update([row["subgroup"]] if reason == "subgroup" else [])
            continue
        figure = _as_figure(row, *part)
        if figures.setdefault(figure.key, figure) != figure:
            twice.append(figure)
    problems = (*_say_twice(twice), *_say_none(figures, left))
    return Chosen(tuple(figures.values()), tuple(_say_left(left, elsewhere[1], unknown)), problems)


def _left_out(row: Row, taken: Taken) -> str:
    """Return why a row is not ours before its part is looked at, as a word."""
    if taken.indicator and row["indicator"] != taken.indicator:
        return "indicator"
    return "age" if row["age"] != taken.age else ""


def _part_of(row: Row, taken: Taken, parts: Mapping[str, Mapping[str, str]]) -> tuple[str, str] | None:
    """Return our dimension and subgroup for a row, both empty for everybody; None where we have none."""
    if not row["dimension"]:
        if row["sex"] == taken.sex:
            return "", ""
        code = SEXES.get(row["sex"].casefold()) if taken.by_sex else None
        return (SEX, code) if code else None
    ours = taken.dimensions.get(row["dimension"])
    if not ours or row["sex"] != taken.sex:
        return None
    code = parts.get(ours, {}).get(plain(row["subgroup"]))
    return (ours, code) if code else None


def _no_part(row: Row, taken: Taken) -> str:
    if not row["dimension"] or (taken.dimensions.get(row["dimension"]) and row["sex"] != taken.sex):
        return "sex"
    return "subgroup" if taken.dimensions.get(row["dimension"]) else "dimension"


def plain(name: str) -> str:
    """Return a name as it is compared: "Most deprived  decile" and "most-deprived-decile" are one."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _as_figure(row: Row, dimension: str, subgroup: str) -> Figure:
    is_hidden = row["flag"] == Flag.SUPPRESSED
    # What is hidden to protect people is not kept, even where a publisher left a part of it in.
    numbers = {
        ours: None if is_hidden else row[theirs]
        for ours, theirs in (
            ("value", "value"), ("lower", "lower_95"), ("upper", "upper_95"),
            ("surer_lower", "lower_998"), ("surer_upper", "upper_998"), ("count", "count"),
        )
    }  # fmt: skip
    same = ("place", "period", "starts_on", "ends_on", "denominator", "flag", "note")
    return Figure(dimension=dimension, subgroup=subgroup, **numbers, **{name: row[name] for name in same})


def _say_left(left: Counter[str], places: int, unknown: Counter[str]) -> Iterable[str]:
    """Say which rows were left out, and how many."""
    names = ", ".join(f"“{name}”" for name in sorted(unknown)[:5])
    words = {
        "indicator": ngettext(
            "%(n)d row is of another indicator.", "%(n)d rows are of other indicators.", left["indicator"]
        ),
        "age": ngettext("%(n)d row is of another age.", "%(n)d rows are of other ages.", left["age"]),
        "place": ngettext(
            "%(n)d row is of another place, which this town is not compared with.",
            "%(n)d rows are of other places (%(places)d of them), which this town is not compared with.",
            left["place"],
        ),
        "sex": ngettext("%(n)d row is of another sex.", "%(n)d rows are of another sex.", left["sex"]),
        "dimension": ngettext(
            "%(n)d row is of a group that was not chosen.",
            "%(n)d rows are of groups that were not chosen.",
            left["dimension"],
        ),
        "subgroup": ngettext(
            "%(n)d row is of a group that this town does not know: %(names)s.",
            "%(n)d rows are of groups that this town does not know: %(names)s.",
            left["subgroup"],
        ),
    }
    for reason, said in words.items():
        if left[reason]:
            yield said % {"n": left[reason], "places": places, "names": names}


def _say_twice(twice: list[Figure]) -> Iterable[str]:
    if twice:
        one = twice[0]
        yield _(
            "The answer gives two different numbers for one thing, such as %(place)s in %(period)s. Choose "
            "more narrowly which rows are ours."
        ) % {"place": one.place, "period": one.period}


def _say_none(figures: Mapping, left: Counter[str]) -> Iterable[str]:
    if figures:
        return
    if not left.total():
        yield _("The answer holds no rows.")
    else:
        yield _("None of the rows is ours. Look again at which rows were chosen.")
