"""The register of every statistic that can be asked of a table."""

from fairplace.equity.tables.families import counts, inequality
from fairplace.equity.tables.statistic import Statistic

_ALL: tuple[Statistic, ...] = (*counts.STATISTICS, *inequality.STATISTICS)
STATISTICS = {statistic.name: statistic for statistic in _ALL}
