from fairplace.town.reviews.models.assessment import Assessment, Challenge
from fairplace.town.reviews.models.frozen import Restatement, Snapshot
from fairplace.town.reviews.models.review import Comment, Review, Seat, Signature

__all__ = [
    "Assessment",
    "Challenge",
    "Comment",
    "Restatement",
    "Review",
    "Seat",
    "Signature",
    "Snapshot",
]
