"""Disclosure control: hiding small numbers so that they cannot be worked out."""

from fairplace.equity.stats.disclosure.audit import Audit, audit
from fairplace.equity.stats.disclosure.differences import Differences, differences
from fairplace.equity.stats.disclosure.rates import HiddenRates, hide_rates
from fairplace.equity.stats.disclosure.rounding import Rounded, rounding
from fairplace.equity.stats.disclosure.suppress import Suppression, suppress
from fairplace.equity.stats.disclosure.table import Release, Table, table_of, table_of_cells

__all__ = [
    "Audit",
    "Differences",
    "HiddenRates",
    "Release",
    "Rounded",
    "Suppression",
    "Table",
    "audit",
    "differences",
    "hide_rates",
    "rounding",
    "suppress",
    "table_of",
    "table_of_cells",
]
