"""Claims of contribution: counted by how strong they are, never added up as effect."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

STRENGTHS = ("strong", "some", "weak", "none")


@dataclass(frozen=True)
class ClaimSum:
    """How many claims there are of each strength, and the sentence that says what that is not."""

    counts: Mapping[str, int]
    sentence: str

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def sum_claims(strengths: Iterable[str], labels: Mapping[str, str]) -> ClaimSum:
    """Return the claims counted by strength, strongest first, with those that there are none of left out."""
    told = list(strengths)
    counts = {one: told.count(one) for one in STRENGTHS if one in told}
    if not told:
        return ClaimSum({}, _("Nobody has claimed that work contributed to this."))
    parts = ", ".join(f"{labels[one].lower()}: {count}" for one, count in counts.items())
    begins = ngettext("%(n)s claim", "%(n)s claims", len(told)) % {"n": len(told)}
    said = _(
        "%(claims)s by strength of evidence (%(parts)s). They are summed as claims, never added up as "
        "effect: together they do not say how much of a change came from the work."
    )
    return ClaimSum(counts, said % {"claims": begins, "parts": parts})
