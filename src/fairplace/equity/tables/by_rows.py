"""Answers that need the rows themselves: one for every row, or from all the rows of each group."""

from collections.abc import Sequence
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
    """Return the rows in their order with all their columns, and what the statistic says of each.

    A row is answered among those of its group. A column of the table that is called like one of the
    answer's is kept as `..._given`. Where every group is refused, so is the table.
    """
    table, rows, groups = _read(question, question.source.names)
    order, blocks = _compute_groups(question, rows, groups)
    _refuse_all(groups, blocks)
    sizes = np.bincount(groups.of_row).tolist()
    back = np.argsort(order, kind="stable")
    answer = to_arrow({name: part[back] for name, part in join_blocks(blocks, sizes).items()})
    taken = set(answer.column_names)
    table = table.rename_columns([f"{name}_given" if name in taken else name for name in table.column_names])
    for name in answer.column_names:
        table = table.append_column(name, answer[name])
    return table


def _refuse_all(groups: Groups, blocks: list[dict[str, Any]]) -> None:
    """Refuse the table where each of its groups is, for the same reason or for that of the first."""
    if all(set(block) == {"note"} for block in blocks):
        reasons = [block["note"] for block in blocks]
        raise NotComputable(reasons[0] if len(set(reasons)) == 1 else f"{groups.name(0)}: {reasons[0]}")


def answer_each_group(question: Question) -> pa.Table:
    """Return one row a group, or several where the statistic says more; one that is refused says why."""
    _, rows, groups = _read(question, question.by)
    _, blocks = _compute_groups(question, rows, groups)
    return to_arrow(_joined(groups, blocks))


def _read(question: Question, others: Sequence[str]) -> tuple[pa.Table, Rows, Groups]:
    """Return the table with the columns that are read and the others, our columns of it, and the groups."""
    numbers = [called for name, called in question.names.items() if not COLUMNS[name].is_text]
    texts = [called for called in (*others, *question.names.values()) if called not in numbers]
    table = question.source.collect(question.source.read(texts, numbers))
    if not table.num_rows:
        raise NotComputable("The table has no rows.")
    rows = {name: _array(table[called], name) for name, called in question.names.items()}
    for name, called in question.names.items():
        lowest = COLUMNS[name].lowest
        if lowest is not None and (rows[name] < lowest).any():
            question.source.refuse_below(lowest, called)
    table = table.select([name for name in question.source.names if name in table.column_names])
    return table, rows, find_groups(table, question.by)


def _compute_groups(question: Question, rows: Rows, groups: Groups) -> tuple[Any, list[dict[str, Any]]]:
    """Return the order in which the rows stand group by group, and the answer for each group."""
    order = np.argsort(groups.of_row, kind="stable")
    ends = np.searchsorted(groups.of_row[order], np.arange(groups.count), side="right")
    blocks, start = [], 0
    for at, end in enumerate(ends):
        blocks.append(_compute(question, {name: values[order[start:end]] for name, values in rows.items()}))
        question.progress((at + 1) / groups.count)
        start = end
    return order, blocks


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
