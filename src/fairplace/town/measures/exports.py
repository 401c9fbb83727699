"""Every number that a measure's status rests on, row by row, for whoever wants to work it out again."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import fairplace.equity as eq
from fairplace.town.measures.queries import Evidence
from fairplace.town.measures.queries.curve import Curves
from fairplace.town.measures.rules import difference_unit
from fairplace.town.measures.rules.curve import FAN, Curve
from fairplace.town.measures.rules.judgement import year_of


class Row(NamedTuple):
    """One number or one word; what a row has nothing of is empty."""

    curve: str
    group: str
    unit: str
    what: str
    value: float | None = None
    lower_95: float | None = None
    upper_95: float | None = None
    lower_80: float | None = None
    upper_80: float | None = None
    period: str = ""
    year: float | None = None
    note: str = ""


def list_progress(evidence: Evidence, curves: Curves) -> Iterator[Row]:
    """Yield status, settings, figures, tests, fan and back-test of each curve; the words are for programs."""
    indicator, status = evidence.reading.measure.indicator, evidence.status
    unit = indicator.unit if indicator else ""
    whole = partial(Row, "measure", "", unit)
    yield whole("status", note=f"{status.word}: {status.reason}")
    if indicator:
        yield whole("better when", note=indicator.polarity)
        yield whole("lowest possible", indicator.lowest)
        yield whole("highest possible", indicator.highest)
    for level in curves.levels:
        yield from _list_curve(partial(Row, "level", level.subgroup, unit), level.curve)
    for gap in curves.gaps:
        group, own = f"{gap.series.worse} / {gap.series.beside}", difference_unit(gap.series.unit)
        yield Row("gap", group, own, "status", note=f"{gap.status.word}: {gap.status.reason}")
        for name, in_unit, curve in (("difference", own, gap.absolute), ("ratio", "", gap.relative)):
            if curve:
                yield from _list_curve(partial(Row, f"gap, {name}", group, in_unit), curve)


def _list_curve(row: Any, curve: Curve) -> Iterator[Row]:
    for one in curve.points:
        when = {"period": one.period, "year": year_of(one), "note": one.flag}
        yield row("figure", one.value, one.lower, one.upper, **when)
    judged = curve.judgement
    if judged.change:
        note = f"{judged.first} to {judged.last}; {judged.change.method}"
        yield row("observed change a year", *_numbers(judged.change), note=note)
    yield row("direction by test", note=": ".join(filter(None, (judged.verdict, judged.reason))))
    if curve.path:
        yield from _list_path(row, curve)
    yield from _list_fan(row, curve)


def _list_path(row: Any, curve: Curve) -> Iterator[Row]:
    path = curve.path
    assert path, "Whoever asks has a path."
    kind = "adopted" if path.is_adopted else "proposed"
    yield row("base", path.base_value, year=path.base_year, note=kind)
    yield row("target", path.value, year=path.due, note=kind)
    for what, told, year in (
        ("required change a year from the last figure", curve.required, curve.ends_at),
        ("required change a year from today", curve.later, curve.begins_at),
    ):
        yield row(what, *_numbers(told), year=year, note="" if told else "no year is left")
    if curve.chance is not None:
        yield row("chance of reaching the target", curve.chance, note="if the line goes on")


def _list_fan(row: Any, curve: Curve) -> Iterator[Row]:
    if curve.missing:
        yield row("no fan", note=curve.missing)
    ahead, test = curve.projection, curve.back_test
    if ahead:
        narrow, wide = ahead.bands
        columns = (ahead.middle, wide.lower, wide.upper, narrow.lower, narrow.upper)
        for year, *numbers in zip(ahead.years, *columns, strict=True):
            yield row("projected", *map(float, numbers), year=float(year), note=ahead.method)
    if test:
        note = f"mean distance in {curve.tried} forecasts of years that are known"
        yield row("back-test error", test.error, note=note)
        yield row("back-test error of the last figure carried on", test.naive_error, note=note)
        for share in FAN:
            name = f"share of figures inside the band of {share:.0%}"
            yield row(name, float(test.coverage[share]), note=f"{share} is expected")


def _numbers(told: eq.Estimate | None) -> tuple[float | None, ...]:
    if told is None:
        return (None, None, None)
    ends = (told.lower, told.upper) if told.has_interval else (None, None)
    return (float(told.value), *(None if end is None else float(end) for end in ends))
