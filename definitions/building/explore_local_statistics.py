"""Takes figures from Explore Local Statistics, where the ONS gathers many publishers' local series."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from building.figures import Figure
from building.periods import iso_period
from building.sources import BrokenSource, Sources

COLUMNS = ("areacd", "indicator", "period", "observation", "lci_95", "uci_95", "status", "notes")
MODELLED = "Modelled by the ONS from survey answers and the claimant count."
PROVISIONAL = "Provisional: the publisher may revise it."
COVID_RULES = "Sessions missed because of COVID-19 were not counted as absence in 2020/21 and 2021/22."


@dataclass(frozen=True)
class Series:
    """One of our indicators, and where it stands in Explore Local Statistics."""

    indicator: str
    file: str
    name: str
    dimension: str = ""
    subgroup: str = ""
    flags: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    every: tuple[str, str] = ("", "")
    every_authority: tuple[str, str] = ("", "")
    release: str = ""

    def flag(self, place: str, period: str) -> tuple[str, str]:
        """Return the flag of a figure and why it is there."""
        of_place = self.every if place.startswith(("E92", "E12")) else self.every_authority
        return self.flags.get(period) or (of_place if of_place[0] else self.every)


ABSENCE = {
    "2020/21": ("break", COVID_RULES),
    "2022/23": ("break", "Counted by the usual rules again. " + COVID_RULES),
}
SERIES = (
    Series(
        "unemployment-modelled", "modelled-unemployment", "Modelled unemployment rate",
        every_authority=("modelled", MODELLED),
    ),
    Series("employment-rate", "employment-rate", "Employment rate"),
    Series(
        "weekly-pay-median", "gross-median-weekly-pay", "Gross median weekly pay",
        flags={"2025": ("provisional", PROVISIONAL)},
    ),
    Series(
        "housing-affordability", "housing-affordability-ratio",
        "Housing affordability ratio (residence-based)",
    ),
    Series("life-satisfaction", "personal-wellbeing-estimates", "Satisfaction"),
    Series("anxiety", "personal-wellbeing-estimates", "Anxiety"),
    Series("obesity-adults", "adult-obesity-prevalence", "Adult obesity prevalence"),
    Series("gcse-english-maths-by-19", "gcses-in-english-and-maths", "GCSEs in English and Maths"),
    Series(
        "persistent-absence", "persistent-absences-for-all-pupils", "Persistent absences for all pupils",
        flags=ABSENCE,
    ),
    Series(
        "persistent-absence", "persistent-absences-for-pupils-eligible-for-free-school-meals",
        "Persistent absences for pupils eligible for free school meals",
        dimension="free-school-meals", subgroup="eligible-in-past-six-years", flags=ABSENCE,
        release="els-persistent-absences-free-school-meals",
    ),
    Series(
        "children-low-income-before-housing", "children-in-relative-poverty",
        "Children in relative poverty before housing costs", every=("provisional", PROVISIONAL),
    ),
    Series(
        "children-low-income-after-housing", "children-in-relative-poverty",
        "Children in relative poverty after housing costs", every=("provisional", PROVISIONAL),
    ),
    Series("early-years-literacy", "early-years", "Literacy"),
    Series("early-years-communication", "early-years", "Communication and language"),
    Series("smoking-adults", "cigarette-smokers", "Cigarette smokers"),
    Series("no-qualifications", "qualifications-none-gb", "No qualifications"),
    Series("greenhouse-gas-per-head", "greenhouse-gas-emissions", "Greenhouse gas emissions"),
)  # fmt: skip


def read_series(sources: Sources, series: Series, places: Collection[str]) -> Iterator[Figure]:
    """Yield a series' figures for these places, as published, with its intervals where it has any."""
    rows = sources.rows(f"ons_els/{series.file}.csv.gz", *COLUMNS)
    mine = [row for row in rows if row["indicator"] == series.name and row["areacd"] in places]
    if not mine:
        raise BrokenSource(
            f"{series.file}.csv.gz has no rows named {series.name} for the places of this pack."
        )
    for row in mine:
        if row["observation"] == "":
            continue
        if row["status"]:
            raise BrokenSource(
                f"{series.file}: {row['areacd']} {row['period']} has a status that we do not know."
            )
        period = iso_period(row["period"])
        flag, why = series.flag(row["areacd"], period.name)
        yield Figure(
            place=row["areacd"],
            period=period,
            value=float(row["observation"]),
            lower=_number(row["lci_95"]),
            upper=_number(row["uci_95"]),
            dimension=series.dimension,
            subgroup=series.subgroup,
            flag=flag,
            release=series.release or f"els-{series.file}",
            note=" ".join(filter(None, (why, row["notes"]))),
        )


def _number(text: str) -> float | None:
    return float(text) if text else None
