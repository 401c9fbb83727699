from fairplace.town.measures.queries.card import MeasureCard, list_cards
from fairplace.town.measures.queries.comparison import Beside, list_beside, list_comparators
from fairplace.town.measures.queries.evidence import Evidence, get_evidence, list_sources
from fairplace.town.measures.queries.gap import Gap, Gaps, get_gap, list_gaps, list_gaps_over_time
from fairplace.town.measures.queries.measure import (
    Sharer,
    Watched,
    get_measure,
    list_measures,
    list_measures_of,
    list_measures_of_group,
    list_sharers,
    shares,
)
from fairplace.town.measures.queries.reading import GroupGap, Reading, list_group_gaps, list_readings
from fairplace.town.measures.queries.status import find_path, list_paths, list_statuses, make_status

__all__ = [
    "Beside",
    "Evidence",
    "Gap",
    "Gaps",
    "GroupGap",
    "MeasureCard",
    "Reading",
    "Sharer",
    "Watched",
    "find_path",
    "get_evidence",
    "get_gap",
    "get_measure",
    "list_beside",
    "list_cards",
    "list_comparators",
    "list_gaps",
    "list_gaps_over_time",
    "list_group_gaps",
    "list_measures",
    "list_measures_of",
    "list_measures_of_group",
    "list_paths",
    "list_readings",
    "list_sharers",
    "list_sources",
    "list_statuses",
    "make_status",
    "shares",
]
