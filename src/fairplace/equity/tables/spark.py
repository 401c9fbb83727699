"""CSV and Parquet files read by Apache Spark: for data that lives where Spark does."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import narwhals as nw
import pyarrow as pa

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.tables.reading import MISSING

NEEDED = "Spark is not installed here: pip install “fairplace[spark]”, and a Java of 17 or newer."
_ROW = "__row"


def start_spark() -> Any:
    """Return the Spark session that is there, else a local one that listens on this machine alone."""
    try:
        session = _pyspark("sql").SparkSession
    except ImportError as error:
        raise NotComputable(NEEDED) from error
    there = session.getActiveSession()
    if there is not None:
        return there
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.shuffle.partitions": "8",
        "spark.ui.showConsoleProgress": "false",
        # A text that is no number becomes missing, and is then named by its row.
        "spark.sql.ansi.enabled": "false",
    }
    builder = session.builder.master("local[2]").appName("fairplace")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        # Without a Java, PySpark fails in many ways, none of which says so.
        raise NotComputable(f"{NEEDED} It said: {str(error).splitlines()[0]}") from error


class SparkSource:
    """A CSV or Parquet file, or a folder of either, as Spark reads it."""

    def __init__(self, path: Path):
        self.path, self.session = path, start_spark()
        self.is_csv = path.is_file() and path.suffix.lower() not in {".parquet", ".pq"}
        self.names = list(self._open().columns)

    def _open(self) -> Any:
        if self.is_csv:
            return self.session.read.csv(str(self.path), header=True, enforceSchema=False)
        return self.session.read.parquet(str(self.path))

    def read(self, texts: Sequence[str], numbers: Sequence[str]) -> Any:
        """Return these columns; a number that cannot be read is refused with its row."""
        f = _pyspark("sql.functions")
        rows, missing = self._open(), [one for one in MISSING if one]
        for name in numbers:
            said = f.trim(f.col(_quoted(name)).cast("string"))
            value = said.try_cast("double")
            bad = rows.where(value.isNull() & said.isNotNull() & (said != "") & ~said.isin(missing))
            found = bad.select(_quoted(name)).first()
            if found is not None:
                row = f", row {self._row_of(name, found[0])}" if self.is_csv else ""
                raise NotComputable(f"{self.path.name}{row}, column {name}: “{found[0]}” is not a number.")
            rows = rows.withColumn(name, value)
        for name in texts:
            rows = rows.withColumn(name, f.col(_quoted(name)).cast("string"))
        return nw.from_native(rows.select(*[_quoted(name) for name in dict.fromkeys([*texts, *numbers])]))

    def _row_of(self, column: str, value: Any) -> int:
        """Return the row of a value in the file; the header is row 1."""
        f = _pyspark("sql.functions")
        counted = self._open().withColumn(_ROW, f.monotonically_increasing_id())
        # Ids go up within and between parts of the file, so how many are smaller is the place.
        first = counted.where(f.col(_quoted(column)) == value).agg(f.min(_ROW)).first()[0]
        return counted.where(f.col(_ROW) < first).count() + 2

    def collect(self, frame: Any) -> pa.Table:
        """Return the frame as an Arrow table."""
        return frame.collect(backend="pyarrow").to_native()

    def refuse_below(self, lowest: float, column: str) -> None:
        """Refuse a number below the lowest, by its row in the file."""
        f = _pyspark("sql.functions")
        found = (
            self._open()
            .where(f.col(_quoted(column)).try_cast("double") < lowest)
            .select(_quoted(column))
            .first()
        )
        if found is not None:
            row = f", row {self._row_of(column, found[0])}" if self.is_csv else ""
            raise NotComputable(f"{self.path.name}{row}, column {column}: {found[0]} is below {lowest:g}.")


def _pyspark(part: str) -> Any:
    """Return a part of PySpark, which is an extra that most do not have."""
    return import_module(f"pyspark.{part}")


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
