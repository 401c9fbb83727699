"""Reads how the measures stand that a decision is about, as plain values that can be kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from fairplace.town.chain.rules import Chain, Key
from fairplace.town.framework.chain import OBJECTIVE, RECOMMENDATION
from fairplace.town.governance.models import Decision
from fairplace.town.governance.rules.digest import is_intact, seal
from fairplace.town.governance.rules.standing import Figures, list_revisions, say_measure
from fairplace.town.indicators.models import Release
from fairplace.town.indicators.queries import list_releases
from fairplace.town.indicators.rules import Series
from fairplace.town.measures.chain import MEASURE
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import Gap, Reading, list_gaps, list_readings
from fairplace.town.measures.rules.plain import describe_estimate
from fairplace.town.partners.chain import GROUP
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address


def list_slugs(decision: Decision, chain: Chain) -> list[str]:
    """Return the measures that a decision is about, by their subjects; by its group where they name none."""
    found: dict[str, None] = {}
    for subject in decision.subjects.all():
        found |= dict.fromkeys(_measures_of(subject.key, chain))
    return list(found or _measures_of((GROUP, decision.group.slug), chain))


def _measures_of(key: Key, chain: Chain) -> list[str]:
    """Return the measures of a record: itself, those below it, or those of the advice that it serves."""
    if key not in chain.records:
        return []
    if key[0] == MEASURE:
        return [key[1]]
    own = _measures_below(key, chain)
    if own:
        return own
    served = [one for one in chain.walk([key], chain.list_above) if one[0] in (OBJECTIVE, RECOMMENDATION)]
    return [slug for one in served for slug in _measures_below(one, chain)]


def _measures_below(key: Key, chain: Chain) -> list[str]:
    return [code for kind, code in chain.list_below(key) if kind == MEASURE]


def describe_standing(town: Town, slugs: Iterable[str]) -> dict[str, Any]:
    """Return how these measures stand now, sealed: the latest figures, their source, the test, the gap."""
    readings, gaps = _read(town, slugs)
    releases = _list_releases(readings)
    now = timezone.now()
    return seal(
        {
            "day": timezone.localdate(now).isoformat(),
            "at": now.isoformat(),
            "measures": [_describe(one, gaps.get(one.measure.pk), releases) for one in readings],
        }
    )


def _read(town: Town, slugs: Iterable[str]) -> tuple[list[Reading], dict[int, Gap]]:
    measures = list(
        ImpactMeasure.objects.filter(town=town, slug__in=list(slugs)).select_related(
            "indicator", "gap_indicator", "gap_edition"
        )
    )
    return list_readings(town=town, measures=measures), list_gaps(town=town, measures=measures)


def _list_releases(readings: Iterable[Reading]) -> dict[int, Release]:
    return {one.pk: one for one in list_releases(series for one in readings for series in one.series)}


def _describe(reading: Reading, gap: Gap | None, releases: Mapping[int, Release]) -> dict[str, Any]:
    indicator = reading.measure.indicator
    return {
        "slug": reading.measure.slug,
        "name": reading.measure.name,
        "unit": indicator.unit if indicator else "",
        "decimals": indicator.decimals if indicator else 1,
        "verdict": reading.verdict,
        "lines": [_describe_line(series, releases[series.latest.release_id]) for series in reading.series],
        "gap": _describe_gap(gap) if gap else None,
    }


def _describe_line(series: Series, release: Release) -> dict[str, Any]:
    point = series.latest
    return {
        "subgroup": series.subgroup,
        "period": point.period,
        **describe_estimate(point),
        "flag": point.flag,
        "publisher": release.publisher,
        "release": str(release),
    }


def _describe_gap(gap: Gap) -> dict[str, Any]:
    return {
        "absolute": describe_estimate(gap.absolute),
        "relative": describe_estimate(gap.relative),
        "unit": gap.local.indicator.unit,
        "decimals": gap.local.indicator.decimals,
        "period": gap.local.period,
        "edition": str(gap.local.edition),
        "publisher": gap.local.release.publisher,
    }


@dataclass(frozen=True)
class Line:
    """One measure as it stood on a day, beside how it stands now, with the tested verdict of each."""

    name: str
    url: str
    then: tuple[str, ...]
    then_verdict: str
    now: tuple[str, ...]
    now_verdict: str
    revisions: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """How measures stood when a decision was opened, decided or reviewed, beside now."""

    step: str
    day: date
    digest: str
    is_intact: bool
    lines: tuple[Line, ...]


STEPS = ("opened", "decided", "reviewed")


def list_standings(decision: Decision) -> list[Standing]:
    """Return what was kept with a decision, oldest first, each measure beside how it stands now."""
    kept = [(step, decision.data[step]) for step in STEPS if decision.data.get(step)]
    slugs = {one["slug"] for _step, block in kept for one in block["measures"]}
    if not kept:
        return []
    readings, gaps = _read(decision.town, slugs)
    releases = _list_releases(readings)
    now = {one.measure.slug: _describe(one, gaps.get(one.measure.pk), releases) for one in readings}
    figures = {one.measure.slug: _list_figures(one) for one in readings}

    def beside_now(kept: Mapping[str, Any]) -> Line:
        return _line(kept, now.get(kept["slug"]), figures.get(kept["slug"], {}))

    return [
        Standing(
            step,
            date.fromisoformat(block["day"]),
            block.get("digest", ""),
            is_intact(block),
            tuple(map(beside_now, block["measures"])),
        )
        for step, block in kept
    ]


def _list_figures(reading: Reading) -> Figures:
    """Return every figure of a measure that is published now, by subgroup and period."""
    return {
        (series.subgroup, point.period): (point.value, point.lower, point.upper)
        for series in (*reading.series, *reading.groups)
        for point in series.points
    }


def _line(kept: Mapping[str, Any], now: Mapping[str, Any] | None, figures: Figures) -> Line:
    return Line(
        kept["name"],
        find_address("measure_detail", slug=kept["slug"]) if now else "",
        tuple(say_measure(kept)),
        kept["verdict"],
        tuple(say_measure(now)) if now else (),
        now["verdict"] if now else "",
        tuple(list_revisions(kept, figures, now["gap"])) if now else (),
    )
