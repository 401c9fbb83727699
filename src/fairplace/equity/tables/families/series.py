"""Statistics of the rows of each group: means, and changes over the years."""

from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.mean import mean
from fairplace.equity.stats.trend import verdict, yearly_change
from fairplace.equity.tables.statistic import Option, Statistic


def _mean(rows: dict[str, Any], **asked: Any) -> Any:
    found = mean(rows["value"], **asked)
    return {"count": found.count, "": found}


def _yearly_change(rows: dict[str, Any], *, polarity: str, confidence: float) -> Any:
    order = np.argsort(rows["year"], kind="stable")
    parts = {name: values[order] for name, values in rows.items()}
    if np.isnan(parts["year"]).any():
        raise NotComputable("Every row of a series needs its year.")
    found = yearly_change(
        parts["year"], parts["value"], parts.get("lower"), parts.get("upper"), confidence=confidence
    )
    return {"verdict": verdict(found, polarity), "": found}


STATISTICS = (
    Statistic(
        name="mean",
        title="Mean",
        shape="each",
        needs=("value",),
        compute=_mean,
        family="means and changes",
        reading="The mean of the rows of each group, with Student's limits.",
        source="Student (1908); Armitage and Berry (2002)",
    ),
    Statistic(
        name="yearly_change",
        title="Yearly change",
        shape="each",
        needs=("year", "value"),
        may=("lower", "upper"),
        compute=_yearly_change,
        options=(Option("polarity", "which way is better", str, "none", ("high", "low", "none")),),
        family="means and changes",
        reading="Change a year along a straight line; a direction only where the interval leaves out 0.",
        source="Draper and Smith (1998); Zellner and Tiao (1964)",
    ),
)
