"""How far raters agree beyond chance."""

from fairplace.equity.stats.agreement.cohen import cohen_kappa, cohen_kappa_of_table
from fairplace.equity.stats.agreement.fleiss import fleiss_kappa
from fairplace.equity.stats.agreement.krippendorff import krippendorff_alpha

__all__ = ["cohen_kappa", "cohen_kappa_of_table", "fleiss_kappa", "krippendorff_alpha"]
