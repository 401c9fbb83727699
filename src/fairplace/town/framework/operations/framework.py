from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fairplace.town.framework.models import Framework, Item, Level
from fairplace.town.framework.operations.ties import copy_responses, move_ties
from fairplace.town.framework.rules import USUAL_LEVELS
from fairplace.town.places.models import Town

Entries = Iterable[Mapping[str, Any]]
# What people add to an edition themselves stays when its pack is loaded again.
OF_THE_PACK = (Item.Status.PUBLIC, Item.Status.ILLUSTRATIVE)


def save_framework(
    *,
    town: Town,
    edition: str,
    values: Mapping[str, Any],
    pillars: Entries,
    objectives: Entries,
    recommendations: Entries,
) -> Framework:
    """Add or update one edition and make it the current one. What it no longer lists is archived."""
    before = Framework.objects.filter(town=town, is_current=True).exclude(edition=edition).first()
    Framework.objects.filter(town=town).exclude(edition=edition).update(is_current=False)
    framework, _ = Framework.objects.update_or_create(
        town=town, edition=edition, defaults={**values, "is_current": True}
    )
    levels = _save_levels(framework)
    _save_items(levels["pillars"], pillars, {})
    _save_items(levels["objectives"], objectives, {})
    homes = {one.code: one for one in Item.objects.filter(level=levels["objectives"])}
    _save_items(levels["recommendations"], recommendations, homes)
    if before:
        _carry_on(before, framework)
    return framework


def _carry_on(before: Framework, framework: Framework) -> None:
    """Bring what hangs on the items of the edition before along, to the items that have their codes now."""
    now = dict(framework.items.values_list("code", "pk"))
    then = before.items.values_list("code", "pk")
    places = {pk: now[code] for code, pk in then if code in now}
    move_ties(places)
    copy_responses(places)


def _save_levels(framework: Framework) -> dict[str, Level]:
    """Give an edition the usual levels, unless it has levels of its own for the same things."""
    for position, (singular, plural, holds) in enumerate(USUAL_LEVELS, start=1):
        if not framework.levels.filter(holds=holds).exists():
            Level.objects.create(
                framework=framework, position=position, singular=singular, plural=plural, holds=holds
            )
    return {level.holds: level for level in framework.levels.exclude(holds="")}


def _save_items(level: Level, entries: Entries, homes: Mapping[str, Item]) -> None:
    codes = []
    for position, entry in enumerate(entries, start=1):
        values = {key: value for key, value in entry.items() if key not in ("code", "objective")}
        home = homes.get(entry.get("objective", ""))
        Item.objects.update_or_create(
            framework=level.framework,
            code=entry["code"],
            defaults={**values, "level": level, "home": home, "position": position, "archived_on": None},
        )
        codes.append(entry["code"])
    gone = Item.objects.filter(level=level, status__in=OF_THE_PACK, archived_on=None).exclude(code__in=codes)
    gone.update(archived_on=date.today())
