"""The columns of our own template, what people call them, and the kinds of value it takes."""

import math
import re
from dataclasses import dataclass

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.figures import FLAGS

EXAMPLE = "EXAMPLE"
SHEET, HELP_SHEET, EXAMPLE_SHEET = "Figures", "How to fill this in", "Example"


@dataclass(frozen=True)
class Column:
    """One column: its name, what else people call it, what it takes, and what stands there in the example."""

    name: str
    help: str
    synonyms: tuple[str, ...] = ()
    example: str | float = ""


COLUMNS = (
    Column(
        "place",
        "Code of the area, such as E06000032 for Luton. Needed.",
        ("area", "area code", "place code", "geography code", "areacd", "ons code", "code"),
        EXAMPLE,
    ),
    Column(
        "period",
        "What it covers: 2023, 2023/24, 2021 - 23, 2023 Q1, Mar 2023. Write it as text, or use the next two.",
        ("time period", "year", "date", "time"),
        "2023/24",
    ),
    Column("starts_on", "First day, such as 2023-04-01.", ("start", "start date", "from", "starts")),
    Column("ends_on", "Last day, such as 2024-03-31.", ("end", "end date", "to", "ends")),
    Column("value", "The number. Leave it empty if it is not known, and say why in flag or note.",
           ("estimate", "observation", "figure", "rate", "percentage", "percent", "result"), 22.5),
    Column("lower_95", "Lower limit of the 95% interval, where there is one.",
           ("lower", "lower ci", "lower limit", "lower 95", "lci", "lci 95", "ci lb",
            "lower ci 95 0 limit"), 20.1),
    Column("upper_95", "Upper limit of the 95% interval, where there is one.",
           ("upper", "upper ci", "upper limit", "upper 95", "uci", "uci 95", "ci ub",
            "upper ci 95 0 limit"), 25.1),
    Column("count", "How many it was counted of (the numerator).", ("numerator", "n", "number"), 225),
    Column("denominator", "Out of how many.", ("population", "base", "total", "out of"), 1000),
    Column("sex", "Such as Female or Persons, where that matters.", ("gender",), "Persons"),
    Column("age", "Such as 16-64 yrs, where that matters.", ("age group", "age band", "ages"), "18+ yrs"),
    Column("dimension", "What people are divided by, such as Deprivation fifth. Empty for everybody.",
           ("category type", "breakdown", "inequality"), "Deprivation fifth"),
    Column("subgroup", "Which part of it, such as Most deprived.", ("category", "group"), "Most deprived"),
    Column("flag", f"One of: {', '.join(flag for flag in FLAGS if flag)}. Empty for an ordinary value.",
           ("status", "marker")),
    Column("note", "Anything a reader should know.", ("notes", "comment", "comments", "value note"),
           "This row is an example. It is left out when the file is read."),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)
NUMBERS = ("value", "lower_95", "upper_95", "count", "denominator")
DAYS = ("starts_on", "ends_on")


@dataclass(frozen=True)
class Kind:
    """What sort of value a file holds, and between which ends it can lie."""

    code: str
    name: str
    lowest: float
    highest: float
    is_percent: bool = False

    @property
    def ends(self) -> str:
        """Return the ends in words."""
        if math.isinf(self.lowest):
            return "any number"
        return (
            f"{self.lowest:g} or more" if math.isinf(self.highest) else f"{self.lowest:g} to {self.highest:g}"
        )


KINDS = {
    kind.code: kind
    for kind in (
        Kind("percent", "Percentage of people or things, 0 to 100", 0, 100, is_percent=True),
        Kind("rate", "Rate, such as per 100,000 people", 0, math.inf),
        Kind("count", "Count of people, things or events", 0, math.inf),
        Kind("years", "Years of life", 0, 130),
        Kind("mean", "Average or score, which may be below nought", -math.inf, math.inf),
    )
}


def kind_of(code: str) -> Kind:
    """Return a kind by its code. Raises NotLoaded where there is none."""
    if code not in KINDS:
        raise NotLoaded(f"There is no kind of value “{code}”; there are {', '.join(KINDS)}.")
    return KINDS[code]


_KNOWN = {
    name: column.name for column in COLUMNS for name in (column.name.replace("_", " "), *column.synonyms)
}


def meant(heading: str) -> str | None:
    """Return the column that a heading means, however it is written; None where it is none of ours."""
    return _KNOWN.get(" ".join(re.sub(r"[^a-z0-9]+", " ", heading.lower()).split()))
