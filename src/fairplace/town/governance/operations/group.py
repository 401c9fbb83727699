from collections.abc import Mapping
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from fairplace.town.governance.queries.group import list_below
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.places.models.versioned import Versioned
from fairplace.town.places.operations.saving import ChangedMeanwhile

WRITTEN = ("name", "kind", "aliases", "purpose", "terms", "reports_to", "position")
CHOSEN = ("objectives", "recommendations", "measures")


class GroupRefused(Exception):
    """A group cannot be saved so; the message is a sentence for whoever tried."""


@transaction.atomic
def save_group(
    *, by: Person | None, town: Town, group: Group | None, version: int, values: Mapping[str, Any]
) -> Group:
    """Add a group, or change one that was read at `version`: what it is, and what it answers for.

    Raises ChangedMeanwhile when somebody saved it since, GroupRefused when it would report to itself.
    """
    # One change of groups at a time in a town, or two could close a circle between them.
    Town.objects.select_for_update().get(pk=town.pk)
    one = Group(town=town, slug=values["slug"]) if group is None else _lock(group, version)
    _check(one, values)
    before = read_group(one) if group else None
    for name in WRITTEN:
        setattr(one, name, values[name])
    one.save()
    for name in CHOSEN:
        getattr(one, name).set(values[name])
    after = read_group(one)
    if before == after:
        return one
    if group:
        one.version += 1
        one.save(update_fields=["version"])
    verb = "changed" if group else "added"
    record(by=by, verb=verb, kind="group", subject=one.slug, town=town.slug, before=before, after=after)
    return one


def _lock(group: Group, version: int) -> Group:
    now = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if now.version != version:
        # Groups stand on a lower storey, and count their versions in the same way.
        raise ChangedMeanwhile(cast(Versioned, now))
    return now


def _check(one: Group, values: Mapping[str, Any]) -> None:
    above = values["reports_to"]
    if one.pk and above and (above.pk == one.pk or above.pk in list_below(one)):
        said = _("%(above)s reports to %(name)s already. A circle has no top: choose another.")
        raise GroupRefused(said % {"above": above.name, "name": one.name})


def read_group(group: Group) -> dict[str, Any]:
    """Return a group as the record keeps it."""
    said: dict[str, Any] = {name: getattr(group, name) for name in WRITTEN}
    said["reports_to"] = group.reports_to.slug if group.reports_to else ""
    codes = {"objectives": "code", "recommendations": "code", "measures": "slug"}
    for name, code in codes.items():
        said[name] = list(getattr(group, name).order_by(code).values_list(code, flat=True))
    return said
