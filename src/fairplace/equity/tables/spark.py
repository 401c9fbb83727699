"""CSV and Parquet files read by Apache Spark: for data that lives where Spark does."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import narwhals as nw
import pyarrow as pa

from fairplace.equity.engines.files import MISSING, is_csv, read_with_spark
from fairplace.equity.engines.session import pyspark_part, start_spark
from fairplace.equity.stats.errors import NotComputable

_ROW = "__row"


class SparkSource:
    """A CSV or Parquet file, or a folder of either, as Spark reads it."""

    def __init__(self, path: Path):
        self.path, self.session = path, start_spark()
        self.is_csv = is_csv(path)
        self.names = list(self._open().columns)

    def _open(self) -> Any:
        return read_with_spark(self.session, self.path)

    def read(self, texts: Sequence[str], numbers: Sequence[str]) -> Any:
        """Return these columns; a number that cannot be read is refused with its row."""
        f = pyspark_part("sql.functions")
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
        f = pyspark_part("sql.functions")
        counted = self._open().withColumn(_ROW, f.monotonically_increasing_id())
        # Ids go up within and between parts of the file, so how many are smaller is the place.
        first = counted.where(f.col(_quoted(column)) == value).agg(f.min(_ROW)).first()[0]
        return counted.where(f.col(_ROW) < first).count() + 2

    def collect(self, frame: Any) -> pa.Table:
        """Return the frame as an Arrow table."""
        return frame.collect(backend="pyarrow").to_native()

    def refuse_below(self, lowest: float, column: str) -> None:
        """Refuse a number below the lowest, by its row in the file."""
        f = pyspark_part("sql.functions")
        found = (
            self._open()
            .where(f.col(_quoted(column)).try_cast("double") < lowest)
            .select(_quoted(column))
            .first()
        )
        if found is not None:
            row = f", row {self._row_of(column, found[0])}" if self.is_csv else ""
            raise NotComputable(f"{self.path.name}{row}, column {column}: {found[0]} is below {lowest:g}.")


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
