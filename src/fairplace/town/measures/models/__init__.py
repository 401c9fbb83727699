from fairplace.town.measures.models.measure import ImpactMeasure
from fairplace.town.measures.models.note import Marking, Note, Standing
from fairplace.town.measures.models.target import Target

__all__ = ["ImpactMeasure", "Marking", "Note", "Standing", "Target"]
