"""Gives results as a table of the same kind as the one that was asked."""

from collections.abc import Mapping
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa

from fairplace.equity.stats.estimate import Estimate


def as_columns(result: Any) -> dict[str, Any]:
    """Return the columns of a result: an estimate, or names with estimates or arrays."""
    if isinstance(result, Estimate):
        return _of_estimate(result, "")
    columns = {}
    for name, part in result.items():
        columns |= (
            _of_estimate(part, f"{name}_" if name else "") if isinstance(part, Estimate) else {name: part}
        )
    return columns


def _of_estimate(estimate: Estimate, before: str) -> dict[str, Any]:
    parts = {"value": estimate.value, "lower": estimate.lower, "upper": estimate.upper}
    missing = np.full(np.shape(estimate.value), np.nan)
    columns = {f"{before}{name}": missing if part is None else part for name, part in parts.items()}
    columns[f"{before}confidence"] = estimate.confidence
    columns[f"{before}method"] = estimate.method
    columns[f"{before}note"] = estimate.note
    return columns


def join_blocks(blocks: list[dict[str, Any]], sizes: list[int]) -> dict[str, Any]:
    """Return the columns of all blocks one after the other; what is said once counts for every row.

    A block that was refused has nothing but its note: the rest is missing.
    """
    texts = {name for block in blocks for name, part in block.items() if np.asarray(part).dtype.kind in "UO"}
    names = dict.fromkeys(name for block in sorted(blocks, key=len, reverse=True) for name in block)
    gaps = {name: "" if name in texts else np.nan for name in names}
    sized = list(zip(blocks, sizes, strict=True))
    return {
        name: np.concatenate([_full(block.get(name, gap), size) for block, size in sized])
        for name, gap in gaps.items()
    }


def _full(part: Any, size: int) -> Any:
    part = np.asarray(part)
    return part if part.ndim else np.full(size, part)


def to_arrow(columns: Mapping[str, Any]) -> pa.Table:
    """Return an Arrow table; a number that is missing is null."""
    return pa.table({name: pa.array(values, from_pandas=True) for name, values in columns.items()})


def like(table: pa.Table, given: Any) -> Any:
    """Return the table as the caller gave his: arrays, pandas, Polars; of anything else, Arrow."""
    if isinstance(given, dict):
        return {name: table[name].to_numpy(zero_copy_only=False) for name in table.column_names}
    frame = nw.from_native(given, pass_through=True)
    return in_library(table, frame.implementation if isinstance(frame, nw.DataFrame) else None)


def in_library(table: pa.Table, kind: Any) -> Any:
    """Return the table as a frame of a library, or as it is where there is none."""
    return nw.from_arrow(table, backend=kind).to_native() if kind else table
