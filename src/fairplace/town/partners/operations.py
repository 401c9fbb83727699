from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.framework.models import PolicyObjective
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town

LINKS = ("slug", "reports_to", "objectives")


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
