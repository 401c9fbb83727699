"""Statistics of the rows of each group: means, changes over the years, and where they lead."""

from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.mean import mean
from fairplace.equity.stats.status import status
from fairplace.equity.stats.trend import (
    back_test,
    projection,
    recent_trend,
    required_yearly_change,
    verdict,
    yearly_change,
)
from fairplace.equity.tables.statistic import Option, Statistic


def _mean(rows: dict[str, Any], **asked: Any) -> Any:
    found = mean(rows["value"], **asked)
    return {"count": found.count, "": found}


def _yearly_change(rows: dict[str, Any], *, polarity: str, confidence: float) -> Any:
    found = yearly_change(*_series(rows), confidence=confidence)
    return {"verdict": verdict(found, polarity), "": found}


def _recent_trend(rows: dict[str, Any], *, span: float, polarity: str, confidence: float) -> dict[str, Any]:
    if "events" in rows and "population" in rows:
        numbers = {"counts": rows["events"], "denominators": rows["population"]}
    else:
        numbers = {name + "s": rows.get(name) for name in ("value", "lower", "upper")}
    if np.isnan(rows["year"]).any():
        raise NotComputable("Every row of a series needs its year.")
    found = recent_trend(rows["year"], **numbers, span=span, polarity=polarity)
    return {"trend": found.word, "chi_square": found.chi_square, "reason": found.reason}


def _projection(
    rows: dict[str, Any], *, until: float | None, confidence: float, **asked: Any
) -> dict[str, Any]:
    """Return a row for every year ahead, with the bands of 50% and 80% beside the one asked for."""
    if until is None:
        raise NotComputable("Say until which year (on the command line: --until 2040).")
    found = projection(*_series(rows), until=until, fan=(0.5, 0.8, confidence), **asked)
    bands = {round(100 * band.confidence): band for band in found.bands}
    said = {"year": found.years, "value": found.middle}
    for percent, band in bands.items():
        said |= {f"lower_{percent}": band.lower, f"upper_{percent}": band.upper}
    return {**said, "method": found.method}


def _back_test(rows: dict[str, Any], *, ahead: int | None, confidence: float, **asked: Any) -> dict[str, Any]:
    found = back_test(*_series(rows), ahead=ahead, fan=(confidence,), **asked)
    return {
        "forecasts": len(found.observed),
        "error": found.error,
        "naive_error": found.naive_error,
        "coverage": found.coverage[confidence],
    }


def _status(
    rows: dict[str, Any],
    *,
    target: float | None,
    by_year: float | None,
    judged_from: float | None,
    polarity: str,
    confidence: float,
) -> dict[str, Any]:
    if target is None or by_year is None or polarity == "none":
        raise NotComputable("A status needs a target, the year it is for (by_year), and the polarity.")
    years, values, lowers, uppers = _series(rows)
    change = yearly_change(years, values, lowers, uppers, confidence=confidence)
    last = np.flatnonzero(~np.isnan(values))[-1]
    ends = [None if one is None or np.isnan(one[last]) else float(one[last]) for one in (lowers, uppers)]
    level = Estimate(float(values[last]), *ends, confidence=0.95)
    required = required_yearly_change(level.value, target, years[last], by_year)
    found = status(
        change, required.value, polarity,
        level=level, target=target, year=years[last], judged_from=judged_from,
    )  # fmt: skip
    return {"status": found.word, "reason": found.reason, "required": required.value, "": change}


def _series(rows: dict[str, Any]) -> tuple[Any, Any, Any, Any]:
    """Return years, values and limits in the order of the years."""
    if np.isnan(rows["year"]).any():
        raise NotComputable("Every row of a series needs its year.")
    order = np.argsort(rows["year"], kind="stable")
    lowers, uppers = (None if rows.get(one) is None else rows[one][order] for one in ("lower", "upper"))
    return rows["year"][order], rows["value"][order], lowers, uppers


POLARITY = Option("polarity", "which way is better", str, "none", ("high", "low", "none"))
SCALE = Option(
    "scale", "what keeps the line inside its bounds: logit for shares, log for rates", str, "plain",
    ("plain", "logit", "log"),
)  # fmt: skip
PER = Option("per", "what shares are given per: 1, or 100 for percentages", float, 1)


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
        options=(POLARITY,),
        family="means and changes",
        reading="Change a year along a straight line; a direction only where the interval leaves out 0.",
        source="Draper and Smith (1998); Zellner and Tiao (1964)",
    ),
    Statistic(
        name="recent_trend",
        title="Recent trend",
        shape="each",
        needs=("year",),
        may=("events", "population", "value", "lower", "upper"),
        compute=_recent_trend,
        options=(Option("span", "how many years each period covers", float, 1), POLARITY),
        family="means and changes",
        reading="England's marker of the last five points: of proportions from events and population, of "
        "all else from values with limits.",
        source="DHSC technical guidance on recent trends; Cochran (1954); Armitage (1955)",
    ),
    Statistic(
        name="projection",
        title="Projection",
        shape="each",
        needs=("year", "value"),
        may=("lower", "upper"),
        compute=_projection,
        options=(Option("until", "the last year of the projection", float), SCALE, PER),
        family="means and changes",
        reading="The figures to be expected if the line goes on; it knows of no turn, no plan and no policy.",
        source="Zellner and Tiao (1964)",
    ),
    Statistic(
        name="back_test",
        title="Back-test of projections",
        shape="each",
        needs=("year", "value"),
        may=("lower", "upper"),
        compute=_back_test,
        options=(Option("ahead", "at most so many years ahead; all unless said", int), SCALE, PER),
        family="means and changes",
        reading="How far projections from earlier years missed, beside the last value carried on.",
        source="Hyndman and Athanasopoulos (2021), on rolling origins",
    ),
    Statistic(
        name="status",
        title="Status against a target",
        shape="each",
        needs=("year", "value"),
        may=("lower", "upper"),
        compute=_status,
        options=(
            Option("target", "the value to be reached", float),
            Option("by_year", "the year it is to be reached", float),
            Option("judged_from", "the first year in which what was done may show", float),
            POLARITY,
        ),
        family="means and changes",
        reading="Cannot tell wherever the likely range of the yearly change spans the one that is needed.",
        source="the likely range of the yearly change beside the change required",
    ),
)
