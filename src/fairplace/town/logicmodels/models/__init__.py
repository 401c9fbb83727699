from fairplace.town.logicmodels.models.claim import Claim
from fairplace.town.logicmodels.models.logic_model import LogicModel, ModelEvent, Version

__all__ = ["Claim", "LogicModel", "ModelEvent", "Version"]
