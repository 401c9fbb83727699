"""Each row beside a benchmark, as England compares: by intervals, by goals, by fifths."""

from typing import Any

from fairplace.equity.stats.benchmarks import (
    compare_by_fifths,
    compare_in_five,
    compare_with_goal,
    compare_with_percentiles,
    why_not_compared,
)
from fairplace.equity.stats.comparison import compare
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.tables.statistic import Option, Statistic

POLARITY = Option("polarity", "which way is better", str, "none", ("high", "low", "none"))
WITHOUT_NONE = Option("polarity", "which way is better", str, "high", ("high", "low"))


def _compare(rows: dict[str, Any], *, benchmark: float | None, polarity: str, confidence: float) -> Any:
    if benchmark is None:
        raise NotComputable("Say what to compare with (on the command line: --benchmark 12.3).")
    usual = Estimate(rows["value"], rows["lower"], rows["upper"], 0.95)
    if "lower_998" in rows and "upper_998" in rows:
        surer = Estimate(rows["value"], rows["lower_998"], rows["upper_998"], 0.998)
        found = compare_in_five(usual, surer, benchmark, polarity)
    else:
        found = compare(usual, benchmark, polarity)
    return {"compared": found, "why_not": why_not_compared(usual, benchmark)}


def _fifths(rows: dict[str, Any], *, polarity: str, confidence: float) -> Any:
    return {"compared": compare_by_fifths(rows["value"], polarity)}


def _goal(
    rows: dict[str, Any], *, goal: float | None, goal_to: float | None, polarity: str, confidence: float
) -> Any:
    return {"compared": compare_with_goal(rows["value"], _range(goal, goal_to), polarity)}


def _percentiles(
    rows: dict[str, Any], *, goal: float | None, goal_to: float | None, polarity: str, confidence: float
) -> Any:
    ends = _range(goal, goal_to)
    return {"compared": compare_with_percentiles(rows["value"], rows["value"], ends, polarity)}


def _range(goal: float | None, goal_to: float | None) -> list[float]:
    if goal is None:
        raise NotComputable("Say what the goal is (on the command line: --goal 95).")
    return [goal] if goal_to is None else [goal, goal_to]


def _goal_of(words: str) -> tuple[Option, ...]:
    upper = Option("goal_to", "the upper end, where the goal is a range", float)
    return Option("goal", words, float), upper, WITHOUT_NONE


def _statistic(name: str, title: str, compute: Any, **told: Any) -> Statistic:
    return Statistic(
        name=name, title=title, shape="rows", needs=told.pop("needs", ("value",)), compute=compute,
        family="comparisons", source="DHSC technical guidance on comparisons", **told,
    )  # fmt: skip


STATISTICS = (
    _statistic(
        "compare",
        "Comparison with a benchmark",
        _compare,
        needs=("value", "lower", "upper"),
        may=("lower_998", "upper_998"),
        options=(Option("benchmark", "the value to be held against", float), POLARITY),
        reading="By the 95% limits; with those of 99.8% beside them, in five grades.",
    ),
    _statistic(
        "compare_by_fifths",
        "Fifth among the rows",
        _fifths,
        options=(POLARITY,),
        reading="Which fifth of the rows of its group each lies in, without intervals.",
    ),
    _statistic(
        "compare_with_goal",
        "Comparison with a goal",
        _goal,
        options=_goal_of("the goal, or the lower end of a range"),
        reading="Met, nearly met within a range, or not met; values count as they stand.",
    ),
    _statistic(
        "compare_with_percentiles",
        "Comparison with a percentile",
        _percentiles,
        options=_goal_of("the percentile, or the lower end of a range"),
        reading="As a goal that is a percentile of the rows of its group.",
    ),
)
