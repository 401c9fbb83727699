from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.framework.models import Framework, Pillar, PolicyObjective, Recommendation
from fairplace.town.places.models import Town

Entries = Iterable[Mapping[str, Any]]


def save_framework(
    *,
    town: Town,
    edition: str,
    values: Mapping[str, Any],
    pillars: Entries,
    objectives: Entries,
    recommendations: Entries,
) -> Framework:
    """Add or update one edition and make it the current one. What an edition no longer lists leaves it."""
    Framework.objects.filter(town=town).exclude(edition=edition).update(is_current=False)
    framework, _ = Framework.objects.update_or_create(
        town=town, edition=edition, defaults={**values, "is_current": True}
    )
    _save_all(Pillar, framework, pillars)
    _save_all(PolicyObjective, framework, objectives)
    by_code = {objective.code: objective for objective in framework.objectives.all()}
    placed = [{**entry, "objective": by_code[entry["objective"]]} for entry in recommendations]
    _save_all(Recommendation, framework, placed)
    return framework


def _save_all(model: Any, framework: Framework, entries: Entries) -> None:
    codes = []
    for position, entry in enumerate(entries, start=1):
        values = {key: value for key, value in entry.items() if key != "code"}
        model.objects.update_or_create(
            framework=framework, code=entry["code"], defaults={**values, "position": position}
        )
        codes.append(entry["code"])
    model.objects.filter(framework=framework).exclude(code__in=codes).delete()
