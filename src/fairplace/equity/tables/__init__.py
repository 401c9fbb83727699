"""The statistics of whole tables: by group, from files and frames."""

from fairplace.equity.tables.compute import by_group, find_statistic
from fairplace.equity.tables.register import STATISTICS
from fairplace.equity.tables.statistic import Option, Statistic

__all__ = ["STATISTICS", "Option", "Statistic", "by_group", "find_statistic"]
