"""When an action needs another owner, and how well a group looks after what it owns."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fairplace.town.governance.rules.cycle import add_months, begins_on, missed_cycles

CYCLES = 2
# Where an action asks for no updates, we still expect a word within this many months.
USUAL_MONTHS = 3
# Roles that come with a seat in a group, and mean little once every seat has ended.
ROLES_OF_A_SEAT = {"contributor", "partner-lead", "group-chair"}


class Because(StrEnum):
    """Why an action is taken to the chair's list."""

    NOBODY = "nobody"
    LEFT = "left"
    SILENT = "silent"


@dataclass(frozen=True)
class Owner:
    """Somebody who owns an action, as the town knows them on a day."""

    is_active: bool
    roles: Set[str] = frozenset()
    seats_now: int = 0
    seats_ended: int = 0

    @property
    def has_left(self) -> bool:
        """Return whether they are gone: no account, no place in the town, or every seat of theirs ended."""
        if not self.is_active:
            return True
        if self.seats_now:
            return False
        return not self.roles or (self.seats_ended > 0 and self.roles <= ROLES_OF_A_SEAT)


@dataclass(frozen=True)
class Kept:
    """An action with its owner's last word. `noted_on` is the last note of anybody."""

    starts_on: date
    owned_on: date
    every_months: int | None
    updated_on: date | None = None
    noted_on: date | None = None

    @property
    def begins(self) -> date:
        return begins_on(starts_on=self.starts_on, owned_on=self.owned_on, updated_on=self.updated_on)

    @property
    def months(self) -> int:
        return self.every_months or USUAL_MONTHS


def why_move(kept: Kept, *, owner: Owner | None, day: date) -> Because | None:
    """Return why an open action should go to the chair's list; None where it stays with its owner."""
    if owner is None:
        return Because.NOBODY
    if owner.has_left:
        return Because.LEFT
    missed = missed_cycles(begins=kept.begins, every_months=kept.every_months, day=day)
    return Because.SILENT if missed >= CYCLES else None


def is_expected(kept: Kept, day: date) -> bool:
    """Return whether a first word could be expected by now: a whole cycle has gone by since its beginning."""
    return add_months(max(kept.starts_on, kept.owned_on), kept.months) <= day


def is_current(kept: Kept, day: date) -> bool:
    """Return whether its owner or a helper said something within the last cycle."""
    return kept.updated_on is not None and add_months(kept.updated_on, kept.months) >= day


def is_stale(kept: Kept, day: date) -> bool:
    """Return whether its newest note, of anybody, is older than one cycle."""
    return kept.noted_on is not None and add_months(kept.noted_on, kept.months) < day
