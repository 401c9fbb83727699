"""Life tables, of deaths and people by age."""

from typing import Any

import numpy as np

from fairplace.equity.stats.lifetables import (
    band_starts,
    healthy_life_expectancy,
    life_expectancy,
    years_of_life_lost,
)
from fairplace.equity.tables.cells import Cells
from fairplace.equity.tables.families.counts import PER_PEOPLE
from fairplace.equity.tables.families.standardised import once
from fairplace.equity.tables.statistic import Option, Statistic

AT = Option("at", "the age for which it is given; every age band without it", float)
FEWEST = Option("fewest_people", "areas of up to so many people are withheld", float, 5000)


def _expectancy(cells: Cells, **asked: Any) -> Any:
    starts, ages = band_starts(cells.labels, whole=True), cells.arrays
    found = life_expectancy(ages["events"], ages["population"], starts=starts, **asked)
    return {"deaths": found.count, "population": found.denominator, "": found}


def _healthy(cells: Cells, **asked: Any) -> Any:
    starts, ages = band_starts(cells.labels, whole=True), cells.arrays
    return healthy_life_expectancy(
        ages["events"],
        ages["population"],
        ages["healthy"],
        ages["survey_size"],
        design_factors=ages.get("design_factor", np.ones(len(starts))),
        starts=starts,
        **asked,
    )


def _years_lost(cells: Cells, **asked: Any) -> Any:
    starts, ages = band_starts(cells.labels, whole=True), cells.arrays
    weights = once(ages["weight"], "weight") if "weight" in ages else None
    return years_of_life_lost(
        ages["events"], populations=ages["population"], weights=weights, starts=starts, **asked
    )


def _of_ages(name: str, title: str, compute: Any, needs: tuple[str, ...], **other: Any) -> Statistic:
    wanted = ("age_band", "events", "population", *needs)
    return Statistic(
        name=name, title=title, shape="cells", along="age_band", needs=wanted, compute=compute,
        family="life tables", **other,
    )  # fmt: skip


STATISTICS = (
    _of_ages(
        "life_expectancy",
        "Life expectancy (LE)",
        _expectancy,
        (),
        options=(AT, FEWEST),
        reading="Years that somebody of this age would live at today's death rates.",
        source="Chiang (1968) II; Silcocks and others (2001); Eayres and Williams (2004)",
    ),
    _of_ages(
        "healthy_life_expectancy",
        "Healthy life expectancy (HLE)",
        _healthy,
        ("healthy", "survey_size"),
        may=("design_factor",),
        options=(
            AT,
            FEWEST,
            Option(
                "with_mortality",
                "whether the error of the deaths is added to that of the survey",
                bool,
                False,
            ),
        ),
        reading="Years that somebody of this age would live in good health.",
        source="Sullivan (1971); Mathers (1991)",
    ),
    _of_ages(
        "years_of_life_lost",
        "Years of life lost (YLL)",
        _years_lost,
        (),
        may=("weight",),
        options=(PER_PEOPLE, Option("before", "the age up to which years count", float, 75)),
        reading="Years that deaths came before the age, per so many people; weights standardise it.",
        source="Romeder and McWhinnie (1977); Dobson and others (1991)",
    ),
)
