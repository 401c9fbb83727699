"""Proportionate universalism: whether a service reaches people in proportion to their need."""

from fairplace.equity.stats.universalism.proportionate import (
    UNIVERSALISM_FLAGS,
    proportionate_universalism_index,
    universalism_flag,
)

__all__ = ["UNIVERSALISM_FLAGS", "proportionate_universalism_index", "universalism_flag"]
