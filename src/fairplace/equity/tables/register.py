"""The register of every statistic that can be asked of a table."""

from fairplace.equity.tables.families import counts, inequality, lifetables, series, standardised
from fairplace.equity.tables.statistic import Statistic

FAMILIES = (counts, standardised, series, lifetables, inequality)
STATISTICS: dict[str, Statistic] = {one.name: one for family in FAMILIES for one in family.STATISTICS}
