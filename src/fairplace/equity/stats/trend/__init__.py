"""Where a series goes: its yearly change, its recent trend, and how far it may go from here."""

from fairplace.equity.stats.trend.back_test import BackTest, back_test
from fairplace.equity.stats.trend.projection import Projection, chance_of_reaching, projection
from fairplace.equity.stats.trend.recent import RecentTrend, recent_trend
from fairplace.equity.stats.trend.required import required_yearly_change
from fairplace.equity.stats.trend.yearly import verdict, yearly_change

__all__ = [
    "BackTest",
    "Projection",
    "RecentTrend",
    "back_test",
    "chance_of_reaching",
    "projection",
    "recent_trend",
    "required_yearly_change",
    "verdict",
    "yearly_change",
]
