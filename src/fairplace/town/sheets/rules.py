"""What a sheet is, and what reading one finds. A sheet lists things of one kind, a row each, by their key."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

MOST_ROWS = MOST_CHANGES = 5_000
Row = dict[str, Any]


class Refused(Exception):
    """What a cell says cannot be taken; the message is a sentence that says what to write instead."""


@dataclass(frozen=True)
class Column:
    """One column: its heading in the file, what to write there, and how it is checked.

    `clean` takes the text of the cell and the town, and returns it as it will be written, or raises Refused.
    `also` are other headings that mean the same.
    """

    name: str
    heading: str | Promise
    help: str | Promise = ""
    is_needed: bool = False
    example: str = ""
    also: tuple[str, ...] = ()
    choices: tuple[tuple[str, str | Promise], ...] = ()
    clean: Callable[[str, Any], str] | None = None


@dataclass(frozen=True)
class Sheet:
    """A kind of thing that comes in and goes out as a spreadsheet.

    `keys` are the columns that tell rows apart. `current(town)` returns what is there now, by key, as the
    rows that a download would have; it may keep more in them than there are columns, which `save` gets
    back when a file is undone. `save(by, town, row)` adds or changes one; `remove(by, town, row)` takes
    one away again and raises Refused where something hangs on it. `check(town, rows)` yields (place among
    the rows, column, sentence) for what only all rows together show.
    """

    code: str
    title: str | Promise
    one: str | Promise
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    current: Callable[[Any], dict[str, Row]]
    save: Callable[..., Any]
    remove: Callable[..., None]
    ability: Any
    done_url: Callable[[], str]
    check: Callable[[Any, Sequence[Row]], Iterable[tuple[int, str, str]]] = lambda town, rows: ()
    most_rows: int = MOST_ROWS

    def column(self, name: str) -> Column:
        return next(one for one in self.columns if one.name == name)

    def key_of(self, row: Mapping[str, str]) -> str:
        """Return what tells a row apart; nothing where a part of it is missing."""
        parts = [row.get(name, "") for name in self.keys]
        return " × ".join(parts) if all(parts) else ""


SHEETS: dict[str, Sheet] = {}


def register_sheet(sheet: Sheet) -> None:
    """Offer a sheet; a code is used once."""
    assert SHEETS.get(sheet.code, sheet) == sheet, f"There is a sheet {sheet.code} already."
    SHEETS[sheet.code] = sheet


@dataclass(frozen=True)
class Problem:
    """What cannot be taken: the row as numbered in the file, the column, and a sentence."""

    number: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Read:
    """The rows of a file by the names of our columns, each with its number in the file."""

    rows: tuple[tuple[int, Row], ...]
    unknown: tuple[str, ...] = ()


@dataclass
class Preview:
    """What taking a file in would do."""

    problems: list[Problem] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    same: int = 0
    clean: list[Row] = field(default_factory=list)

    @property
    def faulty(self) -> set[int]:
        return {problem.number for problem in self.problems}

    @property
    def changes(self) -> int:
        return len(self.added) + len(self.changed)


def match_headings(headings: Sequence[str], sheet: Sheet) -> tuple[dict[int, str], tuple[str, ...]]:
    """Return which column stands where, and the headings that mean nothing here."""
    names = {}
    for column in sheet.columns:
        for one in (column.name, str(column.heading), *column.also):
            names.setdefault(_plain(one), column.name)
    found: dict[int, str] = {}
    unknown = []
    for at, heading in enumerate(headings):
        name = names.get(_plain(heading))
        if name and name not in found.values():
            found[at] = name
        elif heading.strip():
            unknown.append(heading.strip())
    return found, tuple(unknown)


def preview(read: Read, sheet: Sheet, current: Mapping[str, Row], town: Any) -> Preview:
    """Return what taking the rows in would do, and what stands in the way, row by row."""
    found = Preview()
    seen: dict[str, int] = {}
    rows: list[tuple[int, Row]] = []
    for number, row in read.rows:
        problems, clean = _clean_row(number, row, sheet, town)
        found.problems += problems
        named = {name: clean.get(name) or row.get(name, "").strip() for name in sheet.keys}
        key = sheet.key_of(named)
        if key in seen:
            said = _("“%(key)s” stands in row %(row)s already.") % {"key": key, "row": seen[key]}
            found.problems.append(Problem(number, sheet.keys[-1], said))
            continue
        if key:
            seen[key] = number
        # What only all rows together show is told of faulty rows too, so that each is mended once.
        rows.append((number, {**clean, **named}))
    for at, column, sentence in sheet.check(town, [row for _number, row in rows]):
        found.problems.append(Problem(rows[at][0], column, sentence))
    faulty = found.faulty
    found.clean = [row for number, row in rows if number not in faulty]
    _compare(found, sheet, current)
    found.problems.sort(key=lambda one: one.number)
    return found


def _clean_row(number: int, row: Row, sheet: Sheet, town: Any) -> tuple[list[Problem], Row]:
    problems, clean = [], {}
    for column in sheet.columns:
        if column.name not in row:
            continue
        text = " ".join(row[column.name].split()) if column.name in sheet.keys else row[column.name].strip()
        try:
            clean[column.name] = _clean_cell(text, column, town)
        except Refused as refused:
            problems.append(Problem(number, column.name, str(refused)))
    problems += [
        Problem(
            number,
            column.name,
            _("Write something here: “%(heading)s” is needed.") % {"heading": column.heading},
        )
        for column in sheet.columns
        if column.is_needed and not row.get(column.name, "").strip()
    ]
    return problems, clean


def _clean_cell(text: str, column: Column, town: Any) -> str:
    if not text:
        return ""
    if column.choices:
        by_word = {_plain(str(word)): code for code, label in column.choices for word in (code, label)}
        if _plain(text) not in by_word:
            words = ", ".join(code for code, _label in column.choices if code)
            raise Refused(_("“%(text)s” is none of: %(words)s.") % {"text": text, "words": words})
        text = by_word[_plain(text)]
    return column.clean(text, town) if column.clean else text


def _compare(found: Preview, sheet: Sheet, current: Mapping[str, Row]) -> None:
    for row in found.clean:
        key = sheet.key_of(row)
        before = current.get(key)
        if before is None:
            found.added.append(key)
            continue
        differences = [
            (name, before.get(name, ""), value)
            for name, value in row.items()
            if before.get(name, "") != value
        ]
        if differences:
            found.changed[key] = differences
        else:
            found.same += 1


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
