"""Answers that need the rows themselves: one for every row, or from all the rows of each group."""

from typing import Any

import numpy as np
import pyarrow as pa

from fairplace.equity.engines.groups import Groups, find_groups
from fairplace.equity.engines.results import as_columns, join_blocks, to_arrow
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.tables.columns import COLUMNS
from fairplace.equity.tables.question import Question

Rows = dict[str, Any]


def answer_each_row(question: Question) -> pa.Table:
    """Return the rows in their order, with what the statistic says of each."""
    rows, groups = _read(question)
    columns = as_columns(question.statistic.compute({**rows, "group": groups.of_row}, **question.options))
    question.progress(1.0)
    keys = {key: [found[at] for at in groups.of_row] for key, found in groups.keys.items()}
    full = {name: np.broadcast_to(part, len(groups.of_row)) for name, part in columns.items()}
    return to_arrow({**keys, **rows, **full})


def answer_each_group(question: Question) -> pa.Table:
    """Return one row a group, or several where the statistic says more; one that is refused says why."""
    rows, groups = _read(question)
    order = np.argsort(groups.of_row, kind="stable")
    ends = np.searchsorted(groups.of_row[order], np.arange(groups.count), side="right")
    blocks, start = [], 0
    for at, end in enumerate(ends):
        blocks.append(_compute(question, {name: values[order[start:end]] for name, values in rows.items()}))
        question.progress((at + 1) / groups.count)
        start = end
    return to_arrow(_joined(groups, blocks))


def _read(question: Question) -> tuple[Rows, Groups]:
    texts = [called for name, called in question.names.items() if COLUMNS[name].is_text]
    numbers = [called for name, called in question.names.items() if not COLUMNS[name].is_text]
    table = question.source.collect(question.source.read([*question.by, *texts], numbers))
    if not table.num_rows:
        raise NotComputable("The table has no rows.")
    rows = {name: _array(table[called], name) for name, called in question.names.items()}
    for name, called in question.names.items():
        lowest = COLUMNS[name].lowest
        if lowest is not None and (rows[name] < lowest).any():
            question.source.refuse_below(lowest, called)
    return rows, find_groups(table, question.by)


def _array(column: Any, name: str) -> Any:
    if COLUMNS[name].is_text:
        return np.asarray([None if value is None else str(value) for value in column.to_pylist()], object)
    return column.cast(pa.float64()).to_numpy().copy()


def _compute(question: Question, rows: Rows) -> dict[str, Any]:
    try:
        return as_columns(question.statistic.compute(rows, **question.options))
    except NotComputable as refusal:
        return {"note": str(refusal)}


def _joined(groups: Groups, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    lengths = [max((len(part) for part in block.values() if np.ndim(part)), default=1) for block in blocks]
    keys = {key: np.repeat(np.asarray(found, object), lengths) for key, found in groups.keys.items()}
    return {**keys, **join_blocks(blocks, lengths)}
