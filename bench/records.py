"""Writes synthetic records of people: seeded, in pieces, as many as asked. Nobody in them is real."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet

PIECE = 1_000_000
AREAS, YEARS = 309, (2019, 2020, 2021, 2022, 2023, 2024)
BANDS = [f"{age}-{age + 4}" for age in range(0, 90, 5)] + ["90+"]


def write_records(path: Path, rows: int, say: Callable[[float], None], *, seed: int = 1) -> None:
    """Write so many people, each with area, sex, year, age band, whether it happened, and one person-year."""
    random = np.random.default_rng(seed)
    areas, bands = (pa.array(names) for names in ([f"E{at:08d}" for at in range(AREAS)], BANDS))
    sexes, chances = pa.array(["F", "M"]), np.geomspace(0.001, 0.2, len(BANDS))
    writer = None
    for start in range(0, rows, PIECE):
        size = min(PIECE, rows - start)
        ages = random.integers(0, len(BANDS), size)
        piece = pa.table(
            {
                "area": areas.take(pa.array(random.integers(0, AREAS, size))),
                "sex": sexes.take(pa.array(random.integers(0, 2, size))),
                "year": pa.array(random.choice(YEARS, size)),
                "age_band": bands.take(pa.array(ages)),
                "events": pa.array((random.random(size) < chances[ages]).astype(np.int8)),
                "population": pa.array(np.ones(size, dtype=np.int8)),
            }
        )
        writer = writer or pyarrow.parquet.ParquetWriter(str(path), piece.schema)
        writer.write_table(piece)
        say((start + size) / rows)
    if writer:
        writer.close()
