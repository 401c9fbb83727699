"""CSV and Parquet files: opened by DuckDB within the memory it is given, or by Spark."""

import re
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from fairplace.equity.stats.errors import NotComputable

MISSING = ("", "NA", "N/A", "NaN", "nan", "null", "-", "*", "[x]", "[c]")


def connect(*, memory: str | None = None, spill: str | Path | None = None) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB of our own that fetches nothing and puts what does not fit into a folder.

    `memory` is the most it may use, such as "4GB": four fifths of the machine if nothing is said.
    """
    # Each has a folder of its own, made when it is needed: DuckDBs that share one overwrite their files.
    folder = Path(spill or tempfile.gettempdir()) / f"fairplace-spill-{uuid4().hex}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    settings: dict[str, Any] = {
        "temp_directory": str(folder),
        # Without these, a query that wants an extension would try to download it.
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if memory:
        settings["memory_limit"] = memory
    try:
        connection = duckdb.connect(config=settings)
    except duckdb.Error as error:
        raise NotComputable(f"DuckDB cannot be given the memory “{memory}”: write it as 4GB.") from error
    # It counts how far it is, which is asked for later, but draws nothing itself.
    connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    return connection


def is_csv(path: Path) -> bool:
    """Return whether the file is read as CSV; folders are of Parquet."""
    return path.is_file() and path.suffix.lower() not in {".parquet", ".pq"}


def read_file(connection: duckdb.DuckDBPyConnection, path: Path) -> Any:
    """Return the relation of a file or folder. Of CSV everything is text, so that 01 stays 01."""
    try:
        if is_csv(path):
            missing: list[str] = list(MISSING)
            return connection.read_csv(str(path), header=True, all_varchar=True, na_values=missing)
        return connection.read_parquet(str(path / "**" / "*.parquet" if path.is_dir() else path))
    except duckdb.Error as error:
        raise NotComputable(explain(path.name, error)) from error


def read_with_spark(session: Any, path: Path) -> Any:
    """Return Spark's frame of a file or folder, read as DuckDB reads it."""
    if not is_csv(path):
        return session.read.parquet(str(path))
    return session.read.csv(str(path), header=True, enforceSchema=False)


def explain(called: str, error: Exception) -> str:
    """Return a sentence for what DuckDB says of a file that it cannot read."""
    said = re.sub(r"\s+", " ", str(error)).split(" Possible ")[0][:200]
    if isinstance(error, duckdb.OutOfMemoryException):
        return f"{called} needs more memory than DuckDB may use here, and room to spill. It said: {said}"
    if "utf-8" in said.lower() or "unicode" in said.lower():
        return f"{called} is not UTF-8 text. Save it as “CSV UTF-8” and try again."
    return f"{called} cannot be read: {said}"
