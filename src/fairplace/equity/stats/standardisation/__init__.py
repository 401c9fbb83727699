"""Rates of populations of different ages made comparable."""

from fairplace.equity.stats.standardisation.direct import direct_rate, direct_rate_of_repeats
from fairplace.equity.stats.standardisation.indirect import indirect_rate, indirect_ratio
from fairplace.equity.stats.standardisation.populations import EUROPEAN_2013

__all__ = ["EUROPEAN_2013", "direct_rate", "direct_rate_of_repeats", "indirect_rate", "indirect_ratio"]
