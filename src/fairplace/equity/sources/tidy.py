"""Puts columns together into the tidy table: complete, in order, and every number once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.figures import FIGURES, KEY

# Its functions are made when it is imported, so that no type checker sees them.
pc: Any = pyarrow.compute
NUMBERS: tuple[str, ...] = tuple(field.name for field in FIGURES if pa.types.is_floating(field.type))


def make_figures(columns: Mapping[str, Any], *, rows: int, called: str) -> pa.Table:
    """Return the tidy table of these columns: arrays, or one value for all rows; what is left out is empty.

    A row that comes twice with the same numbers is kept once, as publishers repeat an area under each of its
    parents. Raises NotLoaded when the same number comes twice and differs.
    """
    made = [_column(field, columns.get(field.name), rows) for field in FIGURES]
    return _once(pa.Table.from_arrays(made, schema=FIGURES), called)


def _column(field: pa.Field, given: Any, rows: int) -> pa.Array:
    if isinstance(given, pa.ChunkedArray):
        given = given.combine_chunks()
    if not isinstance(given, pa.Array):
        given = pa.repeat(pa.scalar(given, field.type), rows)
    given = given.cast(field.type)
    return given if field.nullable else given.fill_null("") if pa.types.is_string(field.type) else given


def _once(table: pa.Table, called: str) -> pa.Table:
    keys = table.group_by(list(KEY)).aggregate([]).num_rows
    if keys == table.num_rows:
        return table
    same = [*KEY, *NUMBERS]
    numbered = table.append_column("row", pa.array(range(table.num_rows), pa.int64()))
    first = numbered.group_by(same).aggregate([("row", "min")])["row_min"]
    once = table.take(pc.take(first, pc.sort_indices(first)))
    if once.num_rows == keys:
        return once
    groups = once.group_by(list(KEY)).aggregate([([], "count_all")])
    twice = groups.filter(pc.greater(groups["count_all"], 1)).slice(0, 1).to_pylist()[0]
    said = ", ".join(str(twice[name]) for name in KEY if twice[name])
    raise NotLoaded(
        f"{called} sent two different numbers for the same thing ({said}). Ask for fewer kinds of area."
    )


def tidy_text(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """Return the texts with single spaces, and an empty text where there was nothing."""
    texts = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    spaced = pc.replace_substring_regex(texts.fill_null(""), r"\s+", " ")
    return pc.utf8_trim_whitespace(spaced)


def map_each(columns: Sequence[pa.Array], work: Callable[..., Any], type: pa.DataType) -> pa.Array:
    """Return `work` of each row's texts, worked out once for each that differs. None stays null."""
    joined = pc.binary_join_element_wise(
        *[column.fill_null("") for column in columns], "\x1f"
    ).dictionary_encode()
    worked = pa.array([work(*text.split("\x1f")) for text in joined.dictionary.to_pylist()], type)
    return worked.take(joined.indices)


def sex_of(text: str) -> str:
    """Return Persons, Male or Female, for what publishers call them; other words stay as they are."""
    said = text.strip().lower()
    if said in {
        "total",
        "all",
        "all persons",
        "persons",
        "people",
        "both",
        "both sexes",
        "all usual residents",
    }:
        return "Persons"
    return {"males": "Male", "females": "Female", "male": "Male", "female": "Female"}.get(said, text.strip())
