"""Disclosure control: hiding small numbers so that they cannot be worked out."""

from fairplace.equity.stats.disclosure.audit import Audit, audit
from fairplace.equity.stats.disclosure.differences import Differences, differences
from fairplace.equity.stats.disclosure.dimension import Dimension, hierarchy
from fairplace.equity.stats.disclosure.joining import Release
from fairplace.equity.stats.disclosure.primary import primary
from fairplace.equity.stats.disclosure.rates import HiddenRates, hide_rates
from fairplace.equity.stats.disclosure.rounding import Rounded, rounding
from fairplace.equity.stats.disclosure.suppress import Suppression, suppress
from fairplace.equity.stats.disclosure.table import Table, add_up, link_tables, table_of, table_of_cells

__all__ = [
    "Audit",
    "Differences",
    "Dimension",
    "HiddenRates",
    "Release",
    "Rounded",
    "Suppression",
    "Table",
    "add_up",
    "audit",
    "differences",
    "hide_rates",
    "hierarchy",
    "link_tables",
    "primary",
    "rounding",
    "suppress",
    "table_of",
    "table_of_cells",
]
