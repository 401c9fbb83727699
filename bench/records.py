"""Writes synthetic records of people: seeded, in pieces, as many as asked. Nobody in them is real."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet

PIECE = 1_000_000
AREAS, SEXES, YEARS, OLDEST = 309, ("F", "M"), (2019, 2020, 2021, 2022, 2023, 2024), 100
BANDS = [f"{age}-{age + 4}" for age in range(0, 90, 5)] + ["90+"]
CELLS = AREAS * len(SEXES) * len(YEARS) * (OLDEST + 1)
PEOPLE, POPULATION = "people.parquet", "population.parquet"


def write_records(folder: Path, rows: int, say: Callable[[float], None], *, seed: int = 1) -> None:
    """Write so many people, a row each, and beside them how many people live there by single year of age."""
    random = np.random.default_rng(seed)
    write_population(folder / POPULATION, rows, random)
    writer = None
    for start in range(0, rows, PIECE):
        size = min(PIECE, rows - start)
        piece = people(size, random)
        writer = writer or pyarrow.parquet.ParquetWriter(str(folder / PEOPLE), piece.schema)
        writer.write_table(piece)
        say((start + size) / rows)
    if writer:
        writer.close()


def people(size: int, random: np.random.Generator) -> pa.Table:
    """Return people with area, sex, year, age, whether it happened to them, and one person-year each."""
    chances = np.geomspace(0.001, 0.2, OLDEST + 1)
    ages = random.integers(0, OLDEST + 1, size, dtype=np.int16)
    return pa.table(
        {
            "area": chosen([f"E{at:08d}" for at in range(AREAS)], size, random),
            "sex": chosen(SEXES, size, random),
            "year": chosen(YEARS, size, random),
            "age": pa.array(ages),
            "age_band": pa.array(BANDS).take(pa.array(np.minimum(ages // 5, len(BANDS) - 1))),
            "events": pa.array((random.random(size) < chances[ages]).astype(np.int8)),
            "population": pa.array(np.ones(size, dtype=np.int8)),
        }
    )


def chosen(values: list | tuple, size: int, random: np.random.Generator) -> pa.Array:
    return pa.array(values).take(pa.array(random.integers(0, len(values), size)))


def write_population(path: Path, rows: int, random: np.random.Generator) -> None:
    """Write for every area, sex, year and age somewhat more people than there will be records."""
    area, sex, year, age = (
        part.ravel() for part in np.indices((AREAS, len(SEXES), len(YEARS), OLDEST + 1), dtype=np.int32)
    )
    table = pa.table(
        {
            "area": pa.array([f"E{at:08d}" for at in range(AREAS)]).take(pa.array(area)),
            "sex": pa.array(SEXES).take(pa.array(sex)),
            "year": pa.array(YEARS).take(pa.array(year)),
            "age": pa.array(age.astype(np.int16)),
            "population": pa.array(random.integers(rows // CELLS + 10, 2 * (rows // CELLS) + 20, CELLS)),
        }
    )
    pyarrow.parquet.write_table(table, str(path))
