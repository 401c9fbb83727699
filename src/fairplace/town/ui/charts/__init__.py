"""Charts as plain values: a spec to draw, the same figures as a table, and the finding in words."""

from fairplace.town.ui.charts.box import BoxRow, box_chart
from fairplace.town.ui.charts.comparison import comparison_chart
from fairplace.town.ui.charts.equiplot import EquiDot, EquiRow, equiplot
from fairplace.town.ui.charts.facet import Panel, facet_chart
from fairplace.town.ui.charts.funnel import FunnelLimit, FunnelPoint, funnel_chart
from fairplace.town.ui.charts.gap import gap_chart
from fairplace.town.ui.charts.heat import HeatCell, HeatTable, heat_map
from fairplace.town.ui.charts.map import MapArea, map_chart, map_links
from fairplace.town.ui.charts.path import FanStep, LaterStart, PathPoint, path_chart
from fairplace.town.ui.charts.pyramid import PyramidBand, pyramid_chart
from fairplace.town.ui.charts.rank import RankRow, rank_chart
from fairplace.town.ui.charts.scatter import ScatterPoint, scatter_chart
from fairplace.town.ui.charts.shares import Bars, shares_chart
from fairplace.town.ui.charts.spine import SpineRow, spine_chart
from fairplace.town.ui.charts.trend import trend_chart
from fairplace.town.ui.charts.values import Chart, Line, Mark, Point

__all__ = [
    "Bars",
    "BoxRow",
    "Chart",
    "EquiDot",
    "EquiRow",
    "FanStep",
    "FunnelLimit",
    "FunnelPoint",
    "HeatCell",
    "HeatTable",
    "LaterStart",
    "Line",
    "MapArea",
    "Mark",
    "Panel",
    "PathPoint",
    "Point",
    "PyramidBand",
    "RankRow",
    "ScatterPoint",
    "SpineRow",
    "box_chart",
    "comparison_chart",
    "equiplot",
    "facet_chart",
    "funnel_chart",
    "gap_chart",
    "heat_map",
    "map_chart",
    "map_links",
    "path_chart",
    "pyramid_chart",
    "rank_chart",
    "scatter_chart",
    "shares_chart",
    "spine_chart",
    "trend_chart",
]
