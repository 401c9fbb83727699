"""Makes approved figures the town's: all of a submission in one transaction, or nothing of it."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fairplace.town.feeds.models import Submission, SubmissionStep
from fairplace.town.feeds.operations.period_lock import lock_periods
from fairplace.town.feeds.operations.submission_step import make_step, write_to
from fairplace.town.feeds.queries.protection import list_public_rows, recheck_differences
from fairplace.town.feeds.queries.submission import list_checkers, list_senders
from fairplace.town.feeds.rules.protection import NotProtected
from fairplace.town.feeds.rules.submitting import days_of
from fairplace.town.indicators.models import Dimension, Indicator, Observation, Release, Subgroup
from fairplace.town.indicators.operations import replace_observations
from fairplace.town.places.models import Town

log = logging.getLogger(__name__)
State = Submission.State


class NotPublished(Exception):
    """Approved figures that went back to be checked; the message is a sentence without any count."""


def publish_submission(*, submission: Submission) -> Release | None:
    """Publish approved figures whose time has come. None where they were published or withdrawn already.

    Raises NotPublished where what was published meanwhile would, together with them, tell of small groups:
    then they wait to be checked again. Whatever else goes wrong leaves them approved, and nothing published.
    """
    try:
        with transaction.atomic():
            return _publish(submission)
    except NotProtected as stopped:
        with transaction.atomic():
            _give_back(submission, str(stopped))
        raise NotPublished(str(stopped)) from stopped


def publish_due(*, town: Town) -> list[Submission]:
    """Publish every approved submission whose day has come; one that fails does not hold up the next."""
    due = Submission.objects.filter(town=town, state=State.APPROVED, publish_at__lte=timezone.now())
    done = []
    for submission in due.order_by("publish_at", "pk"):
        try:
            if publish_submission(submission=submission):
                done.append(submission)
        except NotPublished:
            log.warning("Submission %s went back to be checked.", submission.pk)
        except Exception:
            log.exception("Submission %s could not be published; it stays approved.", submission.pk)
    return done


def _publish(submission: Submission) -> Release | None:
    Indicator.objects.select_for_update().get(pk=submission.indicator_id)
    found = Submission.objects.select_for_update(of=("self",))
    now = found.select_related("town", "indicator", "organisation", "approved_by").get(pk=submission.pk)
    if now.state != State.APPROVED or now.publish_at is None or now.publish_at > timezone.now():
        return None
    recheck_differences(submission=now)
    rows = [values for _position, values in list_public_rows(submission=now)]
    is_correction = _is_correction(now, rows)
    release = _make_release(now, is_correction=is_correction)
    _name_groups(rows)
    replace_observations(indicator=now.indicator.code, rows=[_as_row(one, release) for one in rows])
    lock_periods(by=now.approved_by, submission=now)
    now.release, now.published_at = release, timezone.now()
    step = make_step(now, None, State.PUBLISHED, "")
    write_to(list_senders(submission=now), step, _("Your figures are published: %(title)s"))
    return release


def _give_back(submission: Submission, sentence: str) -> None:
    now = Submission.objects.select_for_update(of=("self",)).select_related("town").get(pk=submission.pk)
    if now.state != State.APPROVED:
        return
    now.hidden, now.publish_at, now.approved_by = [], None, None
    step = make_step(now, None, State.SUBMITTED, sentence)
    write_to(list_checkers(submission=now), step, _("Approved figures wait to be checked again: %(title)s"))


def _is_correction(now: Submission, rows: list) -> bool:
    held = set(
        Observation.objects.filter(indicator=now.indicator).values_list(
            "place__code", "starts_on", "ends_on", "subgroup__code"
        )
    )
    return any((row["place"], *days_of(row), row["subgroup"] or None) in held for row in rows)


def _make_release(now: Submission, *, is_correction: bool) -> Release:
    """Return the publication that the figures are taken from, with what was said of a correction."""
    today = timezone.localdate()
    sent = SubmissionStep.objects.filter(submission=now, after=State.SUBMITTED).exclude(note="")
    why = sent.order_by("-at", "-pk").values_list("note", flat=True).first()
    who = now.organisation.name if now.organisation else now.town.name
    note = _("Corrects figures that were published before. %(why)s") % {"why": why or ""}
    return Release.objects.create(
        code=f"{slugify(now.town.slug)[:20]}-local-figures-{now.pk}",
        publisher=who[:200],
        title=now.title[:300],
        edition=_("local figures, %(day)s") % {"day": today.isoformat()},
        dataset=(now.file_name or _("typed in"))[:300],
        licence=now.licence,
        attribution=_("Source: %(who)s, local figures. %(source)s") % {"who": who, "source": now.source},
        published_on=today,
        retrieved_on=today,
        note=note.strip() if is_correction else "",
    )


def _name_groups(rows: list) -> None:
    """Add groups that the town has no figures of yet, as they were written."""
    for row in rows:
        if not row["subgroup"]:
            continue
        parent, _is_new = Dimension.objects.get_or_create(
            code=row["dimension"], defaults={"name": row["dimension"].replace("-", " ")}
        )
        Subgroup.objects.get_or_create(
            dimension=parent,
            code=row["subgroup"],
            defaults={
                "name": row["who"][:120],
                "position": Subgroup.objects.filter(dimension=parent).count() + 1,
            },
        )


def _as_row(values: dict, release: Release) -> dict:
    first, last = days_of(values)
    plain = ("place", "period", "value", "count", "denominator", "dimension", "subgroup", "flag", "note")
    return {
        **{name: values[name] for name in plain},
        "starts_on": first,
        "ends_on": last,
        "lower": values["lower_95"],
        "upper": values["upper_95"],
        "release": release.code,
    }
