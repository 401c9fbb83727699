from fairplace.town.framework.operations.framework import save_framework
from fairplace.town.framework.operations.item import (
    FrameworkRefused,
    archive_item,
    begin_edition,
    bring_back_item,
    save_item,
    save_levels,
    succeed_item,
)
from fairplace.town.framework.operations.recommendation import remove_recommendation, save_recommendation
from fairplace.town.framework.operations.response import respond, save_demonstration_responses

__all__ = [
    "FrameworkRefused",
    "archive_item",
    "begin_edition",
    "bring_back_item",
    "remove_recommendation",
    "respond",
    "save_demonstration_responses",
    "save_framework",
    "save_item",
    "save_levels",
    "save_recommendation",
    "succeed_item",
]
