"""What is to be hidden of a submission, and what may be seen of it then."""

from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.feeds.models import Submission
from fairplace.town.feeds.queries.submission import get_terms, list_published, list_rows_of
from fairplace.town.feeds.rules.protection import Hidden, hide, protect
from fairplace.town.feeds.rules.publications import as_published, check_differences


def get_protection(*, submission: Submission) -> list[Hidden]:
    """Return what is to be hidden and why. Raises NotProtected where the figures cannot be published safely.

    That is told from these figures alone first, then together with all that was published before.
    """
    terms, rows = get_terms(submission=submission), list_rows_of(submission)
    found = protect(rows, terms)
    marks = [{"position": one.position, "fields": one.fields} for one in found]
    check_differences(
        list_published(submission=submission, terms=terms), as_published(rows, marks, terms), terms
    )
    return found


def recheck_differences(*, submission: Submission) -> None:
    """Look again whether what was published since it was approved tells of a small group beside it."""
    terms, rows = get_terms(submission=submission), list_rows_of(submission)
    new = as_published(rows, submission.hidden, terms)
    check_differences(list_published(submission=submission, terms=terms), new, terms)


def list_public_rows(*, submission: Submission) -> list[tuple[int, dict[str, Any]]]:
    """Return the rows as they are published: without what is hidden, and with one mark for all of it."""
    gone: dict[int, set[str]] = {}
    for one in submission.hidden:
        gone.setdefault(one["position"], set()).update(one["fields"])
    note = _("Hidden to protect people in small groups.")
    return [
        (position, hide(values, gone.get(position, ()), note=note))
        for position, values in list_rows_of(submission)
    ]
