"""Statistics of persons one by one, with the weights, strata and clusters of a survey."""

from collections.abc import Callable
from typing import Any

from fairplace.equity.stats import persons
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.tables.statistic import Option, Statistic

DESIGN = ("weight", "stratum", "cluster")
LONELY = Option(
    "lonely", "what a stratum with one cluster does", str, "refuse", ("refuse", "certainty", "centre")
)
KIND = Option("kind", "which index", str, "relative", ("relative", "generalised", "wagstaff", "erreygers"))
LOWEST = Option("lowest", "the least the outcome can be, for wagstaff and erreygers", float, 0)
HIGHEST = Option("highest", "the most the outcome can be, for wagstaff and erreygers", float, 1)


def _of_values(function: Callable[..., Estimate]) -> Callable[..., dict[str, Any]]:
    def compute(rows: dict[str, Any], **asked: Any) -> dict[str, Any]:
        return _said(function(rows["value"], **_design(rows), **asked))

    return compute


def _of_ranked(function: Callable[..., Estimate]) -> Callable[..., dict[str, Any]]:
    def compute(rows: dict[str, Any], **asked: Any) -> dict[str, Any]:
        return _said(function(rows["value"], rows["rank_by"], **_design(rows), **asked))

    return compute


def _concentration(rows: dict[str, Any], *, lowest: float, highest: float, **asked: Any) -> dict[str, Any]:
    return _of_ranked(persons.concentration_index)(rows, bounds=(lowest, highest), **asked)


def _design(rows: dict[str, Any]) -> dict[str, Any]:
    return {
        "weights": rows.get("weight"),
        "strata": rows.get("stratum"),
        "clusters": rows.get("cluster"),
    }


def _said(estimate: Estimate) -> dict[str, Any]:
    return {"persons": estimate.count, "": estimate}


def _statistic(name: str, title: str, compute: Any, *needs: str, **told: Any) -> Statistic:
    options = (*told.pop("options", ()), LONELY)
    return Statistic(
        name=name, title=title, shape="each", needs=("value", *needs), may=DESIGN, compute=compute,
        options=options, family="persons one by one", **told,
    )  # fmt: skip


STATISTICS = (
    _statistic(
        "concentration_index",
        "Concentration index",
        _concentration,
        "rank_by",
        options=(KIND, LOWEST, HIGHEST),
        reading="Below 0 the outcome gathers among those who rank lowest, above 0 among the others.",
        source="Kakwani, Wagstaff and van Doorslaer (1997); Wagstaff (2005); Erreygers (2009)",
    ),
    _statistic(
        "slope_index_of_persons",
        "Slope index of persons",
        _of_ranked(persons.slope_index_of_persons),
        "rank_by",
        reading="The gap between the bottom and the top of the ranking; 0 means no gradient.",
        source="Pamuk (1985); Binder (1983)",
    ),
    _statistic(
        "relative_index_of_persons",
        "Relative index of persons",
        _of_ranked(persons.relative_index_of_persons),
        "rank_by",
        reading="The top of the ranking over its bottom; 1 means no gradient.",
        source="Mackenbach and Kunst (1997)",
    ),
    _statistic(
        "gini",
        "Gini coefficient",
        _of_values(persons.gini),
        reading="0 where everybody holds the same, near 1 where one holds all.",
        source="Lerman and Yitzhaki (1989); Langel and Tillé (2013)",
    ),
    _statistic(
        "theil",
        "Theil's T",
        _of_values(persons.theil),
        reading="0 where everybody holds the same.",
        source="Theil (1967); Cowell and Flachaire (2007)",
    ),
    _statistic(
        "survey_mean",
        "Mean of a survey",
        _of_values(persons.survey_mean),
        reading="The weighted mean, with limits that know strata and clusters.",
        source="Binder (1983); Lohr (2019)",
    ),
    _statistic(
        "survey_proportion",
        "Proportion of a survey",
        _of_values(persons.survey_proportion),
        options=(Option("per", "what a proportion is given per: 1, or 100 for percentages", float, 1),),
        reading="The weighted share of ones among zeros and ones, with limits that know strata and clusters.",
        source="Korn and Graubard (1998); Franco and others (2019)",
    ),
)
