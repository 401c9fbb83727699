"""The tidy tables beside the snapshots: made from them, quick to open, and made again when in doubt."""

import hashlib
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from fairplace import __version__
from fairplace.equity.sources.atomic import write_whole
from fairplace.equity.sources.figures import FIGURES

# A newer Fairplace may read the same bytes better, so each reads them for itself.
MADE_BY = b"fairplace"


def write_table(table: pa.Table, folder: Path, name: str, *, unfinished: Path) -> None:
    """Write the table as Parquet under the name, with its own digest in the name of the file."""
    sink = io.BytesIO()
    made = table.cast(FIGURES).replace_schema_metadata({MADE_BY: __version__.encode()})
    pyarrow.parquet.write_table(made, sink, compression="zstd")
    content = sink.getvalue()
    path = folder / f"{name}.{_digest(content)}.parquet"
    if not path.exists():
        write_whole(path, content, unfinished=unfinished)


def read_table(folder: Path, name: str) -> pa.Table | None:
    """Return the table under the name; None if there is none, or not one that we made of it."""
    for path in sorted(folder.glob(f"{name}.*.parquet")):
        content = path.read_bytes()
        if path.name != f"{name}.{_digest(content)}.parquet":
            continue
        table = pyarrow.parquet.read_table(io.BytesIO(content))
        if (table.schema.metadata or {}).get(MADE_BY) == __version__.encode():
            return table.replace_schema_metadata(None)
    return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
