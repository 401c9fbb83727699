"""What a decision lacks before it can be put to its group."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fairplace.town.governance.rules.equity import Expectation, missing

CONSENT = "consent"
FEWEST, MOST = 2, 10


@dataclass(frozen=True)
class Draft:
    """What is asked so far."""

    question: str
    reason: str
    expected: str
    method: str
    options: int
    deadline_on: date | None
    effects: tuple[Expectation, ...]


@dataclass(frozen=True)
class Lack:
    """Something that is missing, and where it is put right: a page (change or equity) and its field."""

    page: str
    field: str
    sentence: str


def list_lacks(draft: Draft, *, today: date, voters: int) -> list[Lack]:
    """Return everything that is missing before it can be opened; nothing means that it can."""
    asked = (
        ("question", not draft.question.strip(), _("Say what is asked.")),
        ("reason", not draft.reason.strip(), _("Say why it is asked.")),
        ("expected", not draft.expected.strip(), _("Say what is expected to happen.")),
        ("options", draft.method != CONSENT and draft.options < FEWEST, _("Give at least two options.")),
        ("deadline_on", not draft.deadline_on, _("Say until when the members can answer.")),
        (
            "deadline_on",
            bool(draft.deadline_on and draft.deadline_on < today),
            _("The last day to answer has passed. Choose a later one."),
        ),
    )
    found = [Lack("change", field, sentence) for field, is_lacking, sentence in asked if is_lacking]
    if not voters:
        found.append(Lack("", "", _("Nobody who sits in the group has an account, so nobody can answer.")))
    return [*found, *_list_equity(draft.effects)]


def _list_equity(effects: Iterable[Expectation]) -> list[Lack]:
    return [Lack("equity", along, sentence) for along, sentence in missing(effects).items()]
