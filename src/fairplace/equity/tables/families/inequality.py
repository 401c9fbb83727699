"""Summary measures of inequality: every one in the register of summaries, of a table of subgroups."""

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.summaries import SUMMARIES, Summary
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

    return Statistic(
        name=summary.code,
        title=f"{summary.name} ({summary.abbreviation})",
        shape="breakdowns",
        needs=NEEDS,
        may=MAY,
        along="subgroup",
        compute=compute,
        options=OPTIONS,
        family="inequality",
        reading=summary.reading,
        source=summary.source,
    )


STATISTICS = tuple(_statistic(summary) for summary in SUMMARIES.values())
