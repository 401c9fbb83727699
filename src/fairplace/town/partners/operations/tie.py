from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.partners.models import Organisation, Tie
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record


class TieRefused(Exception):
    """A tie cannot be drawn; the message is a sentence for whoever tried."""


@transaction.atomic
def draw_tie(*, by: Person | None, one: Organisation, other: Organisation, why: str) -> Tie:
    """Draw a tie that no record shows, with who drew it and when."""
    if one == other:
        raise TieRefused(_("A tie has two ends. Choose two different partners."))
    if Tie.objects.filter(Q(one=one, other=other) | Q(one=other, other=one)).exists():
        raise TieRefused(
            _("Somebody has drawn this tie already. Remove that one first, if it says the wrong thing.")
        )
    tie = Tie.objects.create(one=one, other=other, why=why, drawn_by=by, drawn_on=timezone.localdate())
    _write_down(by, "drew", tie, None, {"why": why})
    return tie


@transaction.atomic
def remove_tie(*, by: Person | None, tie: Tie) -> None:
    """Take a hand-drawn tie off the map."""
    _write_down(by, "removed", tie, {"why": tie.why, "drawn on": str(tie.drawn_on)}, None)
    tie.delete()


def _write_down(by: Person | None, verb: str, tie: Tie, before: dict | None, after: dict | None) -> None:
    record(
        by=by, verb=verb, kind="tie", subject=f"{tie.one.code} and {tie.other.code}",
        town=tie.one.town.slug, before=before, after=after,
    )  # fmt: skip
