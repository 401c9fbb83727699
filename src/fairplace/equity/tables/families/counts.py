"""Counts among people: crude rates, proportions, quantiles."""

from typing import Any

import numpy as np

from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.funnel import place_in_funnel
from fairplace.equity.stats.proportion import proportion
from fairplace.equity.stats.quantiles import quantiles
from fairplace.equity.stats.rate import rate
from fairplace.equity.tables.cells import Cells
from fairplace.equity.tables.statistic import Option, Statistic

PER_PEOPLE = Option("per", "people or person-years that a rate is given per", float, 100_000)
PER_ONE = Option("per", "what a proportion is given per: 1, or 100 for percentages", float, 1)


def _rate(cells: Cells, **asked: Any) -> dict[str, Any]:
    return _counted(cells, rate(cells["events"], cells["population"], **asked))


def _proportion(cells: Cells, **asked: Any) -> dict[str, Any]:
    return _counted(cells, proportion(cells["events"], cells["population"], **asked))


def _counted(cells: Cells, estimate: Estimate) -> dict[str, Any]:
    return {"events": cells["events"], "population": cells["population"], "": estimate}


def _funnel(
    rows: dict[str, Any], *, confidence: float, kind: str, baseline: float | None, fewest: float
) -> Any:
    events, people = rows["events"], rows["population"]
    if baseline is None:
        known = ~(np.isnan(events) | np.isnan(people))
        among = people[known].sum()
        baseline = float(events[known].sum() / among) if among > 0 else np.nan
    places = place_in_funnel(events, people, baseline, kind=kind, fewest=fewest)
    return {"baseline": baseline, "place": places, "note": ""}


def _quantile(rows: dict[str, Any], *, confidence: float, parts: int, highest_first: bool) -> dict[str, Any]:
    return {"quantile": quantiles(rows["value"], parts, highest_first=highest_first), "note": ""}


STATISTICS = (
    Statistic(
        name="rate",
        title="Crude rate",
        shape="sums",
        needs=("events", "population"),
        compute=_rate,
        options=(PER_PEOPLE,),
        family="rates",
        reading="Events per so many people. Limits are exact below 10 events and Byar's from 10.",
        source="DHSC technical guidance on rates; Breslow and Day (1987)",
    ),
    Statistic(
        name="proportion",
        title="Proportion",
        shape="sums",
        needs=("events", "population"),
        compute=_proportion,
        options=(PER_ONE,),
        family="rates",
        reading="People who have something among all. Limits are Wilson's.",
        source="Wilson (1927); Newcombe (1998), method 3",
    ),
    Statistic(
        name="quantile",
        title="Quantiles",
        shape="rows",
        needs=("value",),
        compute=_quantile,
        options=(
            Option("parts", "how many equal parts: 10 for tenths", int, 10),
            Option("highest_first", "whether part 1 holds the highest values", bool, True),
        ),
        family="rates",
        reading="Which part of its group each row is in. Part 1 holds the highest values: the most deprived, "
        "where the value is a deprivation score.",
        source="DHSC technical guidance on assigning deprivation categories",
    ),
    Statistic(
        name="place_in_funnel",
        title="Place in the funnel",
        shape="rows",
        needs=("events", "population"),
        compute=_funnel,
        options=(
            Option("kind", "what is compared", str, "rate", ("rate", "proportion")),
            Option("baseline", "events per person that is average; that of the group if not given", float),
            Option("fewest", "fewer events than this cannot be told; 10 for standardised rates", float, 0),
        ),
        family="rates",
        reading="Within the limits of chance around the average of its group, beyond 95%, or beyond 99.8%.",
        source="Spiegelhalter (2005); DHSC technical guidance on funnel plots",
    ),
)
