from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.framework.models import PolicyObjective
from fairplace.town.indicators.models import Indicator
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.operations.marking import save_pack_markings
from fairplace.town.measures.operations.target import save_pack_targets
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import DeprivationEdition, Town
from fairplace.town.places.operations.saving import save_fields

KIND = "measure"
LINKS = ("slug", "objectives", "indicator", "gap", "targets", "markings")
# What people may change; a pack that is loaded again leaves it as they wrote it.
KEPT = (
    "name", "question", "why", "kind", "needed", "caveat", "accountability",
    "owner", "next_review_on", "judged_from", "beside",
)  # fmt: skip


def save_measures(*, town: Town, entries: Iterable[Mapping[str, Any]]) -> int:
    """Add or update a town's impact measures by slug. What people added or changed by hand stays."""
    entries = list(entries)
    objectives = {
        objective.code: objective
        for objective in PolicyObjective.objects.filter(framework__town=town, framework__is_current=True)
    }
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    editions = {edition.code: edition for edition in DeprivationEdition.objects.all()}
    changed = set(ImpactMeasure.objects.filter(town=town, version__gt=1).values_list("slug", flat=True))
    for position, entry in enumerate(entries, start=1):
        gap = entry["gap"]
        left = (*LINKS, *KEPT) if entry["slug"] in changed else LINKS
        measure, _ = ImpactMeasure.objects.update_or_create(
            town=town,
            slug=entry["slug"],
            defaults={
                **{key: value for key, value in entry.items() if key not in left},
                "indicator": indicators[entry["indicator"]] if entry["indicator"] else None,
                "gap_indicator": indicators[gap["indicator"]] if gap else None,
                "gap_edition": editions[gap["edition"]] if gap else None,
                "position": position,
            },
        )
        measure.objectives.set(objectives[code] for code in entry["objectives"])
        save_pack_targets(measure=measure, entries=entry.get("targets", []))
        save_pack_markings(measure=measure, entries=entry.get("markings", []))
    return len(entries)


def save_chosen_measures(*, town: Town, entries: Iterable[Mapping[str, Any]]) -> None:
    """Let groups answer for the measures that their entries name. What people changed since stays."""
    groups = {one.slug: one for one in Group.objects.filter(town=town, version=1)}
    measures = {one.slug: one for one in ImpactMeasure.objects.filter(town=town)}
    for entry in entries:
        if entry["slug"] in groups:
            chosen = [measures[slug] for slug in entry["measures"]]
            groups[entry["slug"]].measures.set(chosen)  # pyright: ignore[reportAttributeAccessIssue]


@transaction.atomic
def change_measure(
    *, by: Person | None, measure: ImpactMeasure, version: int, values: Mapping[str, Any]
) -> ImpactMeasure:
    """Change what people keep of a measure: who answers for it, when it is looked at, how it is told."""
    assert set(values) <= set(KEPT), "The rest of a measure comes from its pack."
    return _save(by, measure, version, values, "changed")


@transaction.atomic
def retire_measure(*, by: Person | None, measure: ImpactMeasure, version: int, reason: str) -> ImpactMeasure:
    """Stop watching a measure, with the reason. Its page stays, and so does all that was said of it."""
    values = {"retired_on": timezone.localdate(), "retired_because": reason}
    return _save(by, measure, version, values, "retired")


@transaction.atomic
def bring_back_measure(*, by: Person | None, measure: ImpactMeasure, version: int) -> ImpactMeasure:
    """Watch a retired measure again. Why it was retired stays in the record."""
    return _save(by, measure, version, {"retired_on": None, "retired_because": ""}, "brought back")


def _save(
    by: Person | None, measure: ImpactMeasure, version: int, values: Mapping[str, Any], verb: str
) -> ImpactMeasure:
    return save_fields(
        measure,
        by=by,
        town=measure.town,
        kind=KIND,
        subject=measure.slug,
        version=version,
        values=values,
        verb=verb,
    )
