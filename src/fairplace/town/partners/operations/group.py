from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from fairplace.town.framework.models import PolicyObjective
from fairplace.town.partners.models import Group, Membership, Organisation
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town

LINKS = ("slug", "reports_to", "objectives")
WRITTEN = ("group", "name", "is_chair", "since_on", "until_on")


def save_groups(*, town: Town, entries: Iterable[Mapping[str, Any]]) -> int:
    """Add or update a town's groups, what they answer for, and whom they report to."""
    entries = list(entries)
    objectives = {
        objective.code: objective
        for objective in PolicyObjective.objects.filter(framework__town=town, framework__is_current=True)
    }
    groups = {}
    for position, entry in enumerate(entries, start=1):
        values = {key: value for key, value in entry.items() if key not in LINKS}
        group, _ = Group.objects.update_or_create(
            town=town, slug=entry["slug"], defaults={**values, "position": position}
        )
        group.objectives.set(objectives[code] for code in entry["objectives"])
        groups[group.slug] = group
    for entry in entries:
        group = groups[entry["slug"]]
        group.reports_to = groups.get(entry["reports_to"])
        group.save(update_fields=["reports_to"])
    return len(entries)


@transaction.atomic
def save_membership(
    *,
    by: Person | None,
    organisation: Organisation,
    membership: Membership | None,
    values: Mapping[str, Any],
) -> Membership:
    """Give a partner a seat in a group, or change the seat."""
    before = _said(membership) if membership else None
    one = membership or Membership(organisation=organisation)
    for name in WRITTEN:
        setattr(one, name, values[name])
    one.save()
    _write_down(by, "changed a seat" if membership else "gave a seat", one, before, _said(one))
    return one


@transaction.atomic
def remove_membership(*, by: Person | None, membership: Membership) -> None:
    """Take away a seat that was written down by mistake. One that came to an end has a last day instead."""
    _write_down(by, "took away a seat", membership, _said(membership), None)
    membership.delete()


def _said(one: Membership) -> dict[str, str]:
    return {name: str(getattr(one, name) or "") for name in WRITTEN}


def _write_down(by: Person | None, verb: str, one: Membership, before: Any, after: Any) -> None:
    record(
        by=by, verb=verb, kind="membership", subject=f"{one.group.slug}: {one.organisation.code}",
        town=one.organisation.town.slug, before=before, after=after,
    )  # fmt: skip
