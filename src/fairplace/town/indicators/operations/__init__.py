from fairplace.town.indicators.operations.indicator import save_indicators
from fairplace.town.indicators.operations.observation import replace_observations, save_releases

__all__ = ["replace_observations", "save_indicators", "save_releases"]
