"""Disclosure control: hiding small numbers so that they cannot be worked out."""

from fairplace.equity.stats.disclosure.audit import Audit, audit
from fairplace.equity.stats.disclosure.claims import Claim
from fairplace.equity.stats.disclosure.differences import differences
from fairplace.equity.stats.disclosure.rates import HiddenRates, counts_behind, hide_rates
from fairplace.equity.stats.disclosure.rounding import Rounded, rounding
from fairplace.equity.stats.disclosure.statements import Same, Statement
from fairplace.equity.stats.disclosure.suppress import Suppression, suppress
from fairplace.equity.stats.disclosure.table import Table, table_of, table_of_cells
from fairplace.equity.stats.disclosure.together import Together, Told, together

__all__ = [
    "Audit",
    "Claim",
    "HiddenRates",
    "Rounded",
    "Same",
    "Statement",
    "Suppression",
    "Table",
    "Together",
    "Told",
    "audit",
    "counts_behind",
    "differences",
    "hide_rates",
    "rounding",
    "suppress",
    "table_of",
    "table_of_cells",
    "together",
]
