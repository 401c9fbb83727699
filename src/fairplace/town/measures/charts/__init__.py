from fairplace.town.measures.charts.gap import gap_sentence
from fairplace.town.measures.charts.listing import list_charts, trend_sentence

__all__ = ["gap_sentence", "list_charts", "trend_sentence"]
