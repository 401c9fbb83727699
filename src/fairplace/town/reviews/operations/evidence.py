"""Brings the evidence in: what the numbers tell of each measure, sealed, and a draft of what was done."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.people.models import Person
from fairplace.town.reviews.models import Review
from fairplace.town.reviews.operations.holding import ReviewRefused, hold, write_down
from fairplace.town.reviews.operations.review import add_measures
from fairplace.town.reviews.queries.doing import list_doings
from fairplace.town.reviews.queries.evidence import describe_measures
from fairplace.town.reviews.queries.review import get_previous
from fairplace.town.reviews.rules.assessment import find_tested
from fairplace.town.reviews.rules.draft import keep_edited, write_draft
from fairplace.town.reviews.rules.step import State

A_YEAR = timedelta(days=365)


@transaction.atomic
def gather_evidence(*, by: Person | None, review: Review) -> Review:
    """Keep what the numbers tell of every measure now, and draft what was done since the last review.

    May be done again while evidence comes in: what people edited stays.
    """
    now = hold(review, State.EVIDENCE)
    add_measures(now)
    found = list(now.assessments.select_for_update(of=("self",)).select_related("measure"))
    if not found:
        raise ReviewRefused(_("There is no measure to review."))
    known = {
        one["slug"]: one for one in describe_measures(town=now.town, measures=[one.measure for one in found])
    }
    until = timezone.localdate()
    doings = list_doings(town=now.town, slugs=list(known), since=begins_on(now, until=until), until=until)
    for one in found:
        slug = one.measure.slug
        draft = write_draft(doings[slug])
        one.did, one.draft = keep_edited(one.did, one.draft, draft), draft
        one.evidence, one.tested = known[slug], find_tested(known[slug])
        one.gathered_at = timezone.now()
        one.version += 1
        one.save()
    digests = {slug: one["digest"] for slug, one in sorted(known.items())}
    write_down(by, "gathered evidence for", now, after=digests)
    return now


def begins_on(review: Review, *, until: date) -> date:
    """Return from which day on doings count: since the last review opened, or for a year."""
    previous = get_previous(review)
    return timezone.localdate(previous.opened_at) if previous else until - A_YEAR
