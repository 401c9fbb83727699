from fairplace.town.indicators.models.indicator import Indicator
from fairplace.town.indicators.models.observation import Dimension, Observation, Release, Subgroup

__all__ = ["Dimension", "Indicator", "Observation", "Release", "Subgroup"]
