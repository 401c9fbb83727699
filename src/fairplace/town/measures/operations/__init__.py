from fairplace.town.measures.operations.charts import draw_charts
from fairplace.town.measures.operations.comparator import (
    add_comparator_group,
    change_comparator_group,
    remove_comparator_group,
)
from fairplace.town.measures.operations.marking import add_marking, remove_marking
from fairplace.town.measures.operations.measure import (
    bring_back_measure,
    change_measure,
    retire_measure,
    save_chosen_measures,
    save_measures,
)
from fairplace.town.measures.operations.note import add_note
from fairplace.town.measures.operations.standing import add_standing
from fairplace.town.measures.operations.target import PathTaken, add_target, change_target, remove_target

__all__ = [
    "PathTaken",
    "add_comparator_group",
    "add_marking",
    "add_note",
    "add_standing",
    "add_target",
    "bring_back_measure",
    "change_comparator_group",
    "change_measure",
    "change_target",
    "draw_charts",
    "remove_comparator_group",
    "remove_marking",
    "remove_target",
    "retire_measure",
    "save_chosen_measures",
    "save_measures",
]
