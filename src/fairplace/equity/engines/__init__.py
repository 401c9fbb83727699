"""The same sums over tables of any size, wherever their rows are: DuckDB, Spark, Polars, pandas, Arrow, Ibis.

One expression reduces the rows where they are; what is left is small, and goes to the kernels of `stats`.
"""

from fairplace.equity.engines.answers import (
    Answer,
    crude_rates,
    direct_rates,
    indirect_ratios,
    life_expectancies,
    means,
    proportions,
)
from fairplace.equity.engines.bands import FIVE_YEARS, OF_LIFE_TABLES
from fairplace.equity.engines.counting import count_by
from fairplace.equity.engines.lookups import add_from_lookup
from fairplace.equity.engines.rectangle import Rectangle, rectangle
from fairplace.equity.engines.table import Table, open_table

__all__ = [
    "FIVE_YEARS",
    "OF_LIFE_TABLES",
    "Answer",
    "Rectangle",
    "Table",
    "add_from_lookup",
    "count_by",
    "crude_rates",
    "direct_rates",
    "indirect_ratios",
    "life_expectancies",
    "means",
    "open_table",
    "proportions",
    "rectangle",
]
