from fairplace.town.measures.rules.comparison import difference_in_short, difference_unit, difference_words
from fairplace.town.measures.rules.judgement import (
    CANNOT_TELL,
    NO_NUMBER,
    VERDICTS,
    YEARS_JUDGED,
    Judgement,
    agree,
    judge,
    judged_points,
    tally,
)
from fairplace.town.measures.rules.status import STATUS_WORDS, STATUSES, MeasureStatus

__all__ = [
    "CANNOT_TELL",
    "NO_NUMBER",
    "STATUSES",
    "STATUS_WORDS",
    "VERDICTS",
    "YEARS_JUDGED",
    "Judgement",
    "MeasureStatus",
    "agree",
    "difference_in_short",
    "difference_unit",
    "difference_words",
    "judge",
    "judged_points",
    "tally",
]
