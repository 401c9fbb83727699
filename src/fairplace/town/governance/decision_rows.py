"""What groups decided as rows, for files."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.utils import timezone

from fairplace.town.governance.models import Decision
from fairplace.town.governance.queries.vote import get_options

DECISION_COLUMNS = (
    "Number", "Title", "Group", "Question", "State", "Decided on", "Chosen", "Outcome", "Review on",
    "Reviewed on", "Proved right", "Restricted", "Demonstration",
)  # fmt: skip


def list_decision_rows(decisions: Iterable[Decision]) -> Iterator[tuple]:
    """Return a row for each decision; nobody's name is in it."""
    for one in decisions:
        yield (
            one.code,
            one.title,
            one.group.name,
            one.question,
            Decision.State(one.state).label,
            _day(one.decided_at),
            get_options(one).get(one.chosen, ""),
            one.outcome,
            _day(one.review_on),
            _day(one.reviewed_at),
            Decision.Proved(one.proved).label if one.proved else "",
            "yes" if one.is_restricted else "",
            "yes" if one.is_demonstration else "",
        )


def _day(moment: date | datetime | None) -> str:
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return moment.isoformat() if moment else ""
