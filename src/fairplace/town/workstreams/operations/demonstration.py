"""Invented work for a demonstration, marked as invented wherever it is shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.framework.models import Recommendation
from fairplace.town.partners.models import Group, Organisation
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Alignment, Contribution, Workstream
from fairplace.town.workstreams.operations.workstream import save_workstream
from fairplace.town.workstreams.rules.strategy import read_strategies

COPIED = ("code", "name", "summary", "owner", "approach", "reach_of", "starts_on", "ends_on")


@transaction.atomic
def save_demonstration_work(
    *, town: Town, workstreams: Iterable[Mapping[str, Any]], contributions: Iterable[Mapping[str, Any]]
) -> None:
    """Add invented workstreams with what they carry, and invented contributions. Twice adds no more.

    What somebody changed since stays as it is. A partner that is not in the register is left out.
    """
    found = Recommendation.objects.filter(framework__town=town, framework__is_current=True)
    recommendations = {one.code: one for one in found}
    for entry in workstreams:
        if not Workstream.objects.filter(town=town, code=entry["code"]).exists():
            _add_work(town, entry, recommendations)
    for entry in contributions:
        if not Contribution.objects.filter(town=town, text=entry["text"]).exists():
            _add_contribution(town, entry, recommendations)


def _add_work(town: Town, entry: Mapping[str, Any], recommendations: Mapping[str, Recommendation]) -> None:
    partners = {one.code: one for one in Organisation.objects.filter(town=town)}
    cost = entry["cost"]
    values = {
        **{name: entry[name] for name in COPIED},
        "lead": partners.get(entry["lead"]),
        "partners": [partners[code] for code in entry["partners"] if code in partners],
        "group": Group.objects.filter(town=town, slug=entry["group"]).first(),
        "population_groups": list(entry["for_"]),
        "strategies": read_strategies(entry["strategies"]),
        "cost_pence": None if cost is None else cost * 100,
        "shares": _shares(entry["reach"] or [None] * 5, entry["spend"] or [None] * 5),
        "is_demonstration": True,
    }
    work = save_workstream(by=None, town=town, workstream=None, values=values)
    Alignment.objects.bulk_create(
        Alignment(
            workstream=work,
            recommendation=recommendations[one["recommendation"]],
            fit=one["fit"],
            rationale=one["rationale"],
            mapped_at=timezone.now(),
        )
        for one in entry["carries"]
        if one["recommendation"] in recommendations
    )


def _shares(reach: list[int | None], spend: list[int | None]) -> dict[int, tuple[int | None, int | None]]:
    pairs = enumerate(zip(reach, spend, strict=True), start=1)
    return {n: (people, None if pounds is None else pounds * 100) for n, (people, pounds) in pairs}


def _add_contribution(
    town: Town, entry: Mapping[str, Any], recommendations: Mapping[str, Recommendation]
) -> None:
    """Add what somebody told of: linked where the pack says what it helps, otherwise waiting to be read."""
    helps = [recommendations[code] for code in entry["helps"] if code in recommendations]
    one = Contribution.objects.create(
        town=town,
        text=entry["text"],
        organisation_name=entry["organisation"],
        happened_on=entry["happened_on"],
        state=Contribution.State.LINKED if helps else Contribution.State.WAITING,
        read_at=timezone.now() if helps else None,
        is_demonstration=True,
    )
    one.recommendations.set(helps)
