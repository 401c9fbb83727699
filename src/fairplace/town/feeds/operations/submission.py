from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fairplace.town.feeds.models import Submission, SubmissionStep
from fairplace.town.feeds.queries.submission import KIND, OPEN, may_prepare
from fairplace.town.indicators.models import Indicator
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.places.operations.saving import describe, lock, save_fields

FORMS = {
    "percent": (Indicator.Form.PROPORTION, 0, 100),
    "rate": (Indicator.Form.RATE, 0, None),
    "mean": (Indicator.Form.MEAN, None, None),
    "count": (Indicator.Form.OTHER, 0, None),
    "years": (Indicator.Form.OTHER, 0, 130),
}


class NotMoved(Exception):
    """A submission that cannot be changed or moved on now; the message is a sentence."""


class NameTaken(NotMoved):
    """An indicator of this name is there already."""


@transaction.atomic
def define_indicator(*, by: Person, town: Town, values: Mapping[str, Any]) -> Indicator:
    """Add an indicator of the town's own. Raises NameTaken where there is one of that name."""
    kind = values["kind"]
    form, lowest, highest = FORMS[kind]
    card = {name: values[name] for name in ("numerator", "denominator", "source")}
    fields = {name: values[name] for name in ("name", "short", "definition", "unit", "polarity", "threshold")}
    code = f"{town.slug}-{slugify(values['name'])}"[:50].strip("-")
    try:
        with transaction.atomic():
            indicator = Indicator.objects.create(
                code=code, town=town, form=form, lowest=lowest, highest=highest, per=values["per"],
                decimals=values["decimals"], card={**card, "kind": kind}, **fields,
            )  # fmt: skip
    except IntegrityError as error:
        raise NameTaken(
            _("The town has an indicator of this name. Choose it, or name yours apart.")
        ) from error
    after = describe(indicator, ("name", "definition", "unit", "polarity", "threshold", "card"))
    record(by=by, verb="defined", kind="indicator", subject=code, town=town.slug, after=after)
    return indicator


@transaction.atomic
def begin_submission(
    *, by: Person, town: Town, indicator: Indicator, values: Mapping[str, Any]
) -> Submission:
    """Begin figures of one of the town's own indicators, as a draft."""
    assert indicator.town == town, "Only a town's own indicators are filled by hand."
    submission = Submission.objects.create(town=town, indicator=indicator, made_by=by, **values)
    SubmissionStep.objects.create(submission=submission, after=submission.state, by=by)
    after = {"indicator": indicator.code, **describe(submission, tuple(values))}
    record(by=by, verb="began", kind=KIND, subject=str(submission.pk), town=town.slug, after=after)
    return submission


@transaction.atomic
def change_submission(
    *, by: Person, submission: Submission, version: int, values: Mapping[str, Any]
) -> Submission:
    """Change what is said of the figures. Raises ChangedMeanwhile, or NotMoved once they are sent in."""
    hold_open(by=by, submission=submission, version=version)
    return save_fields(
        submission, by=by, town=submission.town, kind=KIND, subject=str(submission.pk), version=version,
        values=values,
    )  # fmt: skip


def hold_open(*, by: Person, submission: Submission, version: int) -> Submission:
    """Return the submission as it is now, held until the transaction ends, for somebody who prepares it.

    Raises NotMoved once it is sent in or for somebody else's, ChangedMeanwhile where it was saved since.
    """
    if not may_prepare(person=by, submission=submission):
        raise NotMoved(_("Only those who send these figures in change them."))
    now = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if now.state not in OPEN:
        raise NotMoved(_("They are not being prepared any more, so nothing can be changed."))
    return lock(now, version=version)
