"""Proportionate universalism: whether a service reaches people in proportion to their need."""

from fairplace.equity.stats.universalism.flags import UNIVERSALISM_FLAGS, universalism_flag
from fairplace.equity.stats.universalism.index import proportionate_universalism_index

__all__ = ["UNIVERSALISM_FLAGS", "proportionate_universalism_index", "universalism_flag"]
