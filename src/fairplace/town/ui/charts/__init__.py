"""Charts as plain values: a spec to draw, the same figures as a table, and the finding in words."""

from fairplace.town.ui.charts.comparison import comparison_chart
from fairplace.town.ui.charts.gap import gap_chart
from fairplace.town.ui.charts.shares import Bars, shares_chart
from fairplace.town.ui.charts.trend import trend_chart
from fairplace.town.ui.charts.values import Chart, Line, Point

__all__ = ["Bars", "Chart", "Line", "Point", "comparison_chart", "gap_chart", "shares_chart", "trend_chart"]
