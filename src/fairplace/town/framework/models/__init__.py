from fairplace.town.framework.models.framework import (
    Framework,
    Item,
    Level,
    PolicyObjective,
    Recommendation,
    Succession,
)
from fairplace.town.framework.models.response import Response

__all__ = ["Framework", "Item", "Level", "PolicyObjective", "Recommendation", "Response", "Succession"]
