"""The statistics of health equity: numbers in, numbers out. Knows no Django.

    import fairplace.equity as eq

    smoking = eq.proportion(45, 411)                    # a value with its interval
    fifths = eq.quantiles(deprivation_scores, 5)        # 1 = the highest scores
    gap = eq.slope_index(breakdown)                     # one number for the whole gradient
    change = eq.yearly_change(years, values)            # and whether it may be called a change:
    eq.verdict(change, polarity="low")                  # "better", "worse" or "cannot tell"

    eq.by_group("rate", "deaths.csv", by=["area"])      # the same, for every group of a table

What cannot be computed raises NotComputable, whose message is a sentence for a page.
"""

from typing import TYPE_CHECKING, Any

from fairplace.equity.stats.agreement import (
    cohen_kappa,
    cohen_kappa_of_table,
    fleiss_kappa,
    krippendorff_alpha,
)
from fairplace.equity.stats.benchmarks import (
    COMPARATORS,
    compare_by_fifths,
    compare_in_five,
    compare_with_goal,
    compare_with_percentiles,
    not_compared,
    why_not_compared,
)
from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.comparison import CANNOT_TELL, compare, difference_between
from fairplace.equity.stats.count import count_limits
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.funnel import funnel_of_counts, funnel_of_proportions, place_in_funnel
from fairplace.equity.stats.funnel_axis import funnel_axis, funnel_denominators
from fairplace.equity.stats.levelling import Levelling, levelling_test
from fairplace.equity.stats.lifetables import (
    Decomposition,
    band_starts,
    disability_free_life_expectancy,
    healthy_life_expectancy,
    life_expectancy,
    life_expectancy_gap,
    years_of_life_lost,
)
from fairplace.equity.stats.mean import mean, mean_of
from fairplace.equity.stats.persons import (
    ConcentrationDecomposition,
    concentration_decomposition,
    concentration_index,
    gini,
    relative_index_of_persons,
    slope_index_of_persons,
    survey_mean,
    survey_proportion,
    theil,
)
from fairplace.equity.stats.polarity import POLARITIES
from fairplace.equity.stats.proportion import proportion
from fairplace.equity.stats.quantiles import quantiles
from fairplace.equity.stats.rate import rate
from fairplace.equity.stats.repeats import rate_of_repeats
from fairplace.equity.stats.slope.reliability import simulation_reliability
from fairplace.equity.stats.standardisation import (
    EUROPEAN_2013,
    direct_rate,
    direct_rate_of_repeats,
    indirect_rate,
    indirect_ratio,
)
from fairplace.equity.stats.status import Status, status
from fairplace.equity.stats.summaries import (
    SUMMARIES,
    Summary,
    difference,
    ratio,
    relative_index,
    slope_index,
    summaries_for,
    summarise,
)
from fairplace.equity.stats.trend import (
    BackTest,
    Projection,
    RecentTrend,
    back_test,
    chance_of_reaching,
    projection,
    recent_trend,
    required_yearly_change,
    verdict,
    yearly_change,
)
from fairplace.equity.stats.two_gaps import TwoGaps, absolute_and_relative
from fairplace.equity.stats.universalism import (
    UNIVERSALISM_FLAGS,
    proportionate_universalism_index,
    universalism_flag,
)

if TYPE_CHECKING:
    from fairplace.equity.stats.geography import (
        Carried,
        Crosswalk,
        Rebased,
        apportion,
        best_fit,
        crosswalk,
        rebase_edition,
        refuse_mixed_footing,
    )
    from fairplace.equity.tables import STATISTICS, by_group

__all__ = [
    "CANNOT_TELL",
    "COMPARATORS",
    "EUROPEAN_2013",
    "POLARITIES",
    "STATISTICS",
    "SUMMARIES",
    "UNIVERSALISM_FLAGS",
    "BackTest",
    "Breakdown",
    "Carried",
    "ConcentrationDecomposition",
    "Crosswalk",
    "Decomposition",
    "Estimate",
    "Levelling",
    "NotComputable",
    "Projection",
    "Rebased",
    "RecentTrend",
    "Status",
    "Summary",
    "TwoGaps",
    "absolute_and_relative",
    "apportion",
    "back_test",
    "band_starts",
    "best_fit",
    "by_group",
    "chance_of_reaching",
    "cohen_kappa",
    "cohen_kappa_of_table",
    "compare",
    "compare_by_fifths",
    "compare_in_five",
    "compare_with_goal",
    "compare_with_percentiles",
    "concentration_decomposition",
    "concentration_index",
    "count_limits",
    "crosswalk",
    "difference",
    "difference_between",
    "direct_rate",
    "direct_rate_of_repeats",
    "disability_free_life_expectancy",
    "fleiss_kappa",
    "funnel_axis",
    "funnel_denominators",
    "funnel_of_counts",
    "funnel_of_proportions",
    "gini",
    "healthy_life_expectancy",
    "indirect_rate",
    "indirect_ratio",
    "krippendorff_alpha",
    "levelling_test",
    "life_expectancy",
    "life_expectancy_gap",
    "mean",
    "mean_of",
    "not_compared",
    "place_in_funnel",
    "projection",
    "proportion",
    "proportionate_universalism_index",
    "quantiles",
    "rate",
    "rate_of_repeats",
    "ratio",
    "rebase_edition",
    "recent_trend",
    "refuse_mixed_footing",
    "relative_index",
    "relative_index_of_persons",
    "required_yearly_change",
    "simulation_reliability",
    "slope_index",
    "slope_index_of_persons",
    "status",
    "summaries_for",
    "summarise",
    "survey_mean",
    "survey_proportion",
    "theil",
    "universalism_flag",
    "verdict",
    "why_not_compared",
    "yearly_change",
    "years_of_life_lost",
]


_GEOGRAPHY = frozenset({
    "Carried", "Crosswalk", "Rebased", "apportion", "best_fit", "crosswalk", "rebase_edition",
    "refuse_mixed_footing",
})  # fmt: skip


def __getattr__(name: str) -> Any:
    # Boundaries are for those who carry figures over; nothing else here needs them.
    if name in _GEOGRAPHY:
        from fairplace.equity.stats import geography

        return getattr(geography, name)
    # Tables need Arrow and Narwhals, which take longer to load than everything else here.
    if name in {"STATISTICS", "by_group"}:
        from fairplace.equity import tables

        return getattr(tables, name)
    raise AttributeError(f"fairplace.equity has no {name}.")
