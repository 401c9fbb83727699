from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.governance.models import Action
from fairplace.town.governance.queries.owed import (
    Standing,
    list_last_words,
    list_open_actions,
    list_standings,
)
from fairplace.town.governance.rules.stewardship import CYCLES, Because, Kept, Owner, why_move
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town


def settle_owners(town: Town, day: date) -> int:
    """Take to the chair's list each open action that nobody owns, or whose owner left or fell silent.

    Returns how many were moved. The owner stays named until the chair decides, and an update from them
    takes it back.
    """
    words, standings = list_last_words(town), list_standings(town, day=day)
    moved = 0
    for action in list_open_actions(town):
        if action.with_chair_since is None:
            because = why_move(_kept(action, words.get(action.pk)), owner=_owner(action, standings), day=day)
            moved += because is not None and _move(action, because)
    return moved


def _kept(action: Action, updated_on: date | None) -> Kept:
    owned_on = timezone.localdate(action.owned_since)
    return Kept(action.starts_on, owned_on, action.every_months, updated_on)


def _owner(action: Action, standings: dict[int, Standing]) -> Owner | None:
    if action.owner is None:
        return None
    known = standings.get(action.owner.pk, Standing())
    return Owner(action.owner.is_active, known.roles, known.seats_now, known.seats_ended)


@transaction.atomic
def _move(action: Action, because: Because) -> bool:
    """Move one action, unless somebody changed it since it was read: the next night looks again."""
    now = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if now.version != action.version or now.with_chair_since is not None:
        return False
    now.with_chair_since, now.with_chair_because = timezone.now(), say_why(because)
    now.version += 1
    now.save()
    record(
        by=None,
        verb="moved to the chair’s list",
        kind="action",
        subject=now.code,
        town=action.town.slug,
        before={"with the chair": False},
        after={"with the chair": True, "because": now.with_chair_because},
    )
    return True


def say_why(because: Because) -> str:
    """Return the reason in words, which name nobody."""
    words = {
        Because.NOBODY: _("Nobody owns it."),
        Because.LEFT: _("Its owner has left."),
        Because.SILENT: _("%(n)s updates were due, and none came.") % {"n": CYCLES},
    }
    return words[because]
