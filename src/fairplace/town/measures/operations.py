from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.framework.models import PolicyObjective
from fairplace.town.indicators.models import Indicator
from fairplace.town.measures.charts import list_charts
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import get_evidence
from fairplace.town.partners.models import Group
from fairplace.town.places.models import DeprivationEdition, Town
from fairplace.town.ui.charts.drawing import draw

LINKS = ("slug", "objectives", "indicator", "gap")


def save_measures(*, town: Town, entries: Iterable[Mapping[str, Any]]) -> int:
    """Add or update a town's impact measures by slug. Measures added by hand stay as they are."""
    entries = list(entries)
    objectives = {
        objective.code: objective
        for objective in PolicyObjective.objects.filter(framework__town=town, framework__is_current=True)
    }
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    editions = {edition.code: edition for edition in DeprivationEdition.objects.all()}
    for position, entry in enumerate(entries, start=1):
        gap = entry["gap"]
        measure, _ = ImpactMeasure.objects.update_or_create(
            town=town,
            slug=entry["slug"],
            defaults={
                **{key: value for key, value in entry.items() if key not in LINKS},
                "indicator": indicators[entry["indicator"]] if entry["indicator"] else None,
                "gap_indicator": indicators[gap["indicator"]] if gap else None,
                "gap_edition": editions[gap["edition"]] if gap else None,
                "position": position,
            },
        )
        measure.objectives.set(objectives[code] for code in entry["objectives"])
    return len(entries)


def save_chosen_measures(*, town: Town, entries: Iterable[Mapping[str, Any]]) -> None:
    """Let groups answer for the measures that their entries name. What people changed since stays."""
    groups = {one.slug: one for one in Group.objects.filter(town=town, version=1)}
    measures = {one.slug: one for one in ImpactMeasure.objects.filter(town=town)}
    for entry in entries:
        if entry["slug"] in groups:
            chosen = [measures[slug] for slug in entry["measures"]]
            groups[entry["slug"]].measures.set(chosen)  # pyright: ignore[reportAttributeAccessIssue]


def draw_charts(*, town: Town) -> Iterable[str]:
    """Draw every chart of the town's measures that is not drawn yet; yield the name of each measure."""
    for measure in ImpactMeasure.objects.filter(town=town).select_related("indicator", "town__place"):
        for chart in list_charts(get_evidence(measure=measure)).values():
            draw(chart)
        yield measure.name
