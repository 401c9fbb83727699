"""Invented local figures for a demonstration, marked as invented, that wait for somebody who checks them."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.feeds.models import Submission
from fairplace.town.feeds.operations.submission import begin_submission, define_indicator
from fairplace.town.feeds.operations.submission_step import make_step
from fairplace.town.feeds.operations.submitted_row import check_rows, save_rows
from fairplace.town.indicators.models import Indicator
from fairplace.town.partners.models import Organisation
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town


@transaction.atomic
def save_demonstration_figures(*, town: Town, entries: Iterable[Mapping[str, Any]]) -> None:
    """Add invented figures, sent in as whoever sends them would; those that there are stay as they are."""
    for entry in entries:
        if not Submission.objects.filter(town=town, title=entry["title"], is_demonstration=True).exists():
            _send(town, entry)


def _send(town: Town, entry: Mapping[str, Any]) -> None:
    by = Person.objects.get(email=entry["by"])
    card = {**entry["indicator"], "short": entry["indicator"]["name"]}
    indicator = Indicator.objects.filter(town=town, name=card["name"]).first()
    values = {
        **{name: entry[name] for name in ("title", "source", "licence")},
        "organisation": Organisation.objects.get(town=town, code=entry["organisation"]),
        "is_demonstration": True,
    }
    submission = begin_submission(
        by=by,
        town=town,
        indicator=indicator or define_indicator(by=by, town=town, values=card),
        values=values,
    )
    typed = dict(enumerate(entry["rows"], start=1))
    save_rows(by=by, submission=submission, version=submission.version, typed=typed, drop=set())
    now = Submission.objects.get(pk=submission.pk)
    assert check_rows(submission=now), f"The rows of {now} have faults."
    # Not send_in(): nobody gets a letter about something invented before they have signed in.
    step = make_step(now, by, Submission.State.SUBMITTED, entry["note"])
    then = timezone.now() + timedelta(days=entry["day"])
    now.steps.update(at=then)
    type(step).objects.filter(pk=step.pk).update(at=then + timedelta(minutes=20))
    Submission.objects.filter(pk=now.pk).update(made_at=then)
