"""Answers for groups whose rows are added up, and for groups laid out along ages or subgroups."""

from typing import Any

import numpy as np
import pyarrow as pa

from fairplace.equity.engines.results import as_columns, join_blocks, to_arrow
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.tables.cells import Cells, reduce_rows, to_cells
from fairplace.equity.tables.question import Question

# So many groups at a time, which bounds the memory of what is simulated, and shows progress.
BLOCK = 2_000


def answer_by_cells(question: Question) -> pa.Table:
    """Return one row a group, or one a group and label where the statistic goes along them."""
    reduced = reduce_rows(question.source, question.names, question.by)
    if not reduced.num_rows:
        raise NotComputable("The table has no rows.")
    cells = to_cells(reduced, question.names, question.by, question.statistic.along)
    blocks, sizes = [], []
    for start in range(0, cells.groups.count, BLOCK):
        part = cells.part(start, start + BLOCK)
        blocks.append(_compute(question, part))
        sizes.append(part.groups.count)
        question.progress(min(start + BLOCK, cells.groups.count) / cells.groups.count)
    return to_arrow(_laid_out(cells, join_blocks(blocks, sizes)))


def _compute(question: Question, part: Cells) -> dict[str, Any]:
    try:
        return as_columns(question.statistic.compute(part, **question.options))
    except NotComputable as refusal:
        at = _first_refused(question, part)
        if at is None:
            raise
        name = part.groups.name(at)
        raise NotComputable(f"{name}: {refusal}" if name else str(refusal)) from refusal


def _first_refused(question: Question, part: Cells) -> int | None:
    """Return the first group that is refused by itself; None where it is about the question instead."""
    refused = []
    for at in range(part.groups.count):
        try:
            question.statistic.compute(part.part(at, at + 1), **question.options)
        except NotComputable:
            refused.append(at)
            if len(refused) > 1 and refused == [0, 1]:
                return None
    return refused[0] if refused else None


def _laid_out(cells: Cells, columns: dict[str, Any]) -> dict[str, Any]:
    width = max((array.shape[1] for array in columns.values() if array.ndim > 1), default=0)
    if not width:
        return {**cells.groups.keys, **columns}
    keys = {key: np.repeat(np.asarray(found, object), width) for key, found in cells.groups.keys.items()}
    labels = {cells.along: np.tile(np.asarray(cells.labels, object), cells.groups.count)}
    flat = {
        name: array.ravel() if array.ndim > 1 else np.repeat(array, width) for name, array in columns.items()
    }
    return {**keys, **labels, **flat}
