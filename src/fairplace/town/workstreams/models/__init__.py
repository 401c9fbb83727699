from fairplace.town.workstreams.models.alignment import Alignment, Batch, Fit
from fairplace.town.workstreams.models.contribution import Contribution
from fairplace.town.workstreams.models.round import Mark, Round, Settlement
from fairplace.town.workstreams.models.workstream import Share, Strategy, Workstream

__all__ = [
    "Alignment",
    "Batch",
    "Contribution",
    "Fit",
    "Mark",
    "Round",
    "Settlement",
    "Share",
    "Strategy",
    "Workstream",
]
