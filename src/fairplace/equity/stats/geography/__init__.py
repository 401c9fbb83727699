"""Counts carried from one set of boundaries to another, saying of each how it came there."""

from fairplace.equity.stats.geography.carried import APPORTIONED, BEST_FIT, MEASURED, Carried
from fairplace.equity.stats.geography.carrying import apportion, best_fit
from fairplace.equity.stats.geography.crosswalk import CHANGES, Crosswalk, crosswalk
from fairplace.equity.stats.geography.editions import Rebased, rebase_edition, refuse_mixed_footing

__all__ = [
    "APPORTIONED",
    "BEST_FIT",
    "CHANGES",
    "MEASURED",
    "Carried",
    "Crosswalk",
    "Rebased",
    "apportion",
    "best_fit",
    "crosswalk",
    "rebase_edition",
    "refuse_mixed_footing",
]
