"""Freezes a review, publishes it, and closes it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.operations.measure import retire_measure
from fairplace.town.people.models import Person
from fairplace.town.reviews.models import Assessment, Review, Signature, Snapshot
from fairplace.town.reviews.operations.holding import NotReady, hold, move, write_down
from fairplace.town.reviews.operations.release import check_release, logs_refusal
from fairplace.town.reviews.operations.snapshot import freeze_review as make_frozen
from fairplace.town.reviews.operations.step import check_seen
from fairplace.town.reviews.queries.frozen import read_body
from fairplace.town.reviews.queries.standing import get_standing
from fairplace.town.reviews.rules.step import State


@logs_refusal
@transaction.atomic
def freeze_signed(*, by: Person | None, review: Review, seen: str) -> Snapshot:
    """Freeze a review that is whole and signed by every seat that must sign; refused with what is missing.

    Its row and its signatures are held while that is checked, so that nothing slips in between.
    """
    now = hold(review)
    check_seen(now, seen)
    hold(now, State.SIGN_OFF)
    list(Signature.objects.select_for_update(of=("self",)).filter(review=now).order_by("pk"))
    standing = get_standing(now)
    if standing.lacks:
        raise NotReady(standing.lacks)
    snapshot = make_frozen(review=now, by=by)
    move(now, State.FROZEN)
    after = {"signed": standing.digest, "snapshot": snapshot.digest}
    write_down(by, "froze", now, before={"step": State.SIGN_OFF}, after=after)
    return snapshot


@logs_refusal
@transaction.atomic
def publish_review(*, by: Person | None, review: Review, seen: str) -> Review:
    """Publish a frozen review and open it to comments. Measures that it retires are retired from now on."""
    now = hold(review)
    check_seen(now, seen)
    hold(now, State.FROZEN)
    # Something else may have been published since it was frozen.
    for snapshot in Snapshot.objects.filter(review=now):
        check_release(town=now.town, body=read_body(snapshot))
    now.published_at = timezone.now()
    move(now, State.PUBLISHED)
    Snapshot.objects.filter(review=now).update(is_public=True)
    retired = _retire(by, now)
    write_down(by, "published", now, after={"step": now.state, "retired": retired})
    return now


def _retire(by: Person | None, review: Review) -> list[str]:
    leaving = review.assessments.filter(decision=Assessment.Decision.RETIRE, measure__retired_on=None)
    retired = []
    for one in leaving.select_related("measure").order_by("measure__position"):
        measure = ImpactMeasure.objects.select_for_update(of=("self",)).get(pk=one.measure_id)
        because = _("%(review)s: %(reason)s") % {"review": review, "reason": one.decision_because}
        retire_measure(by=by, measure=measure, version=measure.version, reason=because)
        retired.append(measure.slug)
    return retired


@transaction.atomic
def close_review(*, by: Person | None, review: Review, seen: str) -> Review:
    """Close a published review once every comment is read and the town has answered."""
    now = hold(review)
    check_seen(now, seen)
    hold(now, State.PUBLISHED)
    lacks = get_standing(now).lacks
    if lacks:
        raise NotReady(lacks)
    now.closed_at = timezone.now()
    move(now, State.CLOSED)
    write_down(by, "closed", now, after={"step": now.state})
    return now
