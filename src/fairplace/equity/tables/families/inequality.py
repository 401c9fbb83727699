"""Summary measures of inequality: every one in the register of summaries, of a table of subgroups."""

from typing import Any

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.summaries import SUMMARIES, Summary, summarise
from fairplace.equity.tables.statistic import Option, Statistic

NEEDS = ("subgroup",)
MAY = (
    *("population", "value", "standard_error", "lower", "upper", "events", "average"),
    *("dimension", "order", "ordered", "favourable", "is_reference", "scale"),
)
OPTIONS = (
    Option(
        "kind",
        "what the values are, where there is a choice of limits",
        str,
        "",
        ("mean", "rate", "proportion"),
    ),
    Option("per", "what rates or proportions are given per", float),
    Option("polarity", "which way is better", str, "none", ("high", "low", "none")),
    Option("ordered", "whether the subgroups stand in order of disadvantage", bool, True),
    Option("reference", "the subgroup that the others are held against", str),
)


def _statistic(summary: Summary) -> Statistic:
    def compute(breakdown: Breakdown, *, confidence: float) -> Estimate:
        return summary(breakdown, confidence=confidence)

    title = f"{summary.name} ({summary.abbreviation})"
    return _of_breakdowns(summary.code, title, compute, summary.reading, summary.source)


def _all_valid(breakdown: Breakdown, *, confidence: float) -> dict[str, Any]:
    """Return one row for every place and every summary that is offered for the breakdown."""
    found = summarise(breakdown, confidence=confidence)
    if not found:
        raise NotComputable("No summary measure is valid for these subgroups.")
    places = breakdown.values.shape[0]
    described = [SUMMARIES[code] for code in found]

    def spread(part: str) -> np.ndarray:
        numbers = [getattr(estimate, part) for estimate in found.values()]
        known = [np.nan if one is None else one for one in numbers]
        return np.stack([np.broadcast_to(one, places) for one in known], axis=-1).ravel()

    said = {name: [getattr(one, name) for one in described] for name in ("code", "name", "kind", "unit")}
    return {
        "measure": np.tile(said["code"], places),
        "name": np.tile(said["name"], places),
        "kind": np.tile(said["kind"], places),
        "value": spread("value"),
        "lower": spread("lower"),
        "upper": spread("upper"),
        "confidence": confidence,
        "unit": np.tile(said["unit"], places),
        "no_inequality": np.tile([float(one.no_inequality) for one in described], places),
        "reading": np.tile([one.reading for one in described], places),
        "method": np.tile([estimate.method for estimate in found.values()], places),
    }


def _values(breakdown: Breakdown, *, confidence: float) -> dict[str, Any]:
    """Return the subgroups and their values as they stand, for drawing."""
    subgroups = np.tile(np.asarray(breakdown.subgroups, object), breakdown.values.shape[0])
    return {"subgroup": subgroups, "value": breakdown.values.ravel()}


def _of_breakdowns(name: str, title: str, compute: Any, reading: str, source: str) -> Statistic:
    return Statistic(
        name=name, title=title, shape="breakdowns", needs=NEEDS, may=MAY, along="subgroup", compute=compute,
        options=OPTIONS, family="inequality", reading=reading, source=source,
    )  # fmt: skip


# Not asked for by name: it is what the drawing of a breakdown reads.
VALUES = _of_breakdowns("values", "Values", _values, "The values as they stand.", "the table")
STATISTICS = (
    _of_breakdowns(
        "summarise",
        "Every valid summary measure",
        _all_valid,
        "One row for each measure that is valid for the dimension, each with how to read it.",
        "Schlotheuber and Hosseinpoor (2022)",
    ),
    *(_statistic(summary) for summary in SUMMARIES.values()),
)
