from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.feeds.models import Submission, SubmissionStep
from fairplace.town.feeds.operations.period_lock import lift_locks, lock_periods
from fairplace.town.feeds.operations.submission import NotMoved, hold_open
from fairplace.town.feeds.operations.submitted_row import check_rows
from fairplace.town.feeds.queries.protection import get_protection
from fairplace.town.feeds.queries.submission import (
    KIND,
    OPEN,
    has_prepared,
    list_checkers,
    list_senders,
    may_prepare,
)
from fairplace.town.feeds.rules.protection import NotProtected
from fairplace.town.indicators.models import Indicator
from fairplace.town.letters.operations.letter import write_letter
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.people.rules import Ability
from fairplace.town.places.addresses import write_address
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.queries import get_abilities

State = Submission.State
VERBS = {
    State.SUBMITTED: "sent in",
    State.RETURNED: "returned",
    State.APPROVED: "approved",
    State.PUBLISHED: "published",
    State.WITHDRAWN: "withdrew",
}


@transaction.atomic
def send_in(*, by: Person, submission: Submission, version: int, note: str = "") -> SubmissionStep:
    """Send figures in to be checked. Raises NotMoved while a row has a fault, or a warning has no word."""
    now = hold_open(by=by, submission=submission, version=version)
    if not now.rows.exists():
        raise NotMoved(_("There is no row yet. Bring a file, or type the figures."))
    if not check_rows(submission=now):
        raise NotMoved(_("Mend the rows with faults first. Nothing was sent in, and nothing is lost."))
    if not note.strip() and any(now.rows.values_list("warnings", flat=True)):
        raise NotMoved(_("Something is odd about these figures. Say in a sentence why they are right."))
    step = make_step(now, by, State.SUBMITTED, note)
    write_to(list_checkers(submission=now), step, _("Figures wait to be checked: %(title)s"))
    return step


@transaction.atomic
def return_submission(*, by: Person, submission: Submission, version: int, note: str) -> SubmissionStep:
    """Give figures back to whoever sent them, with a note on what to mend."""
    now = _hold(submission, version, {State.SUBMITTED})
    check_other(by=by, submission=now)
    if not note.strip():
        raise NotMoved(_("Say in a sentence what is to be mended."))
    step = make_step(now, by, State.RETURNED, note)
    write_to(list_senders(submission=now), step, _("Your figures came back with a note: %(title)s"))
    return step


@transaction.atomic
def approve_submission(
    *, by: Person, submission: Submission, version: int, publish_at: datetime | None = None, note: str = ""
) -> Submission:
    """Approve figures, hide what protects people, and lock their periods. Without `publish_at`: to be
    published at once by whoever calls.

    Raises NotMoved for whoever prepared them, and with a sentence where they cannot be published safely.
    """
    # Two submissions of one indicator are looked at one after the other, or neither would see the other.
    Indicator.objects.select_for_update().get(pk=submission.indicator_id)
    now = _hold(submission, version, {State.SUBMITTED})
    check_other(by=by, submission=now)
    if not check_rows(submission=now):
        raise NotMoved(_("There are faults in the rows by now. Look at them, and return it with a note."))
    try:
        found = get_protection(submission=now)
    except NotProtected as stopped:
        raise NotMoved(str(stopped)) from stopped
    now.hidden = [{**asdict(one), "fields": list(one.fields)} for one in found]
    now.approved_by, now.publish_at = by, publish_at or timezone.now()
    lock_periods(by=by, submission=now)
    step = make_step(now, by, State.APPROVED, note)
    write_to(list_senders(submission=now), step, _("Your figures are approved: %(title)s"))
    return now


@transaction.atomic
def withdraw_submission(*, by: Person, submission: Submission, version: int, note: str) -> SubmissionStep:
    """Take figures back before they are published; afterwards a correction is a submission of its own."""
    now = _hold(submission, version, {*OPEN, State.SUBMITTED, State.APPROVED})
    is_keeper = Ability.KEEP_NUMBERS in get_abilities(person=by, town=now.town)
    if not (is_keeper or may_prepare(person=by, submission=now)):
        raise NotMoved(_("Only those who send these figures in, or an analyst, withdraw them."))
    if not note.strip():
        raise NotMoved(_("Say in a sentence why."))
    was = now.state
    if was == State.APPROVED:
        lift_locks(by=by, submission=now, because=note)
    step = make_step(now, by, State.WITHDRAWN, note)
    if was != State.DRAFT:
        others = [*list_senders(submission=now), *([now.approved_by] if now.approved_by else [])]
        write_to([one for one in others if one != by], step, _("Figures were withdrawn: %(title)s"))
    return step


def check_other(*, by: Person, submission: Submission) -> None:
    """Refuse whoever had a hand in the figures: two persons stand behind every one that is published."""
    if Ability.KEEP_NUMBERS not in get_abilities(person=by, town=submission.town):
        raise NotMoved(_("Only an analyst or an administrator checks figures."))
    if has_prepared(person=by, submission=submission):
        raise NotMoved(
            _("You prepared these figures yourself, so somebody else has to check them.")
            + " "
            + _("Ask another analyst, or an administrator.")
        )


def _hold(submission: Submission, version: int, states: set[Any]) -> Submission:
    now = Submission.objects.select_for_update(of=("self",)).select_related("town", "indicator")
    now = now.get(pk=submission.pk)
    if now.state not in states:
        raise NotMoved(_("Meanwhile it is %(state)s.") % {"state": State(now.state).label})
    if now.version != version:
        raise ChangedMeanwhile(now)
    return now


def make_step(now: Submission, by: Person | None, after: str, note: str) -> SubmissionStep:
    """Move a submission on, and write down who did it and why."""
    before, now.state = now.state, after
    now.version += 1
    now.save()
    said = {"state": after, "note": note.strip(), "hidden": len(now.hidden)}
    record(
        by=by, verb=VERBS[State(after)], kind=KIND, subject=str(now.pk), town=now.town.slug,
        before={"state": before}, after=said,
    )  # fmt: skip
    return SubmissionStep.objects.create(submission=now, before=before, after=after, note=note.strip(), by=by)


def write_to(people: Iterable[Person], step: SubmissionStep, subject: str) -> None:
    """Write to whoever must act next, or waits to hear. No figure stands in a letter."""
    submission = step.submission
    for person in {one.pk: one for one in people}.values():
        write_letter(
            key=f"submission-{submission.pk}-{step.pk}-{person.pk}",
            kind="submission",
            town=submission.town.slug,
            to=person.email,
            person=person,
            subject=subject % {"title": submission.title},
            template="feeds/mail/submission.txt",
            submission=submission,
            step=step,
            address=write_address(submission.town, "submission_detail", pk=submission.pk),
        )
