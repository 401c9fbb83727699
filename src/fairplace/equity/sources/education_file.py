"""The plain CSV file of an education data set: columns everybody has, then filters, then indicators."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.education_meta import is_total, read_time, words_in
from fairplace.equity.sources.education_rows import divide, read_value
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import Grid, as_number, as_text, read_grid
from fairplace.equity.sources.port import Reply
from fairplace.equity.sources.tidy_rows import make_rows

CALLED = "What DfE Explore Education Statistics sent"
TIME = ("time_period", "time_identifier", "geographic_level")
# The columns of code and name for each level, from the narrowest that a row can be about.
LEVELS = {
    "local authority": ("new_la_code", "la_name"),
    "local authority district": ("lad_code", "lad_name"),
    "parliamentary constituency": ("pcon_code", "pcon_name"),
    "regional": ("region_code", "region_name"),
    "national": ("country_code", "country_name"),
}
PLACES = frozenset({"old_la_code", *(name for pair in LEVELS.values() for name in pair)})


def read_file(replies: Sequence[Reply], asked: Mapping[str, str]) -> pa.Table:
    """Return the figures of the indicators asked for, by column, and of the places asked for.

    Which columns are filters is not said in the file: those of words are. Two rows that only an unknown
    column tells apart are refused rather than mixed.
    """
    rows: list[dict[str, Any]] = []
    wanted, places = words_in(asked.get("indicators", "")), set(words_in(asked.get("places", "")))
    if not wanted:
        raise NotLoaded("Say which indicators are wanted.")
    begins = asked.get("reporting_year_begins")
    for reply in replies:
        grid = read_grid(reply.body, called=CALLED, is_ended=True)
        grid.find(*TIME, *wanted)
        filters = _filters(grid, wanted)
        for number, record in grid.records():
            code, name = _place(number, record)
            if places and code not in places:
                continue
            period = read_time(
                as_text(record["time_period"]),
                as_text(record["time_identifier"]),
                reporting_begins=int(begins) if begins else None,
            )
            chosen = [
                (_word(column), as_text(record[column])) for column in filters if as_text(record[column])
            ]
            shared = {
                "place": code,
                "place_name": name,
                "place_kind": as_text(record["geographic_level"]),
                "period": period.text,
                "starts_on": period.starts_on,
                "ends_on": period.ends_on,
                **divide([(column, option, is_total(option)) for column, option in chosen]),
            }
            rows.extend(
                {**shared, "indicator": one, **read_value(record[one], one, shared)} for one in wanted
            )
    if places and not rows:
        raise NotLoaded(f"{CALLED} has no figures for {', '.join(sorted(places))}.")
    return make_rows(rows, called=CALLED)


def _place(number: int, record: Mapping[str, Any]) -> tuple[str, str]:
    level = as_text(record["geographic_level"])
    columns = LEVELS.get(level.lower())
    if columns is None or columns[0] not in record:
        raise NotLoaded(f"{CALLED}, row {number}: the level “{level}” is not one we know, or has no code.")
    code, name = (as_text(record.get(column, "")) for column in columns)
    if not code:
        raise NotLoaded(
            f"{CALLED}, row {number}, column {columns[0]}: it is empty, so the place is not known."
        )
    return code, name


def _filters(grid: Grid, wanted: Sequence[str]) -> list[str]:
    """Return the columns that divide people: those that hold words."""
    rest = [name for name in grid.names if name and name not in {*TIME, *PLACES, *wanted}]
    return [name for name in rest if any(_is_word(cell) for cell in grid.column(name))]


def _is_word(cell: Any) -> bool:
    try:
        as_number(str(cell).strip().removesuffix("%"))
    except ValueError:
        return True
    return False


def _word(column: str) -> str:
    """Return the heading of a filter as words: school_phase as School phase."""
    return column.replace("_", " ").strip().capitalize()
