"""Answers for breakdowns: the subgroups of one dimension, as the table describes them or the caller does."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from fairplace.equity.engines.results import as_columns, join_blocks, to_arrow
from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.tables.by_cells import BLOCK
from fairplace.equity.tables.cells import Cells, reduce_rows, to_cells
from fairplace.equity.tables.question import Question

# What describes a breakdown, and must be the same throughout it; the rest are its numbers.
WORDS = ("order", "ordered", "favourable", "is_reference", "scale")
HEAT = ("setting", "date", "year", "source", "indicator_abbr", "dimension")


@dataclass(frozen=True)
class _Kind:
    """Groups that are described alike, and the places of their subgroups among the labels, in order."""

    groups: np.ndarray
    at: list[int]
    words: dict[str, Any]


def answer_by_breakdowns(question: Question) -> pa.Table:
    """Return what the statistic says of each group; the table may describe each dimension by itself."""
    by = question.by or heat_keys(question.source.names)
    names = dict(question.names)
    if "dimension" in names:
        by = list(dict.fromkeys([*by, names.pop("dimension")]))
    reduced = reduce_rows(question.source, names, by)
    if not reduced.num_rows:
        raise NotComputable("The table has no rows.")
    cells = to_cells(reduced, names, by, question.statistic.along)
    order: list[int] = []
    blocks, sizes, done = [], [], 0
    for kind in _kinds(cells, question):
        for start in range(0, len(kind.groups), BLOCK):
            chosen = kind.groups[start : start + BLOCK]
            columns, size = _compute(question, cells, kind, chosen)
            order += np.repeat(chosen, size // len(chosen)).tolist()
            blocks.append(columns)
            sizes.append(size)
            done += len(chosen)
            question.progress(done / cells.groups.count)
    return _in_order(cells, order, join_blocks(blocks, sizes))


def heat_keys(names: list[str]) -> list[str]:
    """Return what tells the breakdowns of a HEAT Plus table apart; nothing for any other table."""
    is_heat = {"indicator_abbr", "dimension", "subgroup", "estimate"} <= set(names)
    return [name for name in HEAT if name in names] if is_heat else []


def _kinds(cells: Cells, question: Question) -> Iterator[_Kind]:
    """Yield the groups that are described alike. A dimension has the subgroups that any place has of it."""
    there = ~np.isnan(cells["population"] if cells.get("population") is not None else _any(cells))
    dimension = cells.groups.keys.get(question.names.get("dimension", ""), [""] * cells.groups.count)
    subgroups = {one: there[[d == one for d in dimension]].any(axis=0) for one in dict.fromkeys(dimension)}
    alike: dict[tuple, list[int]] = {}
    for at in range(cells.groups.count):
        said = [cells.arrays[word][at].tobytes() for word in WORDS if word in cells.arrays]
        alike.setdefault((dimension[at], *said), []).append(at)
    for (name, *_), groups in alike.items():
        yield _described(cells, np.array(groups), np.flatnonzero(subgroups[name]), question.options)


def _any(cells: Cells) -> np.ndarray:
    return np.nanmax(np.stack(list(cells.arrays.values())), axis=0)


def _described(cells: Cells, groups: np.ndarray, at: np.ndarray, options: dict[str, Any]) -> _Kind:
    said = {word: cells.arrays[word][groups[0]][at] for word in WORDS if word in cells.arrays}
    ordered = _one(said, "ordered", 1.0 if options["ordered"] else 0.0) == 1
    if ordered and "order" in said:
        turn = np.argsort(said["order"], kind="stable")
        at, said = at[turn], {word: values[turn] for word, values in said.items()}
    favourable = _one(said, "favourable", None)
    held = [
        cells.labels[one] for one, is_it in zip(at, said.get("is_reference", ()), strict=False) if is_it == 1
    ]
    words = {
        "ordered": ordered,
        "polarity": options["polarity"] if favourable is None else ("high" if favourable else "low"),
        "reference": held[0] if held else options["reference"],
        "per": _one(said, "scale", options["per"]),
        "kind": options["kind"] or "",
    }
    return _Kind(groups, [int(one) for one in at], words)


def _one(said: dict[str, np.ndarray], word: str, otherwise: Any) -> Any:
    values = {float(value) for value in said.get(word, ()) if not np.isnan(value)}
    if len(values) > 1:
        raise NotComputable(f"The column {word} differs between the subgroups of one dimension.")
    return values.pop() if values else otherwise


def _compute(question: Question, cells: Cells, kind: _Kind, chosen: np.ndarray) -> tuple[dict[str, Any], int]:
    own = {"kind", "per", "ordered", "polarity", "reference"}
    asked = {name: value for name, value in question.options.items() if name not in own}
    try:
        columns = as_columns(question.statistic.compute(breakdown_of(cells, kind, chosen), **asked))
    except NotComputable as refusal:
        return {"note": str(refusal)}, len(chosen)
    return columns, max((len(part) for part in columns.values() if np.ndim(part)), default=1)


def breakdown_of(cells: Cells, kind: _Kind, chosen: np.ndarray) -> Breakdown:
    """Return the breakdown of these groups; events without a value are counted among the population."""
    parts = {name: array[chosen[:, None], kind.at] for name, array in cells.arrays.items()}
    values, counts = parts.get("value"), parts.get("events")
    populations = parts.get("population", np.ones((len(chosen), len(kind.at))))
    if values is None:
        if counts is None or "population" not in parts:
            raise NotComputable("The table needs a column value, or events counted among a population.")
        values = counts / populations * (kind.words["per"] or 1)
    average = parts.get("average")
    return Breakdown(
        tuple(cells.labels[at] for at in kind.at),
        values,
        populations,
        standard_errors=parts.get("standard_error"),
        counts=counts,
        denominators=None if counts is None else populations,
        lowers=parts.get("lower"),
        uppers=parts.get("upper"),
        average=None if average is None else np.nanmax(average, axis=-1),
        **kind.words,
    )


def _in_order(cells: Cells, order: list[int], columns: dict[str, Any]) -> pa.Table:
    turn = np.argsort(order, kind="stable")
    keys = {key: [found[order[at]] for at in turn] for key, found in cells.groups.keys.items()}
    return to_arrow({**keys, **{name: part[turn] for name, part in columns.items()}})
