"""Reads one row of our template, and tells every fault in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.figures import FLAGS
from fairplace.equity.sources.grids import as_number, as_text, is_blank
from fairplace.equity.sources.symbols import join_notes, read_symbol
from fairplace.equity.sources.template_columns import DAYS, NUMBERS, Kind
from fairplace.equity.sources.written_periods import Period, read_period

CODE = re.compile(r"[A-Z]\d{8}")
# What stands in tables for a number that is hidden, beside the symbol c, which is read as such.
HIDDEN = re.compile(r"\*+|:|\[?s\]?|supp(ressed|\.)?", re.IGNORECASE)


@dataclass(frozen=True)
class Fault:
    """What is wrong: where it stands, what was found there, and what to do. Row 0 is the whole file."""

    row: int
    column: str
    found: str
    do: str

    def __str__(self) -> str:
        found = f"found “{self.found}”" if self.found else "it is empty"
        return f"Row {self.row}, {self.column}: {found}. {self.do}"


def read_row(
    number: int, typed: Mapping[str, Any], kind: Kind, places: Mapping[str, str] | None, shown: set[str]
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the figure of a row with the faults in it. `shown` are the columns formatted as percentages."""
    reading = _Reading(number, typed, kind, shown)
    place = reading.place(places)
    period = reading.period()
    numbers = {name: reading.number(name) for name in NUMBERS}
    texts = {name: as_text(typed.get(name)) for name in ("sex", "age", "dimension", "subgroup", "note")}
    symbol = read_symbol(as_text(typed.get("value")))
    flag = reading.flag(symbol.flag if symbol else "")
    if symbol:
        texts["note"] = join_notes(symbol.note, texts["note"])
    reading.check_numbers(numbers)
    reading.check_reason(numbers["value"], flag, texts)
    figure = {
        "place": place,
        "place_name": (places or {}).get(place, ""),
        "period": period.text if period else "",
        "starts_on": period.starts_on if period else None,
        "ends_on": period.ends_on if period else None,
        **numbers,
        **texts,
        "flag": flag,
    }
    return figure, reading.faults


