from fairplace.town.framework.operations.framework import save_framework
from fairplace.town.framework.operations.recommendation import remove_recommendation, save_recommendation

__all__ = ["remove_recommendation", "save_framework", "save_recommendation"]
