"""Reads whether measures are on course."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils import timezone
from django.utils.formats import date_format

from fairplace.town.measures.models import ImpactMeasure, Standing, Target
from fairplace.town.measures.queries.gap import Gaps, list_gaps_over_time
from fairplace.town.measures.queries.reading import Reading, has_number, list_readings
from fairplace.town.measures.rules.gap import tell_gap
from fairplace.town.measures.rules.judgement import judged_points
from fairplace.town.measures.rules.status import (
    MeasureStatus,
    agree_on_status,
    status_of,
    status_without_number,
)
from fairplace.town.places.models import Town


def list_statuses(
    *,
    town: Town,
    measures: Iterable[ImpactMeasure] | None = None,
    readings: Iterable[Reading] | None = None,
    gaps: dict[int, Gaps] | None = None,
) -> dict[int, MeasureStatus]:
    """Return the status of each measure by its key: of all that the town watches, or of those given.

    Who has the readings or the gaps already gives them, and they are not read again.
    """
    readings = list(list_readings(town=town, measures=measures) if readings is None else readings)
    gaps = list_gaps_over_time(town=town, readings=readings) if gaps is None else gaps
    keys = [one.measure.pk for one in readings]
    paths = list_paths(keys)
    standings = list_latest_standings([one.measure.pk for one in readings if not has_number(one.measure)])
    return {
        one.measure.pk: make_status(
            one,
            paths.get(one.measure.pk, ()),
            gaps.get(one.measure.pk, Gaps()),
            standings.get(one.measure.pk),
        )
        for one in readings
    }


def list_paths(measures: Iterable[int]) -> dict[int, list[Target]]:
    """Return every path of these measures, by measure."""
    found: dict[int, list[Target]] = {}
    for target in Target.objects.filter(measure__in=list(measures)):
        found.setdefault(target.measure_id, []).append(target)
    return found


def list_latest_standings(measures: Iterable[int]) -> dict[int, Standing]:
    """Return the newest standing of each of these measures that has one."""
    keys = list(measures)
    found: dict[int, Standing] = {}
    for one in Standing.objects.filter(measure__in=keys).order_by("on", "pk") if keys else ():
        found[one.measure_id] = one
    return found


def find_path(paths: Iterable[Target], of: str, subgroup: str = "") -> Target | None:
    """Return the path of a subgroup, or else the one for all of them."""
    own = {one.subgroup: one for one in paths if one.of == of}
    return own.get(subgroup) or own.get("")


def make_status(
    reading: Reading, paths: Sequence[Target], gaps: Gaps, standing: Standing | None = None
) -> MeasureStatus:
    """Return the status of one measure from what has been read of it."""
    measure, year = reading.measure, timezone.localdate().year
    if not has_number(measure):
        return status_without_number(
            standing.state if standing else "",
            date_format(standing.on, "j F Y") if standing else "",
            judged_from=measure.judged_from,
            year=year,
            is_number=measure.kind == ImpactMeasure.Kind.IN_DEVELOPMENT,
        )
    polarity = measure.indicator.polarity if measure.indicator else "low"
    found = []
    for series, judgement in reading.lines:
        fresh = judged_points(series.points, reading.breaks)
        path = find_path(paths, Target.Of.LEVEL, series.subgroup)
        status = status_of(
            judgement,
            fresh[-1] if fresh else None,
            path.path if path else None,
            polarity=polarity,
            judged_from=measure.judged_from,
            year=year,
        )
        found.append((series.subgroup, status))
    if not found:
        found = [
            ("", status_without_number("", "", judged_from=measure.judged_from, year=year, is_number=True))
        ]
    better = {series.subgroup for series, judgement in reading.lines if judgement.verdict == "better"}
    return _with_alarm(agree_on_status(found, better), gaps, reading)


def _with_alarm(status: MeasureStatus, gaps: Gaps, reading: Reading) -> MeasureStatus:
    """Say it where any gap of the measure narrowed because its better-off end got worse."""
    for series in gaps.series:
        story = tell_gap(series, reading.breaks)
        if story and story.alarm:
            return replace(status, alarm=f"{series.worse}, {series.better}: {story.sentence}")
    return status
