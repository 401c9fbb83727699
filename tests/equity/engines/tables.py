"""The same people in every kind of table, and a slow, plain twin of what is computed from them."""

import importlib.util
import os
import shutil

import duckdb
import ibis
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from fairplace.equity.engines.session import start_spark

AREAS, SEXES, YEARS = ("01", "02", "10"), ("F", "M"), (2023, 2024)
HAS_SPARK = importlib.util.find_spec("pyspark") and shutil.which("java")
OF_SPARK = [
    pytest.mark.spark,
    pytest.mark.skipif(
        not (os.environ.get("FAIRPLACE_REQUIRE_SPARK") or HAS_SPARK),
        reason="PySpark and Java are not both on this machine.",
    ),
    # PySpark warns of a pandas newer than the one it was tested with, and leaves its sockets to the end.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def to_spark(table):
    # Of Python rows, because Spark takes the missing of Arrow's whole numbers as they are only so.
    rows = [tuple(row.values()) for row in table.to_pylist()]
    kinds = {
        "string": "string",
        "large_string": "string",
        "double": "double",
        "int64": "long",
        "int8": "byte",
    }
    schema = ", ".join(f"`{field.name}` {kinds[str(field.type)]}" for field in table.schema)
    return start_spark().createDataFrame(rows, schema)


KINDS = {
    "arrow": lambda table: table,
    "pandas": lambda table: table.to_pandas(),
    "polars": pl.from_arrow,
    "lazy polars": lambda table: pl.from_arrow(table).lazy(),
    "duckdb": duckdb.from_arrow,
    "ibis": ibis.memtable,
    "spark": to_spark,
}
every_kind = pytest.mark.parametrize(
    "kind", [pytest.param(name, marks=OF_SPARK if name == "spark" else []) for name in KINDS]
)


def people(size=4_000, seed=5):
    """Return people, some without an area, an age or a word on whether it happened."""
    random = np.random.default_rng(seed)
    ages = [None if at % 97 == 0 else int(age) for at, age in enumerate(random.integers(0, 100, size))]
    events = [None if at % 89 == 0 else int(had) for at, had in enumerate(random.random(size) < 0.4)]
    areas = [None if at % 83 == 0 else str(area) for at, area in enumerate(random.choice(AREAS, size))]
    return pa.table(
        {
            "area": areas,
            "sex": random.choice(SEXES, size).tolist(),
            "year": pa.array(random.choice(YEARS, size)),
            "age": pa.array(ages, pa.int64()),
            "events": pa.array(events, pa.int8()),
            "score": pa.array(random.normal(50, 12, size)),
        }
    )


def population(seed=6):
    """Return people of every area, sex, year and single age; not a whole number of them."""
    random = np.random.default_rng(seed)
    rows = [
        {"area": area, "sex": sex, "year": year, "age": age, "population": float(random.uniform(20, 90))}
        for area in AREAS
        for sex in SEXES
        for year in YEARS
        for age in range(100)
    ]
    return pa.Table.from_pylist(rows)


def plain_cells(rows, by, starts, number):
    """Return the sums of every group by band, one row after the other."""
    cells = {}
    for row in rows.to_pylist():
        key, age = tuple(row[name] for name in by), row["age"]
        if None not in key and age is not None:
            band = max(at for at, start in enumerate(starts) if start <= age)
            cells.setdefault(key, [0.0] * len(starts))[band] += number(row) or 0
    return cells


def as_dict(table):
    if isinstance(table, pd.DataFrame):
        return table.astype(object).where(table.notna(), None).to_dict("list")
    return table.to_dict(as_series=False) if isinstance(table, pl.DataFrame) else table.to_pydict()
