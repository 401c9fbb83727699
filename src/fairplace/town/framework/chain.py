"""Joins the framework to the chain: vision, pillars, objectives, recommendations, and a town's own levels."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.chain.rules import (
    Chain,
    Check,
    Fault,
    Key,
    Kind,
    Record,
    register_check,
    register_kind,
)
from fairplace.town.framework.models import Framework, Item, Level, Response
from fairplace.town.framework.queries import get_framework
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address

VISION, PILLAR, OWN, OBJECTIVE, RECOMMENDATION = "vision", "pillar", "item", "objective", "recommendation"
KIND_OF: dict[str, str] = {
    Level.Holds.PILLARS: PILLAR,
    Level.Holds.OBJECTIVES: OBJECTIVE,
    Level.Holds.RECOMMENDATIONS: RECOMMENDATION,
    Level.Holds.OWN: OWN,
}
# The levels of a framework stand between the vision at 10 and the work at 50, in the town's own order.
FIRST_LEVEL = 20
# What a record needs of an item. Whole items with what they stand under would take three times as long.
COLUMNS = (
    "pk", "code", "name", "short", "status", "horizon", "level__singular", "level__plural",
    "level__position", "home__code", "home__level__holds", "response__answer",
)  # fmt: skip
PAGES = {OBJECTIVE: "objective_detail", RECOMMENDATION: "recommendation_detail"}


def _list_vision(town: Town) -> list[Record]:
    framework = get_framework(town=town)
    if framework is None:
        return []
    name = framework.vision_plain or framework.vision or framework.title
    return [Record(VISION, "vision", name, find_address("home"), said=_say_source(framework))]


def _say_source(framework: Framework) -> tuple[tuple[str, str], ...]:
    said = [(_("Edition"), str(framework))]
    if framework.vision_by:
        said.append((_("By"), str(framework.vision_by)))
    return tuple(said)


def list_advice(town: Town) -> dict[str, list[str]]:
    """Return the codes of the recommendations in force under each objective, by its code, in one query."""
    found = Item.objects.filter(framework__town=town, framework__is_current=True)
    rows = found.values_list("pk", "home", "code", "level__holds", "archived_on")
    items = {pk: (home, code, holds) for pk, home, code, holds, _day in rows}
    advice: dict[str, list[str]] = {}
    for _pk, home, code, holds, archived_on in rows:
        if holds != Level.Holds.RECOMMENDATIONS or archived_on:
            continue
        above = home
        while above and items[above][2] != Level.Holds.OBJECTIVES:
            above = items[above][0]
        if above:
            advice.setdefault(items[above][1], []).append(code)
    return advice


def _list_level(holds: str):  # returns what a Kind asks for
    def list_records(town: Town) -> list[Record]:
        items = Item.objects.filter(
            framework__town=town, framework__is_current=True, level__holds=holds, archived_on=None
        )
        also = _list_also_under(items)
        return [_record(KIND_OF[holds], row, also.get(row["pk"], ())) for row in items.values(*COLUMNS)]

    return list_records


def _list_also_under(items: QuerySet[Item]) -> dict[int, list[Key]]:
    """Return what items stand under besides their home, by their keys."""
    found: dict[int, list[Key]] = {}
    guests = items.exclude(also_under=None).order_by("also_under__level__position", "also_under__position")
    for pk, code, holds in guests.values_list("pk", "also_under__code", "also_under__level__holds"):
        found.setdefault(pk, []).append((KIND_OF[holds], code))
    return found


def _record(kind: str, row: dict[str, Any], also: Iterable[Key]) -> Record:
    page = PAGES.get(kind)
    return Record(
        kind,
        row["code"],
        row["name"] if kind == RECOMMENDATION else row["short"] or row["name"],
        find_address(page, code=row["code"]) if page else "",
        row["code"],
        above=_ties(row, also),
        said=tuple(_say(row)),
        is_public=row["status"] != Item.Status.DRAFT,
        level=(row["level__singular"], row["level__plural"]),
        position=FIRST_LEVEL + row["level__position"],
    )


def _ties(row: dict[str, Any], also: Iterable[Key]) -> tuple[tuple[Key, str], ...]:
    if row["home__code"] is None:
        return (((VISION, "vision"), _("is part of")),)
    home = (KIND_OF[row["home__level__holds"]], row["home__code"])
    return ((home, _("stands under")), *((key, _("also stands under")) for key in also))


def _say(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if row["status"] in (Item.Status.ILLUSTRATIVE, Item.Status.DRAFT):
        yield _("Status"), str(Item.Status(row["status"]).label)
    if row["horizon"]:
        yield _("By when"), str(Item.Horizon(row["horizon"]).label)
    if row["response__answer"]:
        yield _("Response"), str(Response.Answer(row["response__answer"]).label)


def _find_unanswered(town: Town, chain: Chain) -> Iterable[Fault]:
    answered = set(_responses(town).values_list("recommendation__code", flat=True))
    for record in chain.of_kind(RECOMMENDATION):
        if record.id not in answered:
            fix_url = find_address("response_edit", code=record.id)
            yield Fault("no-response", record.key, _("The town has not answered it."), fix_url)


def _find_overdue(town: Town, chain: Chain) -> Iterable[Fault]:
    promised = (Response.Answer.ACCEPTED, Response.Answer.ADAPTED)
    late = _responses(town).filter(due_on__lt=date.today(), answer__in=promised)
    for code, due_on in late.values_list("recommendation__code", "due_on"):
        sentence = _("It was promised by %(day)s.") % {"day": formats.date_format(due_on, "j F Y")}
        fix_url = find_address("response_edit", code=code)
        yield Fault("response-overdue", (RECOMMENDATION, code), sentence, fix_url)


def _responses(town: Town):
    return Response.objects.filter(
        recommendation__framework__town=town,
        recommendation__framework__is_current=True,
        recommendation__archived_on=None,
    )


def _kind(code: str, position: int, name, plural, holds: str) -> Kind:
    return Kind(code, position, name, plural, _list_level(holds))


register_kind(Kind(VISION, 10, gettext_lazy("Vision"), gettext_lazy("Vision"), _list_vision))
register_kind(_kind(PILLAR, 20, gettext_lazy("Pillar"), gettext_lazy("Pillars"), Level.Holds.PILLARS))
register_kind(
    _kind(OBJECTIVE, 30, gettext_lazy("Objective"), gettext_lazy("Objectives"), Level.Holds.OBJECTIVES)
)
register_kind(
    _kind(OWN, 35, gettext_lazy("Part of the framework"), gettext_lazy("Other parts"), Level.Holds.OWN)
)
register_kind(
    _kind(
        RECOMMENDATION,
        40,
        gettext_lazy("Recommendation"),
        gettext_lazy("Recommendations"),
        Level.Holds.RECOMMENDATIONS,
    )
)
register_check(
    Check(
        "no-response",
        gettext_lazy("Recommendation with no response"),
        gettext_lazy("Nobody can tell whether the town means to do it."),
        gettext_lazy("Respond"),
        _find_unanswered,
        Ability.KEEP_FRAMEWORK,
        is_public=True,
        about=RECOMMENDATION,
    )
)
register_check(
    Check(
        "response-overdue",
        gettext_lazy("Promise past its date"),
        gettext_lazy("A promise whose day has passed without a word costs trust."),
        gettext_lazy("Say that it is happening, or set a new date"),
        _find_overdue,
        Ability.KEEP_FRAMEWORK,
        is_public=True,
        about=RECOMMENDATION,
    )
)
