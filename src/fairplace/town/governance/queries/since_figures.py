"""The figures that are new to a group, and what the tests say of its measures."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fairplace.town.governance.rules.since import Figure
from fairplace.town.indicators.models import Release
from fairplace.town.indicators.queries import list_releases
from fairplace.town.indicators.rules import Point, Series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import Reading, list_readings
from fairplace.town.measures.rules import agree, judge
from fairplace.town.partners.models import Group
from fairplace.town.ui.navigation import find_address
from fairplace.town.ui.numbers import in_words, interval_in_words


def list_measures_of_group(group: Group) -> list[ImpactMeasure]:
    """Return the measures that a group answers for, through its objectives."""
    found = ImpactMeasure.objects.filter(town=group.town, objectives__in=group.objectives.all()).distinct()
    return list(found.select_related("indicator").prefetch_related("objectives"))


def list_figures(group: Group, *, since: date, until: date) -> list[tuple[Figure, bool]]:
    """Return every measure of a group that has numbers, each with whether the newest are new to it.

    Numbers are new where their release was published, or brought in, after the first day and up to the last.
    """
    readings = [
        one for one in list_readings(town=group.town, measures=list_measures_of_group(group)) if one.series
    ]
    releases = {one.pk: one for one in list_releases(line for one in readings for line in one.series)}
    new = {pk for pk, one in releases.items() if _is_new(one, since, until)}
    return [
        (_make_figure(one, releases, new), any(line.latest.release_id in new for line in one.series))
        for one in readings
    ]


def _is_new(release: Release, since: date, until: date) -> bool:
    return any(
        day is not None and since < day <= until for day in (release.published_on, release.retrieved_on)
    )


def _make_figure(reading: Reading, releases: dict[int, Release], new: set[int]) -> Figure:
    measure = reading.measure
    latest = [line.latest.release_id for line in reading.series]
    sources = dict.fromkeys(_source(releases[pk]) for pk in latest)
    reasons = dict.fromkeys(one.reason for one in reading.judgements if one.reason)
    return Figure(
        name=measure.name,
        slug=measure.slug,
        url=find_address("measure_detail", slug=measure.slug),
        numbers=tuple(_in_words(line, reading) for line in reading.series),
        verdict=reading.verdict,
        before=_judge_without(reading, new),
        why=" ".join(reasons),
        source="; ".join(sources),
        is_repeat=reading.is_old,
    )


def _in_words(line: Series, reading: Reading) -> str:
    """Say the newest number of a line: value, range, period, and for whom."""
    indicator = reading.measure.indicator
    assert indicator, "A reading with numbers has an indicator."
    form = {"unit": indicator.unit, "decimals": indicator.decimals}
    point = line.latest
    value = in_words(point.value, **form)
    interval = interval_in_words(point.lower, point.upper, **form) or _("no range was published")
    who = f"{line.subgroup}: " if line.subgroup else ""
    flag = f", {point.flag_words}" if point.flag else ""
    return f"{who}{value} ({interval}), {point.period}{flag}"


def _judge_without(reading: Reading, new: Iterable[int]) -> str:
    """Return what the test said before the new numbers came, or nothing where there were none."""
    indicator = reading.measure.indicator
    assert indicator, "A reading with numbers has an indicator."
    before: list[list[Point]] = [
        [point for point in line.points if point.release_id not in new] for line in reading.series
    ]
    if not all(before):
        return ""
    return agree(judge(points, polarity=indicator.polarity) for points in before)


def _source(release: Release) -> str:
    """Say who published it and when, and when it was brought in here: either may be why it is news."""
    told = [release.publisher, release.edition]
    published = date_format(release.published_on, "j F Y") if release.published_on else ""
    if published and published not in release.edition:
        told.append(_("published %(day)s") % {"day": published})
    if release.retrieved_on:
        told.append(_("brought in %(day)s") % {"day": date_format(release.retrieved_on, "j F Y")})
    return ", ".join(told)
