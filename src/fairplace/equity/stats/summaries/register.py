"""The register of summary measures: what each says, and how to read it."""

from functools import partial
from typing import Any

from fairplace.equity.stats.summaries.absolute_concentration_index import absolute_concentration_index
from fairplace.equity.stats.summaries.between_group_standard_deviation import (
    between_group_standard_deviation,
)
from fairplace.equity.stats.summaries.between_group_variance import between_group_variance
from fairplace.equity.stats.summaries.coefficient_of_variation import coefficient_of_variation
from fairplace.equity.stats.summaries.difference import difference
from fairplace.equity.stats.summaries.index_of_disparity import index_of_disparity
from fairplace.equity.stats.summaries.mean_difference_from_best import mean_difference_from_best
from fairplace.equity.stats.summaries.mean_difference_from_mean import mean_difference_from_mean
from fairplace.equity.stats.summaries.mean_difference_from_reference import mean_difference_from_reference
from fairplace.equity.stats.summaries.mean_log_deviation import mean_log_deviation
from fairplace.equity.stats.summaries.population_attributable_fraction import (
    population_attributable_fraction,
)
from fairplace.equity.stats.summaries.population_attributable_risk import population_attributable_risk
from fairplace.equity.stats.summaries.ratio import ratio
from fairplace.equity.stats.summaries.relative_concentration_index import relative_concentration_index
from fairplace.equity.stats.summaries.relative_index import relative_index
from fairplace.equity.stats.summaries.slope_index import slope_index
from fairplace.equity.stats.summaries.summary import Summary
from fairplace.equity.stats.summaries.tail_difference import tail_difference
from fairplace.equity.stats.summaries.tail_means import PARTS
from fairplace.equity.stats.summaries.tail_ratio import tail_ratio
from fairplace.equity.stats.summaries.theil_index import theil_index
from fairplace.equity.stats.summaries.who_relative_index import who_relative_index
from fairplace.equity.stats.summaries.who_slope_index import who_slope_index

WHO = "Schlotheuber and Hosseinpoor (2022)"
SAME = "the indicator's"
ENDS = "Above {}: the most disadvantaged are worse off, or have the higher value where neither way is better."
RISES = "Above {}: the value rises from the most to the least disadvantaged."
SAME_VALUES = "{}: all subgroups have the same value. It cannot be below."
GAINS = "Zero: nothing would be gained if all were as the reference. Its sign is that of the change."


def _absolute(code: str, name: str, abbreviation: str, compute: Any, reading: str, **other: Any) -> Summary:
    usual = {"weighted": True, "dimensions": "ordered", "no_inequality": 0, "unit": SAME, "source": WHO}
    return Summary(
        code, name, abbreviation, "absolute", reading=reading, compute=compute, **{**usual, **other}
    )


def _relative(code: str, name: str, abbreviation: str, compute: Any, reading: str, **other: Any) -> Summary:
    usual = {"weighted": True, "dimensions": "ordered", "no_inequality": 0, "unit": "none", "source": WHO}
    return Summary(
        code, name, abbreviation, "relative", reading=reading, compute=compute, **{**usual, **other}
    )


