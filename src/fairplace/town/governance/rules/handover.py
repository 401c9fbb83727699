"""What whoever leaves is asked in words, because no record says it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

# Each question with a line that helps to answer it.
QUESTIONS: dict[str, tuple[Any, Any]] = {
    "agreed": (
        _("What is nearly agreed, but written down nowhere?"),
        _("Promises made in a corridor, a budget that somebody hinted at."),
    ),
    "call": (
        _("Whom should the next person call first, and about what?"),
        _("One or two people who know how things really stand."),
    ),
    "remember": (
        _("What must not be forgotten?"),
        _("Days that come every year, a condition of a grant, somebody who waits for an answer."),
    ),
    "assumed": (
        _("What does the work rest on that may not be true?"),
        _("Such as: that the money goes on, that the hospital stays on board."),
    ),
    "next": (_("What would you do next?"), _("In the first month, if you stayed.")),
}


def choose_heir(group: str, heirs: Mapping[str, int], to: int | None) -> int | None:
    """Return who takes over in a group: whoever is named for it, or else for everything; None for nobody."""
    return heirs.get(group) or to
