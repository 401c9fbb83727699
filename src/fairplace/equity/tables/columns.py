"""What the columns of a table may be called, and finding them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fairplace.equity.stats.errors import NotComputable


@dataclass(frozen=True)
class Column:
    """One thing that a statistic reads: its name here, and the names the field uses for it."""

    name: str
    words: str
    also: tuple[str, ...] = ()
    is_text: bool = False
    is_added: bool = False
    lowest: float | None = None


_ADDED: dict[str, Any] = {"is_added": True, "lowest": 0}
_ALL = (
    Column(
        "events",
        "events counted: deaths, admissions, people who have it",
        ("x", "count", "counts", "numerator", "deaths", "cases", "observed", "obs"),
        **_ADDED,
    ),
    Column(
        "population",
        "people or person-years they are counted among",
        ("pop", "n", "denominator", "denom", "person_years", "persons", "pops"),
        **_ADDED,
    ),
    Column("weight", "weight of the row", ("weights", "stdpop", "standard_population"), lowest=0),
    Column(
        "age_band",
        "ages of the row: 0, 1-4, 5-9, up to 90+",
        ("ageband", "age", "age_group", "startage"),
        is_text=True,
    ),
    Column("value", "the value", ("estimate", "est", "rate", "mean", "score", "outcome")),
    Column("standard_error", "standard error of the value", ("se", "stderr"), lowest=0),
    Column(
        "lower",
        "lower 95% limit of the value",
        ("lowercl", "lower_cl", "lower_ci", "ci_lb", "lowerci", "lower_ci_95_0_limit"),
    ),
    Column(
        "upper",
        "upper 95% limit of the value",
        ("uppercl", "upper_cl", "upper_ci", "ci_ub", "upperci", "upper_ci_95_0_limit"),
    ),
    Column("lower_998", "lower 99.8% limit of the value", ("lower_ci_99_8_limit", "lower99_8", "lower_99_8")),
    Column("upper_998", "upper 99.8% limit of the value", ("upper_ci_99_8_limit", "upper99_8", "upper_99_8")),
    Column(
        "subgroup",
        "the subgroup: a tenth by deprivation, an ethnic group",
        ("quantile", "decile", "quintile", "category", "group"),
        is_text=True,
    ),
    Column("order", "place of the subgroup, 1 the most disadvantaged", ("subgroup_order", "position")),
    Column("dimension", "what the subgroups divide by: deprivation, sex", ("category_type",), is_text=True),
    Column("ordered", "1 where the subgroups stand in order, else 0", ("ordered_dimension",)),
    Column("favourable", "1 where more is better, 0 where less is", ("favourable_indicator",)),
    Column("is_reference", "1 for the subgroup that others are held against", ("reference_subgroup",)),
    Column("scale", "what rates or proportions are given per", ("indicator_scale", "scaleval", "multiplier")),
    Column("average", "the value of the whole setting, as published", ("setting_average",)),
    Column("year", "the year of the row", ("years", "time_period", "period", "date")),
    Column("reference_events", "events in the reference population", ("x_ref",), **_ADDED),
    Column("reference_population", "people in the reference population", ("n_ref",), **_ADDED),
    Column("frequency", "events that each of these people had", ("eventfreq", "event_frequency"), lowest=0),
    Column("people", "people who had so many events", ("individuals",), **_ADDED),
    Column("healthy", "share in good health, 0 to 1", ("prevalence", "healthy_share")),
    Column("survey_size", "people asked in the survey", ("survey_n", "survey_population"), lowest=0),
    Column("design_factor", "design factor of the survey", ("deft",), lowest=0),
    Column("rank_by", "what people are ranked by, lowest first", ("rank_variable", "ranking", "income")),
    Column("stratum", "stratum of the survey", ("strata",), is_text=True),
    Column("cluster", "cluster of the survey", ("clusters", "psu"), is_text=True),
    Column("rater", "who judged", ("mapper", "coder", "judge"), is_text=True),
    Column("unit", "what was judged", ("item", "subject", "case"), is_text=True),
    Column("judgement", "what the rater said", ("rating", "code", "label"), is_text=True),
    Column("need", "people in need", ("needs",), **_ADDED),
    Column("reach", "people reached, or money spent", ("reached", "spend"), **_ADDED),
)
COLUMNS = {column.name: column for column in _ALL}


def match_columns(
    there: Sequence[str],
    needs: Sequence[str],
    may: Sequence[str],
    given: Mapping[str, str],
    taken: Sequence[str],
) -> dict[str, str]:
    """Return for each column the statistic reads what it is called in the table.

    A name given by the caller comes first, then ours, then one of the usual ones; upper case, spaces
    and points do not matter. Two that would fit, or none, is refused with the columns there are.
    """
    for wanted, name in given.items():
        if wanted not in (*needs, *may):
            raise NotComputable(f"There is no column {wanted} to name; they are {', '.join((*needs, *may))}.")
        if name not in there:
            raise NotComputable(f"There is no column {name} in the table; it has {', '.join(there)}.")
    free = {name: _plain(name) for name in there if name not in {*given.values(), *taken}}
    found = dict(given)
    for wanted in (*needs, *may):
        if wanted not in found and (name := _find(COLUMNS[wanted], free)):
            found[wanted] = name
    missing = [wanted for wanted in needs if wanted not in found]
    if missing:
        wanted = COLUMNS[missing[0]]
        raise NotComputable(
            f"The table has no column {wanted.name} ({wanted.words}). It has {', '.join(there)}; "
            f"say which of them it is (on the command line: --col {wanted.name}=…)."
        )
    return found


def _find(wanted: Column, free: Mapping[str, str]) -> str | None:
    exact = [name for name, plain in free.items() if plain == wanted.name]
    fitting = exact or [name for name, plain in free.items() if plain in wanted.also]
    if len(fitting) > 1:
        raise NotComputable(
            f"The columns {' and '.join(fitting)} could both be {wanted.name}; "
            f"say which it is (on the command line: --col {wanted.name}={fitting[0]})."
        )
    return fitting[0] if fitting else None


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")
