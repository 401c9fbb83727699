"""The register of summary measures: what each says, and how to read it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.summaries.difference import difference
from fairplace.equity.stats.summaries.ratio import ratio
from fairplace.equity.stats.summaries.relative_index import relative_index
from fairplace.equity.stats.summaries.slope_index import slope_index


@dataclass(frozen=True)
class Summary:
    """One number for the inequality of a breakdown, and everything needed to read it."""

    code: str
    name: str
    abbreviation: str
    kind: Literal["absolute", "relative"]
    weighted: bool
    needs_ordered: bool
    no_inequality: float
    reading: str
    source: str
    compute: Callable[..., Estimate]

    def __call__(self, breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
        return self.compute(breakdown, confidence=confidence)


_ALL = (
    Summary(
        code="difference",
        name="Difference",
        abbreviation="D",
        kind="absolute",
        weighted=False,
        needs_ordered=True,
        no_inequality=0,
        reading="Above zero: the value is higher among the most disadvantaged than among the least.",
        source="Schlotheuber and Hosseinpoor (2022); limits Newcombe (1998), method 10",
        compute=difference,
    ),
    Summary(
        code="ratio",
        name="Ratio",
        abbreviation="R",
        kind="relative",
        weighted=False,
        needs_ordered=True,
        no_inequality=1,
        reading="Above one: the value is higher among the most disadvantaged than among the least.",
        source="Schlotheuber and Hosseinpoor (2022); limits Katz and others (1978)",
        compute=ratio,
    ),
    Summary(
        code="slope_index",
        name="Slope index of inequality",
        abbreviation="SII",
        kind="absolute",
        weighted=True,
        needs_ordered=True,
        no_inequality=0,
        reading="Above zero: the value rises from the most to the least disadvantaged.",
        source="Pamuk (1985); Low and Low (2004); PHE convention",
        compute=slope_index,
    ),
    Summary(
        code="relative_index",
        name="Relative index of inequality",
        abbreviation="RII",
        kind="relative",
        weighted=True,
        needs_ordered=True,
        no_inequality=1,
        reading="Above one: the value rises from the most to the least disadvantaged.",
        source="Mackenbach and Kunst (1997); limits Fieller (1954), Hayes and Berry (2002)",
        compute=relative_index,
    ),
)
SUMMARIES = {summary.code: summary for summary in _ALL}
