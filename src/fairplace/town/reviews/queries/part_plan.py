"""Reads what a town set out to do and how work carries it, as plain values that everybody may read."""

from typing import Any

from fairplace.town.framework.models import Framework, Item, Succession
from fairplace.town.framework.queries import get_framework
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Alignment, Workstream


def describe_framework(town: Town) -> dict[str, Any] | None:
    """Return the edition in force with its levels, items and responses; drafts left out."""
    framework = get_framework(town=town)
    if framework is None:
        return None
    plain = ("edition", "title", "vision", "vision_plain", "vision_by", "source")
    items = Item.objects.filter(framework=framework).exclude(status=Item.Status.DRAFT)
    items = items.select_related("level", "home", "response").prefetch_related("also_under")
    items = items.order_by("level__position", "position", "code")
    return {
        **{name: getattr(framework, name) for name in plain},
        "levels": [
            {"position": one.position, "singular": one.singular, "plural": one.plural, "holds": one.holds}
            for one in framework.levels.order_by("position")
        ],
        "items": [_describe_item(one) for one in items],
        "successions": _list_successions(framework),
    }


def _describe_item(item: Item) -> dict[str, Any]:
    plain = (
        "code", "name", "short", "plain", "aliases", "since", "status", "horizon", "source", "page", "note",
        "deprivation",
    )  # fmt: skip
    response = getattr(item, "response", None)
    return {
        **{name: getattr(item, name) for name in plain},
        "level": item.level.position,
        "under": item.home.code if item.home else "",
        "also_under": sorted(one.code for one in item.also_under.all()),
        "archived_on": item.archived_on.isoformat() if item.archived_on else None,
        "response": {
            "answer": response.answer,
            "reason": response.reason,
            "owner": response.owner,
            "due_on": response.due_on.isoformat() if response.due_on else None,
            "answered_on": response.answered_on.isoformat(),
            "is_demonstration": response.is_demonstration,
        }
        if response
        else None,
    }


def _list_successions(framework: Framework) -> list[dict[str, str]]:
    found = Succession.objects.filter(after__framework=framework).order_by("before__code", "after__code")
    draft = Item.Status.DRAFT
    found = found.exclude(before__status=draft).exclude(after__status=draft)
    return [
        {"before": before, "edition": edition, "after": after, "how": how}
        for before, edition, after, how in found.values_list(
            "before__code", "before__framework__edition", "after__code", "how"
        )
    ]


def describe_work(town: Town) -> list[dict[str, Any]]:
    """Return the workstreams with who leads and helps: no owners' names, no money."""
    found = Workstream.objects.filter(town=town, archived_on=None).order_by("code")
    found = found.select_related("lead", "group").prefetch_related("partners", "shares", "strategies")
    return [
        {
            "code": one.code,
            "name": one.name,
            "summary": one.summary,
            "approach": one.approach,
            "lead": one.lead.name if one.lead else "",
            "partners": sorted(partner.name for partner in one.partners.all()),
            "group": one.group.slug if one.group else "",
            "for": one.population_groups,
            "strategies": sorted(strategy.name for strategy in one.strategies.all()),
            "reach_of": one.reach_of,
            "reach": [{"fifth": part.quintile, "reach": part.reach} for part in one.shares.all()],
            "starts_on": one.starts_on.isoformat() if one.starts_on else None,
            "ends_on": one.ends_on.isoformat() if one.ends_on else None,
            "is_demonstration": one.is_demonstration,
        }
        for one in found
    ]


def describe_mapping(town: Town) -> list[dict[str, str]]:
    """Return how far each workstream carries each recommendation. Why is for those inside."""
    cells = Alignment.objects.filter(
        workstream__town=town, workstream__archived_on=None, recommendation__framework__is_current=True
    ).exclude(recommendation__status=Item.Status.DRAFT)
    named = cells.order_by("recommendation__code", "workstream__code")
    return [
        {"recommendation": recommendation, "workstream": workstream, "fit": fit}
        for recommendation, workstream, fit in named.values_list(
            "recommendation__code", "workstream__code", "fit"
        )
    ]


def describe_groups(town: Town) -> list[dict[str, Any]]:
    """Return the groups, what they are for, and what they answer for."""
    found = Group.objects.filter(town=town).select_related("reports_to").order_by("position", "slug")
    found = found.prefetch_related("objectives", "recommendations", "measures")
    return [
        {
            "slug": one.slug,
            "name": one.name,
            "kind": one.kind,
            "purpose": one.purpose,
            "reports_to": one.reports_to.slug if one.reports_to else "",
            "objectives": sorted(each.code for each in one.objectives.all()),
            "recommendations": sorted(
                each.code for each in one.recommendations.all() if each.status != Item.Status.DRAFT
            ),
            "measures": sorted(each.slug for each in one.measures.all()),  # pyright: ignore[reportAttributeAccessIssue]
        }
        for one in found
    ]
