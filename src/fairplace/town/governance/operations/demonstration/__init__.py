"""Invented doings of groups for a demonstration, marked as invented wherever they are shown.

Every day is counted from the day it is made, so that a demonstration never looks stale. Made again, it
adds nothing: what people changed since stays as it is.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from fairplace.town.governance.operations.demonstration.actions import add_actions
from fairplace.town.governance.operations.demonstration.cast import Cast, gather_cast
from fairplace.town.governance.operations.demonstration.decisions import add_decisions
from fairplace.town.governance.operations.demonstration.meetings import add_series
from fairplace.town.governance.operations.demonstration.members import add_members
from fairplace.town.governance.operations.demonstration.registers import add_aims, add_risks
from fairplace.town.places.models import Town

Entries = Iterable[Mapping[str, Any]]


@transaction.atomic
def save_demonstration_groups(
    *,
    town: Town,
    members: Entries = (),
    series: Entries = (),
    decisions: Entries = (),
    actions: Entries = (),
    risks: Entries = (),
    aims: Entries = (),
) -> None:
    """Add invented members, meetings, decisions, actions, risks and aims to the groups of a town."""
    add_members(town, members)
    cast: Cast = gather_cast(town)
    add_series(cast, series)
    add_decisions(cast, decisions)
    add_actions(cast, actions)
    add_risks(cast, risks)
    add_aims(cast, aims)
