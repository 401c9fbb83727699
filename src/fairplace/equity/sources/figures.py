"""The tidy table that all figures become: one row a number, whatever shape it was published in."""

import pyarrow as pa

FLAGS: tuple[str, ...] = (
    "", "carried-forward", "provisional", "modelled", "imputed", "apportioned", "suppressed", "break",
)  # fmt: skip

# `indicator` is the publisher's own name of what is counted. An empty `dimension` means everybody of that
# sex and age. `period` is as published; its first and last day say what it covers. A number that was
# withheld has no value and says why in `flag` and `note`.
FIGURES = pa.schema(
    [
        pa.field("indicator", pa.string(), nullable=False),
        pa.field("place", pa.string(), nullable=False),
        pa.field("place_name", pa.string(), nullable=False),
        pa.field("place_kind", pa.string(), nullable=False),
        pa.field("dimension", pa.string(), nullable=False),
        pa.field("subgroup", pa.string(), nullable=False),
        pa.field("sex", pa.string(), nullable=False),
        pa.field("age", pa.string(), nullable=False),
        pa.field("period", pa.string(), nullable=False),
        pa.field("starts_on", pa.date32(), nullable=False),
        pa.field("ends_on", pa.date32(), nullable=False),
        pa.field("value", pa.float64()),
        pa.field("lower_95", pa.float64()),
        pa.field("upper_95", pa.float64()),
        pa.field("lower_998", pa.float64()),
        pa.field("upper_998", pa.float64()),
        pa.field("count", pa.float64()),
        pa.field("denominator", pa.float64()),
        pa.field("flag", pa.string(), nullable=False),
        pa.field("note", pa.string(), nullable=False),
    ]
)
# What makes a number the same number in two loads.
KEY: tuple[str, ...] = ("indicator", "place", "dimension", "subgroup", "sex", "age", "period")
