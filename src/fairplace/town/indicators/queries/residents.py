"""Reads who lives in a town and in its country: by age, by sex, and by both where that is held."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fairplace.town.indicators.models import Indicator, Observation, Release
from fairplace.town.places.models import Comparator, Town

BY_AGE, BY_SEX, BY_BOTH = "residents-by-age", "residents-by-sex", "residents-by-age-and-sex"


@dataclass(frozen=True)
class Residents:
    """One way of dividing the people of the town and of its country, in one period: group to people."""

    indicator: Indicator
    period: str
    town: Mapping[str, float]
    country: Mapping[str, float]
    country_name: str = ""
    releases: tuple[Release, ...] = ()
    notes: tuple[str, ...] = field(default=())


def list_residents(*, town: Town) -> dict[str, Residents]:
    """Return what is held, by the indicator's code, in its newest period, in three questions for all."""
    beside = Comparator.objects.filter(town=town, role="country").select_related("place").first()
    country = beside.place if beside else None
    places = [town.place_id, *([country.pk] if country else [])]
    rows = (
        Observation.objects.published()
        .filter(indicator__code__in=(BY_AGE, BY_SEX, BY_BOTH), place_id__in=places, subgroup__isnull=False)
        .select_related("indicator", "release", "subgroup")
        .order_by("-ends_on", "subgroup__position", "subgroup__code")
    )
    grouped: dict[str, list[Observation]] = {}
    for row in rows:
        own = grouped.setdefault(row.indicator.code, [])
        if not own or row.period == own[0].period:
            own.append(row)
    return {code: _make(own, town, country.name if country else "") for code, own in grouped.items()}


def _make(rows: list[Observation], town: Town, country: str) -> Residents:
    here = {str(row.subgroup): row.value or 0 for row in rows if row.place_id == town.place_id}
    there = {str(row.subgroup): row.value or 0 for row in rows if row.place_id != town.place_id}
    releases = {row.release.pk: row.release for row in rows}
    notes = dict.fromkeys(row.note for row in rows if row.note)
    first = rows[0]
    return Residents(
        first.indicator, first.period, here, there, country, tuple(releases.values()), tuple(notes)
    )
