"""Life tables: how long people live, in good health or not, and what shortens their lives."""

from fairplace.equity.stats.lifetables.bands import band_starts
from fairplace.equity.stats.lifetables.decomposition import Decomposition, life_expectancy_gap
from fairplace.equity.stats.lifetables.expectancy import life_expectancy
from fairplace.equity.stats.lifetables.healthy import (
    disability_free_life_expectancy,
    healthy_life_expectancy,
)
from fairplace.equity.stats.lifetables.years_lost import years_of_life_lost

__all__ = [
    "Decomposition",
    "band_starts",
    "disability_free_life_expectancy",
    "healthy_life_expectancy",
    "life_expectancy",
    "life_expectancy_gap",
    "years_of_life_lost",
]
