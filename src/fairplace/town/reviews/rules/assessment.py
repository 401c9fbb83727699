"""What may be said of a measure in a review, and which reasons are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

TOO_EARLY, CANNOT_TELL, GETTING_WORSE = "too early", "cannot tell", "getting worse"
RATINGS = ("on course", "off course", GETTING_WORSE, "achieved", TOO_EARLY, CANNOT_TELL)


@dataclass(frozen=True)
class Early:
    """That it is too early to judge a measure: until when, and why."""

    until: date
    why: str


@dataclass(frozen=True)
class Words:
    """What a moderator says of one measure."""

    rating: str = ""
    rating_because: str = ""
    statement: str = ""
    did: str = ""
    other_causes: str = ""
    story: str = ""
    story_by: str = ""
    confidence: str = ""
    decision: str = ""
    decision_because: str = ""
    comes_back_on: date | None = None


def find_tested(evidence: Mapping[str, Any]) -> str:
    """Return what the tests say of a measure as a rating.

    Where it has a path, that is its status. Without one the tests can say that it gets worse, and no more.
    """
    status = evidence.get("status")
    word = status.get("word", "") if isinstance(status, Mapping) else ""
    if word in RATINGS:
        return word
    return GETTING_WORSE if evidence.get("verdict") == "worse" else CANNOT_TELL


def find_faults(words: Words, *, tested: str, early: Early | None, today: date) -> dict[str, str]:
    """Return what is wrong with what was said, by field. What is not said yet is no fault, only missing."""
    found = {}
    if words.rating and words.rating != tested and not words.rating_because.strip():
        found["rating_because"] = _("The tests say something else. Say why the rating differs.")
    if words.rating == TOO_EARLY:
        found |= _find_early_faults(words, early, tested, today)
    if words.story.strip() and not words.story_by.strip():
        found["story_by"] = _("Say who tells this story, as it is to be printed.")
    if words.decision and not words.decision_because.strip():
        found["decision_because"] = _("Give the reason for the decision.")
    return found


def _find_early_faults(words: Words, early: Early | None, tested: str, today: date) -> dict[str, str]:
    if early is None and tested != TOO_EARLY:
        return {"rating": _("Nothing says that it is too early: choose what can be said now.")}
    if words.comes_back_on is None:
        return {"comes_back_on": _("Say on which day it comes back.")}
    if words.comes_back_on <= today:
        return {"comes_back_on": _("Choose a day that is still to come.")}
    return {}


def is_sound(words: Words, *, tested: str) -> bool:
    """Return whether every reason that is asked for is given; days that have passed since are no fault."""
    if words.rating and words.rating != tested and not words.rating_because.strip():
        return False
    if words.rating == TOO_EARLY and words.comes_back_on is None:
        return False
    return not words.decision or bool(words.decision_because.strip())


def find_early(judged_from: int | None, signs: list[Early], today: date) -> Early | None:
    """Return until when it is too early to judge a measure: by its own year, or by logic models; or None."""
    if judged_from and judged_from > today.year:
        why = _("It is judged from %(year)s on.") % {"year": judged_from}
        return Early(date(judged_from, 1, 1), why)
    coming = [one for one in signs if one.until > today]
    return min(coming, key=lambda one: one.until) if coming else None
