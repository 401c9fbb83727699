"""Summary measures of inequality, one file each, and the register of them all."""

from fairplace.equity.stats.summaries.all import summaries_for, summarise
from fairplace.equity.stats.summaries.difference import difference
from fairplace.equity.stats.summaries.ratio import ratio
from fairplace.equity.stats.summaries.register import SUMMARIES
from fairplace.equity.stats.summaries.relative_index import relative_index
from fairplace.equity.stats.summaries.slope_index import slope_index
from fairplace.equity.stats.summaries.summary import Summary

__all__ = [
    "SUMMARIES",
    "Summary",
    "difference",
    "ratio",
    "relative_index",
    "slope_index",
    "summaries_for",
    "summarise",
]