class _Reading:
    """One row being read. Faults gather, so that one does not hide the next."""

    def __init__(self, row: int, typed: Mapping[str, Any], kind: Kind, shown: set[str]):
        self.row, self.typed, self.kind, self.shown = row, typed, kind, shown
        self.faults: list[Fault] = []

    def fault(self, column: str, do: str) -> None:
        self.faults.append(Fault(self.row, column, as_text(self.typed.get(column)), do))

    def place(self, places: Mapping[str, str] | None) -> str:
        code = as_text(self.typed.get("place"))
        if not code:
            self.fault("place", "Give the code of the area, such as E06000032.")
        elif places is not None and code not in places:
            named = next((one for one, name in places.items() if name.casefold() == code.casefold()), "")
            self.fault(
                "place",
                f"Write its code, {named}." if named else "This place is not known here. Check the code.",
            )
        elif places is None and not CODE.fullmatch(code):
            self.fault("place", "Give a code of one letter and eight digits, such as E06000032.")
        return code

    def period(self) -> Period | None:
        before = len(self.faults)
        days = [self._day(name) for name in DAYS]
        written = self.typed.get("period")
        if isinstance(written, date | datetime):
            self.fault("period", "The spreadsheet made a date of this. Write it as text, such as Mar 2023.")
            return None
        text = as_text(written)
        if text and not any(days) and len(self.faults) == before:
            try:
                return read_period(text)
            except NotLoaded as error:
                self.fault("period", str(error).split(". ", 1)[-1])
                return None
        return self._between(days, text) if len(self.faults) == before else None

    def _between(self, days: list[date | None], text: str) -> Period | None:
        first, last = days
        if first is None or last is None:
            missing = "period" if first is last else DAYS[0] if first is None else DAYS[1]
            self.fault(missing, "Give a period, or both starts_on and ends_on.")
        elif first > last:
            self.fault("ends_on", f"It lies before starts_on, {first}. Swap the two.")
        else:
            return Period(text or f"{first}/{last}", first, last)
        return None

    def _day(self, name: str) -> date | None:
        cell = self.typed.get(name)
        if isinstance(cell, datetime):
            return cell.date()
        if is_blank(cell) or isinstance(cell, date):
            return cell or None
        try:
            found = read_period(as_text(cell))
        except NotLoaded:
            found = None
        if found is None or found.starts_on != found.ends_on:
            self.fault(name, "Write a day, such as 2023-03-31 or 31/03/2023.")
            return None
        return found.starts_on

    def number(self, name: str) -> float | None:
        cell, times = self.typed.get(name), 1.0
        if name in self.shown and isinstance(cell, int | float):
            times = 100.0
        elif isinstance(cell, str) and cell.strip().endswith("%"):
            cell, times = cell.strip()[:-1], 1.0
            if not self._is_percent(name):
                self.fault(name, "It has a percent sign. Write a plain number.")
                return None
        if times > 1 and not self._is_percent(name):
            self.fault(name, "The cell is formatted as a percentage. Format it as a number.")
            return None
        if no_number := _say_no_number(cell):
            self.fault(name, no_number)
            return None
        try:
            found = as_number(cell)
        except ValueError:
            self.fault(name, "Write a number here, with digits alone.")
            return None
        # So that 22.5% is 22.5 and not 22.499999999999996.
        return None if found is None else round(found * times, 10)

    def _is_percent(self, name: str) -> bool:
        return self.kind.is_percent and name in {"value", "lower_95", "upper_95"}

    def flag(self, implied: str) -> str:
        flag = as_text(self.typed.get("flag")).lower() or implied
        if flag in FLAGS:
            return flag
        symbol = read_symbol(flag)
        if symbol and symbol.flag:
            return symbol.flag
        self.fault("flag", f"Use one of: {', '.join(one for one in FLAGS if one)}; or put it into note.")
        return ""

    def check_numbers(self, numbers: Mapping[str, float | None]) -> None:
        value, lower, upper, count, people = (numbers[name] for name in NUMBERS)
        for name in ("value", "lower_95", "upper_95"):
            found = numbers[name]
            # Limits by the normal approximation may lie beyond the ends; only nonsense is refused there.
            if name == "value" and found is not None and not self.kind.lowest <= found <= self.kind.highest:
                self.fault(name, f"It should be {self.kind.ends}.")
        if (lower is None) != (upper is None):
            self.fault("upper_95" if upper is None else "lower_95", "Give both limits, or neither.")
        elif lower is not None and upper is not None:
            if lower > upper:
                self.fault("lower_95", f"It lies above upper_95, {upper:g}. Swap the two.")
            elif value is not None and not lower <= value <= upper:
                self.fault("value", f"It lies outside its limits, {lower:g} to {upper:g}. Check all three.")
        for name in ("count", "denominator"):
            found = numbers[name]
            if found is not None and found < 0:
                self.fault(name, "It should be 0 or more.")
        if people == 0 and value is not None:
            self.fault("denominator", "Out of none there is no value. Leave the value empty, or check this.")
        if self.kind.is_percent and count is not None and people is not None and count > people >= 0:
            self.fault(
                "count", f"It is more than the denominator, {people:g}. A part cannot be more than all."
            )

    def check_reason(self, value: float | None, flag: str, texts: Mapping[str, str]) -> None:
        is_faulty = any(fault.column in {"value", "flag"} for fault in self.faults)
        if value is None and not flag and not texts["note"] and not is_faulty:
            self.fault("value", "Give the number, or say in flag or note why there is none.")
        if bool(texts["dimension"]) != bool(texts["subgroup"]):
            self.fault(
                "subgroup" if texts["dimension"] else "dimension",
                "Give both dimension and subgroup, or neither.",
            )


def _say_no_number(cell: Any) -> str:
    """Return what to do about a cell that holds something else in place of a number; empty where it may."""
    if isinstance(cell, date):
        return "The spreadsheet made a date of this. Format the cell as a number and type it again."
    if isinstance(cell, str) and re.fullmatch(r"\s*[<>]=?\s*[\d.,]+\s*", cell):
        return "Leave it empty and flag the row as suppressed: what is below a limit is no number."
    if isinstance(cell, str) and HIDDEN.fullmatch(cell.strip()):
        return "Leave it empty, and flag the row as suppressed if its number is hidden."
    return ""