_BY_PAIR = (
    _absolute(
        "difference", "Difference", "D", difference, ENDS.format("zero"), weighted=False, dimensions="any",
        fewest=2, source=f"{WHO}; limits Newcombe (1998), method 10",
    ),
    _relative(
        "ratio", "Ratio", "R", ratio, ENDS.format("one"), weighted=False, dimensions="any", fewest=2,
        no_inequality=1, source=f"{WHO}; limits Katz and others (1978)",
    ),
)  # fmt: skip
_BY_RANK = (
    _absolute(
        "slope_index", "Slope index of inequality", "SII", slope_index, RISES.format("zero"),
        source="Pamuk (1985); Low and Low (2004); PHE convention",
    ),
    _relative(
        "relative_index", "Relative index of inequality", "RII", relative_index, RISES.format("one"),
        no_inequality=1, source="Mackenbach and Kunst (1997); limits Fieller (1954), Hayes and Berry (2002)",
    ),
    _absolute(
        "who_slope_index", "Slope index of inequality, WHO's logit", "SII (WHO)", who_slope_index,
        RISES.format("zero"), needs_scale=True, source="WHO, HEAT technical notes; Barros and Victora (2013)",
    ),
    _relative(
        "who_relative_index", "Relative index of inequality, WHO's logit", "RII (WHO)", who_relative_index,
        RISES.format("one"), no_inequality=1, needs_scale=True,
        source="WHO, HEAT technical notes; Barros and Victora (2013)",
    ),
    _absolute(
        "absolute_concentration_index", "Absolute concentration index", "ACI", absolute_concentration_index,
        RISES.format("zero"), source=f"Kakwani and others (1997); {WHO}",
    ),
    _relative(
        "relative_concentration_index", "Relative concentration index", "RCI", relative_concentration_index,
        RISES.format("zero"), source=f"Kakwani and others (1997); {WHO}",
    ),
)  # fmt: skip
_BY_SPREAD = (
    _absolute(
        "between_group_variance", "Between-group variance", "BGV", between_group_variance,
        SAME_VALUES.format("Zero"), dimensions="unordered", unit="the square of the indicator's",
    ),
    _absolute(
        "between_group_standard_deviation", "Between-group standard deviation", "BGSD",
        between_group_standard_deviation, SAME_VALUES.format("Zero"), dimensions="unordered",
    ),
    _relative(
        "coefficient_of_variation", "Coefficient of variation", "COV", coefficient_of_variation,
        SAME_VALUES.format("Zero"), dimensions="unordered", unit="percent",
    ),
    _relative(
        "theil_index", "Theil index", "TI", theil_index, SAME_VALUES.format("Zero"), dimensions="unordered",
        unit="thousandths", source=f"Theil (1967); {WHO}",
    ),
    _relative(
        "mean_log_deviation", "Mean log deviation", "MLD", mean_log_deviation, SAME_VALUES.format("Zero"),
        dimensions="unordered", unit="thousandths",
    ),
)  # fmt: skip
_BY_GAIN = (
    _absolute(
        "population_attributable_risk", "Population attributable risk", "PAR", population_attributable_risk,
        GAINS, dimensions="any", needs_polarity=True, source=f"{WHO}; Walter (1976)",
    ),
    _relative(
        "population_attributable_fraction", "Population attributable fraction", "PAF",
        population_attributable_fraction, GAINS, dimensions="any", needs_polarity=True, unit="percent",
        source=f"{WHO}; Walter (1976)",
    ),
)  # fmt: skip


def _by_distance(*, weighted: bool) -> tuple[Summary, ...]:
    """Return the mean distances, counting people or subgroups."""
    before, letter = ("weighted_", "W") if weighted else ("", "U")
    said = ", weighted" if weighted else ", unweighted"
    usual = {"weighted": weighted, "dimensions": "unordered", "reading": SAME_VALUES.format("Zero")}

    def of(function: Any) -> Any:
        return partial(function, weighted=weighted)

    return (
        _absolute(
            f"{before}mean_difference_from_mean", f"Mean difference from the mean{said}", f"MDM{letter}",
            of(mean_difference_from_mean), **usual,
        ),
        _absolute(
            f"{before}mean_difference_from_best", f"Mean difference from the best{said}", f"MDB{letter}",
            of(mean_difference_from_best), needs_polarity=True, **usual,
        ),
        _absolute(
            f"{before}mean_difference_from_reference", f"Mean difference from the reference{said}",
            f"MDR{letter}", of(mean_difference_from_reference), needs_reference=True, **usual,
        ),
        _relative(
            f"{before}index_of_disparity", f"Index of disparity{said}", f"IDIS{letter}",
            of(index_of_disparity), unit="percent", source=f"Pearcy and Keppel (2002); {WHO}", **usual,
        ),
    )  # fmt: skip


def _by_tails(of: int, *, weighted: bool) -> tuple[Summary, Summary]:
    """Return gap and ratio of the outer thirds, fifths or tenths, of people or of subgroups."""
    before, said = ("weighted_", "people") if weighted else ("", "subgroups")
    usual = {"weighted": weighted, "dimensions": "any", "fewest": of, "needs_polarity": True}
    source = "our definition of the tails in WHO's HEAT from version 6"
    asked, letter = {"of": of, "weighted": weighted}, "W" if weighted else "U"
    return (
        _absolute(
            f"{before}{PARTS[of]}s_difference", f"Difference of the outer {PARTS[of]}s of {said}",
            f"D{of}{letter}", partial(tail_difference, **asked), ENDS.format("zero"), source=source, **usual,
        ),
        _relative(
            f"{before}{PARTS[of]}s_ratio", f"Ratio of the outer {PARTS[of]}s of {said}", f"R{of}{letter}",
            partial(tail_ratio, **asked), ENDS.format("one"), no_inequality=1, source=source, **usual,
        ),
    )  # fmt: skip


_TAILS = tuple(
    summary for of in PARTS for weighted in (False, True) for summary in _by_tails(of, weighted=weighted)
)
_ALL = (
    *_BY_PAIR, *_BY_RANK, *_BY_GAIN, *_BY_SPREAD,
    *_by_distance(weighted=False), *_by_distance(weighted=True), *_TAILS,
)  # fmt: skip
SUMMARIES = {summary.code: summary for summary in _ALL}
