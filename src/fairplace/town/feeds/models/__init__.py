from fairplace.town.feeds.models.feed import Feed, Load
from fairplace.town.feeds.models.submission import PeriodLock, Submission, SubmissionStep, SubmittedRow

__all__ = ["Feed", "Load", "PeriodLock", "Submission", "SubmissionStep", "SubmittedRow"]
