from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.people.models import Person
from fairplace.town.places.operations.saving import ChangedMeanwhile, describe, lock
from fairplace.town.reviews.models import Assessment
from fairplace.town.reviews.operations.holding import ReviewRefused, hold, write_down
from fairplace.town.reviews.operations.review import tell_void
from fairplace.town.reviews.queries.early import list_early
from fairplace.town.reviews.queries.standing import SAID, get_standing
from fairplace.town.reviews.rules.assessment import TOO_EARLY, Words, find_faults
from fairplace.town.reviews.rules.step import MODERATED, OPEN_STATES, State
from fairplace.town.reviews.rules.words import tidy

# While evidence comes in and is challenged, people write what was done; ratings come afterwards.
EARLIER = ("statement", "did", "other_causes", "story", "story_by")


class WordsRefused(ReviewRefused):
    """What was said of a measure lacks a reason or a day: `faults` says what, by field."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


@transaction.atomic
def moderate(*, by: Person | None, assessment: Assessment, version: int, words: Words) -> Assessment:
    """Set rating, words and decision of one measure, read at `version`. Raises ChangedMeanwhile.

    A rating that differs from the tests needs a reason; "too early" a ground and a day; a decision its
    reason. A change while signatures are given makes those void that stood under what was there before.
    """
    review = hold(assessment.review, *OPEN_STATES)
    names = SAID if review.state in MODERATED else EARLIER
    values = _list_values(words, names)
    try:
        now = lock(assessment, version=version)
    except ChangedMeanwhile as changed:
        # Two clicks on the button say the same twice, which is no clash.
        fresh = changed.now
        if isinstance(fresh, Assessment) and all(getattr(fresh, name) == values[name] for name in names):
            return fresh
        raise
    early = list_early(town=review.town, measures=[now.measure]) if words.rating == TOO_EARLY else {}
    faults = find_faults(
        words, tested=now.tested, early=early.get(now.measure.slug), today=timezone.localdate()
    )
    faults = {name: sentence for name, sentence in faults.items() if name in names}
    if faults:
        raise WordsRefused(faults)
    standing = get_standing(review) if review.state == State.SIGN_OFF else None
    before = describe(now, names)
    for name, value in values.items():
        setattr(now, name, value)
    if (now.story, now.story_by) != (before["story"], before["story_by"]):
        _date_story(now)
    after = describe(now, names)
    if before == after:
        return now
    now.moderated_by, now.moderated_at = by, timezone.now()
    now.version += 1
    now.save()
    write_down(by, "moderated", review, before=before, after=after, of=now.measure.slug)
    if standing:
        tell_void(standing, review)
    return now


def _list_values(words: Words, names: tuple[str, ...]) -> dict[str, Any]:
    """Return what was said as it is kept; only what is too early comes back on a day."""
    said = {name: getattr(words, name) for name in names}
    values = {name: tidy(value) if isinstance(value, str) else value for name, value in said.items()}
    if "comes_back_on" in values and values["rating"] != TOO_EARLY:
        values["comes_back_on"] = None
    return values


def _date_story(now: Assessment) -> None:
    """Let a story that was changed bear today's date; where there is none, nobody tells it."""
    now.story_by = now.story_by if now.story else ""
    now.story_on = timezone.localdate() if now.story else None
    now.story_is_demonstration = False
