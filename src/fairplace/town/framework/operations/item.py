from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.framework.models import Framework, Item, Level, Succession
from fairplace.town.framework.operations.ties import copy_responses, move_ties
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record

WRITTEN = (
    "code", "name", "short", "plain", "aliases", "deprivation", "horizon", "status", "source", "page", "note",
)  # fmt: skip


class FrameworkRefused(Exception):
    """A framework cannot be changed so; the message is a sentence for whoever tried."""


@transaction.atomic
def save_item(
    *,
    by: Person | None,
    level: Level,
    item: Item | None,
    home: str,
    also_under: Iterable[str],
    values: Mapping[str, Any],
) -> Item:
    """Add an item to a level, or change one."""
    framework = level.framework
    before = _said(item) if item else None
    one = item or Item(framework=framework, level=level, position=_next_position(level))
    for name in WRITTEN:
        if name in values:
            setattr(one, name, values[name])
    others = {other.code: other for other in framework.items.filter(level__position__lt=level.position)}
    one.home = others.get(home)
    one.save()
    one.also_under.set(others[code] for code in also_under if code in others and code != home)
    _write_down(by, "changed" if item else "added", one, before, _said(one))
    return one


@transaction.atomic
def archive_item(*, by: Person | None, item: Item) -> None:
    """Take an item out of force. Its address stays, and what hangs on it is kept."""
    below = item.children.filter(archived_on=None).values_list("code", flat=True)
    if below:
        said = _("%(codes)s stand under it. Move or archive them first.")
        raise FrameworkRefused(said % {"codes": ", ".join(below)})
    item.archived_on = timezone.localdate()
    item.save(update_fields=["archived_on"])
    _write_down(by, "archived", item, None, None)


@transaction.atomic
def bring_back_item(*, by: Person | None, item: Item) -> None:
    """Put an archived item into force again."""
    item.archived_on = None
    item.save(update_fields=["archived_on"])
    _write_down(by, "brought back", item, None, None)


@transaction.atomic
def succeed_item(*, by: Person | None, item: Item, how: str, after: Sequence[str]) -> None:
    """Archive an item and say what took its place; what stood under it goes to the first of them."""
    found = {one.code: one for one in item.framework.items.filter(code__in=after, level=item.level)}
    for code in after:
        Succession.objects.update_or_create(before=item, after=found[code], defaults={"how": how})
    item.children.update(home=found[after[0]])
    if how != Succession.How.SPLIT:
        # Of what was split nobody but the town can say which part carries what.
        move_ties({item.pk: found[after[0]].pk})
    item.archived_on = timezone.localdate()
    item.save(update_fields=["archived_on"])
    _write_down(by, how, item, None, {"after": list(after)})


@transaction.atomic
def save_levels(*, by: Person | None, framework: Framework, levels: Sequence[Mapping[str, str]]) -> None:
    """Name the levels of an edition from the top down. A level that holds something cannot be left out."""
    old = list(framework.levels.all())
    before = [f"{one.plural} ({one.holds})" for one in old]
    kept = _pair(old, levels)
    gone = [level for level in old if level not in kept.values()]
    for level in gone:
        if level.items.exists():
            said = _("%(level)s hold something. Move or archive it before you take the level away.")
            raise FrameworkRefused(said % {"level": level.plural})
        level.delete()
    # Out of the way first, since no two may stand in the same place meanwhile.
    for at, level in enumerate(kept.values()):
        Level.objects.filter(pk=level.pk).update(position=1000 + at, holds="")
    for at, values in enumerate(levels):
        named = {"position": at + 1, **values}
        if at in kept:
            Level.objects.filter(pk=kept[at].pk).update(**named)
        else:
            Level.objects.create(framework=framework, **named)
    after = [f"{one['plural']} ({one['holds']})" for one in levels]
    record(
        by=by, verb="named the levels", kind="framework", subject=str(framework), town=framework.town.slug,
        before=before, after=after,
    )  # fmt: skip


@transaction.atomic
def begin_edition(*, by: Person | None, framework: Framework, values: Mapping[str, Any]) -> Framework:
    """Begin a new edition with everything that is in force now; codes stay, and old pages too."""
    town = framework.town
    if Framework.objects.filter(town=town, edition=values["edition"]).exists():
        raise FrameworkRefused(_("There is an edition of this name already."))
    Framework.objects.filter(town=town).update(is_current=False)
    fresh = Framework.objects.create(town=town, source=framework.source, **values)
    levels = {}
    for level in framework.levels.all():
        levels[level.pk] = Level.objects.create(
            framework=fresh,
            position=level.position,
            singular=level.singular,
            plural=level.plural,
            holds=level.holds,
        )
    _carry_over(framework, fresh, levels)
    record(
        by=by, verb="began an edition", kind="framework", subject=str(fresh), town=town.slug,
        before={"edition": framework.edition}, after={"edition": fresh.edition},
    )  # fmt: skip
    return fresh


def _carry_over(framework: Framework, fresh: Framework, levels: Mapping[int, Level]) -> None:
    copied: dict[int, Item] = {}
    in_force = framework.items.filter(archived_on=None).select_related("level", "home")
    items = list(in_force.prefetch_related("also_under"))
    for one in sorted(items, key=lambda item: item.level.position):
        copied[one.pk] = Item.objects.create(
            framework=fresh, level=levels[one.level.pk], position=one.position, since=one.since,
            home=copied.get(one.home.pk) if one.home else None,
            **{name: getattr(one, name) for name in WRITTEN},
        )  # fmt: skip
    for one in items:
        copied[one.pk].also_under.set(
            copied[other.pk] for other in one.also_under.all() if other.pk in copied
        )
    places = {old: new.pk for old, new in copied.items()}
    move_ties(places)
    copy_responses(places)


def _pair(old: Sequence[Level], levels: Sequence[Mapping[str, str]]) -> dict[int, Level]:
    """Return which old level each new one is: by what it holds, else by its name."""
    kept: dict[int, Level] = {}
    for at, values in enumerate(levels):
        for level in old:
            same = level.holds == values["holds"] if values["holds"] else level.plural == values["plural"]
            if same and not (level.holds and not values["holds"]) and level not in kept.values():
                kept[at] = level
                break
    return kept


def _next_position(level: Level) -> int:
    return (level.items.aggregate(last=Max("position"))["last"] or 0) + 1


def _said(one: Item) -> dict[str, Any]:
    return {**{name: getattr(one, name) for name in WRITTEN}, "home": one.home.code if one.home else ""}


def _write_down(by: Person | None, verb: str, item: Item, before: Any, after: Any) -> None:
    record(
        by=by, verb=verb, kind=item.level.singular.lower(), subject=item.code, town=item.framework.town.slug,
        before=before, after=after,
    )  # fmt: skip
