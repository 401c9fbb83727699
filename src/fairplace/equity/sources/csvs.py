"""Reads the CSV that a publisher sent: every cell as text, and nothing that is cut or is not CSV at all."""

import csv
import io
import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.csv

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.texts import AS_IT_CAME, KEPT, refuse_other
from fairplace.equity.sources.tidy import pc


def read_csv(body: bytes, called: str) -> pa.Table:
    """Return every cell as text, an empty one as null; names trimmed. `called` says whose file it is.

    Raises NotLoaded for nothing, a web page, bytes that are no text, a file that breaks off, and a row with
    too many or too few cells. A header alone is a table without rows.
    """
    body = refuse_other(body, "CSV", called).lstrip(b"\r\n")
    if body.lstrip().startswith((b"{", b"[")):
        raise NotLoaded(f"{called} sent JSON instead of CSV. Look at its address in a browser. {KEPT}")
    # A quote that is opened and never closed would swallow the rest of the file into one cell.
    if not body.endswith((b"\n", b"\r")) or body.count(b'"') % 2:
        raise NotLoaded(f"What {called} sent breaks off before its last line ends. Try again. {KEPT}")
    return _parse(body, called)


def _parse(body: bytes, called: str) -> pa.Table:
    first = body.split(b"\n", 1)[0].decode("utf-8")
    for divider, word in ((";", "semicolons"), ("\t", "tabs")):
        if first.count(divider) > first.count(","):
            raise NotLoaded(
                f"What {called} sent is divided by {word}, not commas. Bring the file {AS_IT_CAME}. {KEPT}"
            )
    header = next(csv.reader([first]))
    names = [name.strip() for name in header]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise NotLoaded(f"{called} sent two columns called “{twice}”. {KEPT}")
    texts = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=True, null_values=[""]
    )
    try:
        table = pyarrow.csv.read_csv(io.BytesIO(body), parse_options=_QUOTED, convert_options=texts)
    except pa.ArrowInvalid as error:
        where = _odd_row(body, len(names))
        raise NotLoaded(f"{where} in what {called} sent, as if it broke off. Try again. {KEPT}") from error
    return table.rename_columns(names)


def _odd_row(body: bytes, cells: int) -> str:
    """Return what is wrong with the first row of another length. Arrow reads in parallel and cannot tell."""
    rows = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    odd = ((at, len(row)) for at, row in enumerate(rows, start=1) if row and len(row) != cells)
    found = next(odd, None)
    return f"Row {found[0]:,} has {found[1]} cells instead of {cells}" if found else "A row cannot be read"


_QUOTED = pyarrow.csv.ParseOptions(newlines_in_values=True)


def find_column(table: pa.Table, pattern: str) -> str | None:
    """Return the name of the first column that fits the pattern, whatever its capitals; None without one."""
    fits = re.compile(pattern, re.IGNORECASE)
    return next((name for name in table.column_names if fits.fullmatch(" ".join(name.split()))), None)


def need_columns(table: pa.Table, patterns: Sequence[tuple[str, str]], called: str) -> dict[str, str]:
    """Return what each column is called in the table. Raises NotLoaded naming all that are missing."""
    found = {name: find_column(table, pattern) for name, pattern in patterns}
    missing = [name for name, column in found.items() if column is None]
    if missing:
        words = ", ".join(f"“{name}”" for name in missing)
        raise NotLoaded(
            f"{called} sent no column {words}: it may have changed its format. "
            f"Look for a newer Fairplace. {KEPT}"
        )
    return {name: column for name, column in found.items() if column}


def numbers(table: pa.Table, column: str | None, called: str) -> pa.Array | None:
    """Return a column as numbers, empty cells as null. Raises NotLoaded naming the row of another thing."""
    if column is None:
        return None
    texts = pc.utf8_trim_whitespace(table[column].combine_chunks())
    texts = pc.if_else(pc.equal(texts, ""), None, texts)
    try:
        return pc.cast(texts, pa.float64())
    except pa.ArrowInvalid:
        row, text = next((row, text) for row, text in enumerate(texts.to_pylist()) if not _is_number(text))
        raise NotLoaded(
            f"In what {called} sent, row {row + 2}, column {column}: “{text}” is not a number. {KEPT}"
        ) from None


def _is_number(text: str | None) -> bool:
    try:
        return text is None or float(text) is not None
    except ValueError:
        return False
