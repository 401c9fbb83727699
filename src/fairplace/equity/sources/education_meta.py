"""What the meta of an education data set says: names in place of ids, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.periods import ACADEMIC, FINANCIAL
from fairplace.equity.sources.texts import KEPT
from fairplace.equity.sources.written_periods import Period, add_months, months_from


@dataclass(frozen=True)
class Option:
    """One value of a filter, such as Female; a total is everybody."""

    id: str
    label: str
    is_total: bool


@dataclass(frozen=True)
class Filter:
    """One way in which a data set divides people."""

    id: str
    label: str
    options: Mapping[str, Option]


@dataclass(frozen=True)
class Indicator:
    """What is counted, with its unit and decimals where the publisher says so."""

    id: str
    label: str
    column: str
    unit: str
    decimals: int | None


@dataclass(frozen=True)
class Location:
    """An area, by the code that everybody uses."""

    id: str
    code: str
    label: str
    level: str
    level_label: str


@dataclass(frozen=True)
class Meta:
    """A data set's own dictionary."""

    indicators: Mapping[str, Indicator]
    filters: tuple[Filter, ...]
    locations: Mapping[tuple[str, str], Location]

    def find_indicators(self, asked: str) -> list[Indicator]:
        """Return the indicators named by label, column or id, with commas or line breaks between."""
        return [_named(word, self.indicators.values(), "indicator") for word in words_in(asked)]

    def find_locations(self, codes: str) -> list[Location]:
        """Return the places with these codes. Refuses one that the data set does not have."""
        by_code = {place.code: place for place in self.locations.values()}
        absent = [code for code in words_in(codes) if code not in by_code]
        if absent:
            raise NotLoaded(f"The data set has no place with the code {absent[0]}.")
        return [by_code[code] for code in words_in(codes)]

    def find_option(self, option_id: str) -> tuple[Filter, Option]:
        """Return a filter's option by its id, with its filter."""
        for one in self.filters:
            if option_id in one.options:
                return one, one.options[option_id]
        raise NotLoaded(
            f"The answer has the filter option {option_id}, which the data set's description does not name. "
            "The two may be of different versions."
        )

    def find_options(self, asked: str) -> list[list[str]]:
        """Return for each line `Filter: option, option` the ids of its options."""
        found = []
        for line in filter(None, (line.strip() for line in asked.replace(";", "\n").split("\n"))):
            name, _colon, labels = line.partition(":")
            one = _named(name.strip(), self.filters, "filter")
            found.append([_named(label, one.options.values(), one.label).id for label in words_in(labels)])
        return found


def words_in(asked: str) -> list[str]:
    """Return what stands between commas or line breaks."""
    return [word.strip() for word in asked.replace("\n", ",").split(",") if word.strip()]


def _named(word: str, among: Iterable[Any], called: str) -> Any:
    # A label may hold the comma that separates labels; ids and columns never do.
    for one in among:
        names = (one.id, one.label, getattr(one, "column", ""))
        if word.casefold() in (name.casefold() for name in names if name):
            return one
    there = "; ".join(one.label for one in among)
    raise NotLoaded(f"The data set has no {called} “{word}”. There are: {there}.")


def read_meta(said: Mapping[str, Any]) -> Meta:
    """Return the meta of a data set, in the shape of version 1 of the API."""
    try:
        indicators = [
            Indicator(
                one["id"],
                one["label"],
                one.get("column", ""),
                one.get("unit") or "",
                one.get("decimalPlaces"),
            )
            for one in said["indicators"]
        ]
        filters = tuple(
            Filter(one["id"], one["label"], {option["id"]: _option(option) for option in one["options"]})
            for one in said["filters"]
        )
        locations = [
            Location(one["id"], one.get("code") or one.get("oldCode") or one["id"], one["label"],
                     group["level"]["code"], group["level"]["label"])
            for group in said["locations"]
            for one in group["options"]
        ]  # fmt: skip
    except (KeyError, TypeError) as error:
        raise NotLoaded(
            f"What DfE Explore Education Statistics sent is JSON of another shape than expected: {error} is "
            f"missing. {KEPT}"
        ) from error
    return Meta({one.id: one for one in indicators}, filters, {(one.level, one.id): one for one in locations})


def _option(said: Mapping[str, Any]) -> Option:
    return Option(said["id"], said["label"], said.get("isAutoSelect") is True or is_total(said["label"]))


def is_total(label: str) -> bool:
    """Return whether a label means everybody: Total, All, All pupils."""
    return label.strip().casefold().split(" ")[0] in {"total", "all"}


_IDENTIFIERS = {
    "academic year": "AY", "financial year": "FY", "calendar year": "CY", "reporting year": "RY",
    "autumn term": "T1", "spring term": "T2", "summer term": "T3", "autumn and spring term": "T1T2",
    **{f"{year} year q{number}": f"{code}Q{number}" for year, code in
       (("academic", "AY"), ("financial", "FY"), ("calendar", "CY")) for number in (1, 2, 3, 4)},
    **{date(2000, month, 1).strftime("%B").lower(): f"M{month}" for month in range(1, 13)},
}  # fmt: skip
_TERMS = {"T1": (9, 4), "T2": (1, 3), "T3": (4, 4), "T1T2": (9, 7)}
_YEARS = {"AY": ACADEMIC, "FY": FINANCIAL, "CY": 1}


def read_time(period: str, identifier: str, *, reporting_begins: int | None = None) -> Period:
    """Return the days of a time period of the DfE, such as 2022/2023 with AY or 202223 with Academic year.

    Terms run from September to December, January to March, April to July. The first month of a reporting
    year is not the same for all data sets; it must be said.
    """
    code = _IDENTIFIERS.get(identifier.strip().lower(), identifier.strip().upper())
    digits = period.replace("/", "").strip()
    if not digits.isdigit() or len(digits) not in {4, 6, 8}:
        raise NotLoaded(f"“{period}” ({identifier}) is not understood as a period.")
    year = int(digits[:4])
    text = f"{year}/{(year + 1) % 100:02d}" if len(digits) > 4 else str(year)
    if len(digits) > 4 and int(digits[-2:]) != (year + 1) % 100:
        raise NotLoaded(f"“{period}” ({identifier}) is not one year: its two ends do not follow each other.")
    if code in _YEARS:
        return Period(text, *months_from(year, _YEARS[code], 12))
    if code[:2] in _YEARS and code[2:3] == "Q" and code[3:] in {"1", "2", "3", "4"}:
        first = add_months(date(year, _YEARS[code[:2]], 1), 3 * (int(code[3]) - 1))
        return Period(f"{text} Q{code[3]}", *months_from(first.year, first.month, 3))
    if code in _TERMS:
        month, months = _TERMS[code]
        return Period(f"{text} {code}", *months_from(year if month == 9 else year + 1, month, months))
    if code[0] == "M" and code[1:].isdigit() and 1 <= int(code[1:]) <= 12:
        first = date(year, int(code[1:]), 1)
        return Period(first.strftime("%b %Y"), *months_from(year, first.month, 1))
    if code == "RY" and reporting_begins:
        return Period(text, *months_from(year, reporting_begins, 12))
    if code == "RY":
        raise NotLoaded("The data set is by reporting years. Say in which month they begin.")
    raise NotLoaded(f"“{identifier}” is not a kind of period that we know ({period}).")
