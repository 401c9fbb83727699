"""A group's risks and issues as rows, for those who sign in."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.governance.models import Risk
from fairplace.town.governance.rules.risk import IMPACT, LIKELIHOOD, find_level


def list_columns() -> tuple[str, ...]:
    return (
        _("Code"), _("Kind"), _("What"), _("What it would mean"), _("Likelihood"), _("Impact"), _("Score"),
        _("Level"), _("What is done about it"), _("Owner"), _("Look at it again on"), _("State"), _("Since"),
    )  # fmt: skip


def list_rows(risks: Iterable[Risk]) -> Iterator[tuple[Any, ...]]:
    for one in risks:
        has_happened = one.kind == Risk.Kind.ISSUE
        yield (
            one.code,
            one.kind,
            one.title,
            one.text,
            _("It has happened") if has_happened else str(LIKELIHOOD[one.likelihood]),
            str(IMPACT[one.impact]),
            "" if has_happened else one.score,
            str(find_level(one.likelihood, one.impact, has_happened=has_happened).name),
            one.response,
            str(one.owner or ""),
            one.review_on or "",
            one.state,
            one.opened_on,
        )
