"""What somebody can do for a review now: for a chair two minutes, for the team whatever waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.reviews.models import Assessment, Review
from fairplace.town.reviews.queries.standing import Standing
from fairplace.town.reviews.rules.step import MODERATED, ORDER, STEPS, State, Step, get_step, is_open
from fairplace.town.ui.navigation import find_address


@dataclass(frozen=True)
class Task:
    """Something to do now, in words, with the page where it is done and the minutes it takes, if few."""

    words: str
    url: str
    minutes: int = 0

    @property
    def is_here(self) -> bool:
        """Whether it is done on the page of the review itself."""
        return self.url.startswith("#")


def list_tasks(standing: Standing, *, person: int, keeps: bool) -> list[Task]:
    """Return what the reader can do now; `keeps` says whether they run the review."""
    return [*_own(standing, person), *(_of_keepers(standing) if keeps else ())]


def _own(standing: Standing, person: int) -> Iterator[Task]:
    review = standing.review
    year = {"year": review.year}
    if review.state == State.SIGN_OFF:
        for line in standing.seats:
            if line.seat.person_id == person and not line.is_valid:
                again = _("Read what changed, and sign again as %(seat)s")
                words = again if line.signature else _("Read it and sign as %(seat)s")
                yield Task(words % {"seat": line.seat.title}, find_address("review_sign", **year), 2)
    if review.state == State.CHALLENGE:
        owned = [one for one in standing.assessments if one.measure.owner_id == person]
        for one in owned:
            url = find_address("assessment_detail", slug=one.measure.slug, **year)
            yield Task(
                _("Say what you doubt about your measure: %(name)s") % {"name": one.measure.name}, url, 2
            )
        if not owned:
            yield Task(_("Open a measure and say what you doubt"), "#measures", 2)


def _of_keepers(standing: Standing) -> Iterator[Task]:
    review = standing.review
    unanswered = [one for one in standing.facts.measures if one.unanswered]
    if unanswered and review.state in (State.CHALLENGE, State.MODERATION):
        number = sum(one.unanswered for one in unanswered)
        words = ngettext("Answer %(n)s challenge", "Answer %(n)s challenges", number) % {"n": number}
        yield Task(words, find_address("assessment_detail", year=review.year, slug=unanswered[0].slug))
    unrated = [one for one in standing.facts.measures if not one.rating]
    if unrated and review.state in MODERATED:
        words = ngettext(
            "Rate %(n)s measure, from %(name)s on", "Rate %(n)s measures, from %(name)s on", len(unrated)
        )
        url = find_address("assessment_moderate", year=review.year, slug=unrated[0].slug)
        yield Task(words % {"n": len(unrated), "name": unrated[0].name}, url)
    if is_open(review.state):
        yield from _of_step(standing, is_led=bool(unanswered or unrated))
    yield from list_last_tasks(review, standing.comments_waiting)


def _of_step(standing: Standing, *, is_led: bool) -> Iterator[Task]:
    """Return what brings an open review on: evidence, what is missing, or the next step once all is there.

    `is_led` says that what is missing has a task of its own. Signatures are for others to give.
    """
    review, lacks = standing.review, standing.lacks
    if review.state == State.EVIDENCE and lacks and standing.assessments:
        yield Task(_("Bring the evidence in"), "#gather")
    elif any(lack.page for lack in lacks) and not (is_led and review.state in MODERATED):
        yield Task(_("See what is missing"), "#missing")
    # Whoever was given time to doubt has it.
    is_due = review.state != State.CHALLENGE or not _has_time(review)
    if not lacks and is_due:
        yield Task(str(get_step(review.state).onward), "#go-on")


def _has_time(review: Review) -> bool:
    told = review.days.get(review.state)
    return bool(told) and date.fromisoformat(told) >= timezone.localdate()


def list_last_tasks(review: Review, comments_waiting: int) -> Iterator[Task]:
    """Return what those who run a review do once it is frozen: publish it, answer people, close it."""
    onward = Task(str(get_step(review.state).onward), "#go-on")
    if review.state == State.FROZEN:
        yield onward
    if review.state != State.PUBLISHED:
        return
    if comments_waiting:
        words = ngettext("Read and answer %(n)s comment", "Read and answer %(n)s comments", comments_waiting)
        yield Task(words % {"n": comments_waiting}, find_address("comment_list", year=review.year))
    if not review.response.strip():
        yield Task(_("Write the town’s response"), find_address("review_respond", year=review.year))
    elif not comments_waiting:
        yield onward


@dataclass(frozen=True)
class StepLine:
    """One step of a review as the page shows it: done, now or to come, and its last day."""

    step: Step
    stands: str
    day: date | None
    is_late: bool


def list_steps(review: Review, today: date) -> list[StepLine]:
    """Return all steps of a review, with where it is and which day has passed."""
    here, lines = ORDER.index(State(review.state)), []
    for at, step in enumerate(STEPS):
        stands = "now" if at == here else "done" if at < here else "later"
        told = review.days.get(step.state)
        day = date.fromisoformat(told) if told else None
        lines.append(StepLine(step, stands, day, bool(stands == "now" and day and day < today)))
    return lines


def list_unusual(assessments: Iterable[Assessment]) -> list[tuple[Assessment, str]]:
    """Return what somebody with two minutes should look at first: each measure with why, in words."""
    return [(one, words) for one in assessments if (words := "; ".join(_say_unusual(one)))]


def _say_unusual(one: Assessment) -> Iterator[str]:
    if getattr(one, "verdict", "") == "worse":
        yield _("the numbers get worse, by test")
    if one.rating and one.rating != one.tested:
        yield _("rated otherwise than the tests say")
    if one.decision == Assessment.Decision.CHANGE:
        yield _("changed")
    if one.decision == Assessment.Decision.RETIRE:
        yield _("retired")
