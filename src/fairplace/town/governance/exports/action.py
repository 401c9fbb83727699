"""The list of actions as a file, for those who sign in: it names owners."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.governance.models import Action
from fairplace.town.governance.queries.action import ActionLine, make_line


def list_columns() -> tuple[str, ...]:
    return (
        _("Code"), _("Action"), _("Group"), _("Owner"), _("Organisation"), _("Starts"), _("Due"),
        _("State"), _("How it stands"), _("Approach"), _("Count"), _("Out of"), _("Who or what those are"),
        _("What is counted"), _("Last update"), _("Next update due"), _("Updates missed"),
    )  # fmt: skip


def list_rows(actions: Iterable[Action], *, day: date) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each action that has `last_update_at`."""
    for action in actions:
        yield _row(make_line(action, day=day))


def _row(line: ActionLine) -> tuple[Any, ...]:
    one = line.action
    # The number leaves with what it is out of, or not at all.
    numbers = (one.count, one.denominator) if line.number else (None, None)
    return (
        one.code,
        one.title,
        one.group.name,
        str(one.owner or ""),
        one.organisation.name if one.organisation else "",
        one.starts_on,
        one.due_on,
        str(Action.State(one.state).label),
        line.progress,
        one.approach,
        *numbers,
        one.denominator_what,
        one.counts_what,
        line.last_update_on,
        line.next_update_on,
        line.missed,
    )
