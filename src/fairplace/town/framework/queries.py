from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from fairplace.town.framework.models import (
    Framework,
    Item,
    Level,
    PolicyObjective,
    Recommendation,
    Response,
    Succession,
)
from fairplace.town.framework.rules import SAYINGS, Said
from fairplace.town.places.models import Town

# An item with what its pages name of it: its level, and the levels above.
ABOVE = ("framework", "level", *("__".join(["home"] * deep + ["level"]) for deep in range(1, 6)))


def get_framework(*, town: Town, edition: str = "") -> Framework | None:
    """Return the edition in force, or the one asked for."""
    found = Framework.objects.filter(town=town)
    found = found.filter(edition=edition) if edition else found.filter(is_current=True)
    return found.first()


def get_objective(*, town: Town, code: str) -> PolicyObjective | None:
    current = PolicyObjective.objects.filter(framework__town=town, framework__is_current=True)
    return current.filter(code=code, archived_on=None).select_related("framework").first()


def list_recommendations(
    *, town: Town, objective: str = "", edition: str = "", drafts: bool = False, **asked: str
) -> list[Recommendation]:
    """Return the recommendations of the edition in force, all or those asked for, by objective.

    What may be asked: `status`, `horizon`, and `response`, an answer or "none".
    """
    found = _in_force(Recommendation.objects, town, edition)
    if not drafts:
        found = found.exclude(status=Item.Status.DRAFT)
    for name in ("status", "horizon"):
        if asked.get(name):
            found = found.filter(**{name: asked[name]})
    response = asked.get("response")
    if response:
        found = found.filter(response=None) if response == "none" else found.filter(response__answer=response)
    listed = list(found.select_related(*ABOVE, "response"))
    if objective:
        listed = [one for one in listed if one.objective and one.objective.code == objective]
    return sorted(listed, key=_by_objective)


def say_of_recommendations(*, town: Town, recommendations: list[Recommendation]) -> list[Recommendation]:
    """Return the recommendations, each with `said`: the lines that apps above have for the public lists."""
    said: dict[int, list[Said]] = {}
    for saying in SAYINGS:
        for pk, lines in saying(town).items():
            said.setdefault(pk, []).extend(lines)
    for one in recommendations:
        one.said = said.get(one.pk, [])  # pyright: ignore[reportAttributeAccessIssue]  # for the template
    return recommendations


def find_recommendation(*, town: Town, code: str) -> Recommendation | None:
    """Return the recommendation that this code means now, or meant in the newest edition that had it."""
    found = Recommendation.objects.filter(framework__town=town, code=code).select_related(*ABOVE, "response")
    return found.order_by("-framework__is_current", "-framework__edition").first()


def list_successors(item: Item) -> list[Item]:
    """Return what took the place of an item, at the end of every line that begins with it."""
    ends, waiting, seen = [], [item], set()
    while waiting:
        one = waiting.pop(0)
        if one.pk in seen:
            continue
        seen.add(one.pk)
        after = [step.after for step in one.successions.select_related("after__framework", "after__level")]
        waiting.extend(after)
        if not after and one != item:
            ends.append(one)
    return ends


def map_to_heirs(*, town: Town) -> dict[int, set[int]]:
    """Return for every item of every edition which items in force carry on from it, itself included."""
    items = list(Item.objects.filter(framework__town=town).values_list("pk", "code", "framework__is_current"))
    in_force = set(_in_force(Item.objects, town, "").values_list("pk", flat=True))
    by_code = {code: pk for pk, code, is_current in items if is_current}
    steps: dict[int, set[int]] = {}
    followed = Succession.objects.filter(before__framework__town=town)
    for before, after in followed.values_list("before", "after"):
        steps.setdefault(before, set()).add(after)
    # An edition that was carried over has the same items by the same codes.
    for pk, code, is_current in items:
        if not is_current and pk not in steps and code in by_code:
            steps[pk] = {by_code[code]}
    return {pk: _ends(pk, steps) & in_force for pk, _code, _is_current in items}


def _ends(start: int, steps: dict[int, set[int]]) -> set[int]:
    ends: set[int] = set()
    waiting, seen = [start], set()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        waiting += steps.get(here, ())
        if here not in steps:
            ends.add(here)
    return ends


def list_origins(item: Item) -> list[Succession]:
    """Return the steps by which an item came from others."""
    return list(item.origins.select_related("before"))


def _in_force(items: Any, town: Town, edition: str) -> QuerySet[Any]:
    asked = Q(framework__edition=edition) if edition else Q(framework__is_current=True, archived_on=None)
    return items.filter(asked, framework__town=town)


def _by_objective(one: Recommendation) -> tuple:
    above = one.objective
    return (above.position if above else 0, one.home.position if one.home else 0, one.position)


def get_item(*, framework: Framework, code: str) -> Item | None:
    """Return an item of an edition, archived or not."""
    return framework.items.filter(code=code).select_related(*ABOVE).first()


def list_editions(*, town: Town) -> list[Framework]:
    return list(Framework.objects.filter(town=town))


@dataclass(frozen=True)
class LevelLine:
    """A level with its items, in force and archived."""

    level: Level
    items: list[Item]
    archived: list[Item]


def list_levels(*, framework: Framework) -> list[LevelLine]:
    """Return every level of an edition with what it holds, from the top down."""
    items = list(framework.items.select_related("level", "home", "framework"))
    return [
        LevelLine(
            level,
            [one for one in items if one.level == level and not one.archived_on],
            [one for one in items if one.level == level and one.archived_on],
        )
        for level in framework.levels.all()
    ]


@dataclass(frozen=True)
class ResponseDocument:
    """Every recommendation by objective with what the town says to it, and how many have which answer."""

    framework: Framework | None
    objectives: list[tuple[Item, list[Recommendation]]]
    counts: list[tuple[str, int]]
    unanswered: int


def get_response_document(*, town: Town) -> ResponseDocument:
    listed = list_recommendations(town=town)
    by_objective: dict[Item, list[Recommendation]] = {}
    for one in listed:
        if one.objective:
            by_objective.setdefault(one.objective, []).append(one)
    answers = [one.response.answer for one in listed if hasattr(one, "response")]
    counts = [(str(label), answers.count(code)) for code, label in Response.Answer.choices]
    return ResponseDocument(
        get_framework(town=town), list(by_objective.items()), counts, len(listed) - len(answers)
    )
