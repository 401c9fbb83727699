from fairplace.town.measures.views.comparator import (
    comparator_group_add,
    comparator_group_edit,
    comparator_group_list,
    comparator_group_remove,
)
from fairplace.town.measures.views.edit import measure_bring_back, measure_edit, measure_retire
from fairplace.town.measures.views.measure import measure_csv, measure_list, measure_progress
from fairplace.town.measures.views.note import marking_add, marking_remove, note_add, standing_add
from fairplace.town.measures.views.target import target_add, target_edit, target_remove

__all__ = [
    "comparator_group_add",
    "comparator_group_edit",
    "comparator_group_list",
    "comparator_group_remove",
    "marking_add",
    "marking_remove",
    "measure_bring_back",
    "measure_csv",
    "measure_edit",
    "measure_list",
    "measure_progress",
    "measure_retire",
    "note_add",
    "standing_add",
    "target_add",
    "target_edit",
    "target_remove",
]
