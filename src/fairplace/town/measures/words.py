"""Puts the curves, the trend and the comparison of a measure into lines for people."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.rules import Series
from fairplace.town.measures.models import Target
from fairplace.town.measures.queries.comparison import Comparison
from fairplace.town.measures.queries.curve import Curves, GapCurve, LevelCurve
from fairplace.town.measures.queries.evidence import Evidence
from fairplace.town.measures.rules import Judgement, MeasureStatus, difference_unit
from fairplace.town.measures.rules.comparison import named
from fairplace.town.measures.rules.curve import Curve, chance_in_words
from fairplace.town.measures.rules.gap import GapSeries
from fairplace.town.measures.rules.path import Path
from fairplace.town.measures.rules.trend import WORDS as TREND_WORDS
from fairplace.town.measures.rules.trend import find_recent_trend
from fairplace.town.ui.numbers import in_words, interval_in_words
from fairplace.town.ui.tables import Table

Line = tuple[str, str]


@dataclass(frozen=True)
class CurveWords:
    """What is said beside one curve: its status, its lines, why it has no fan, how it was worked out.

    The status of the number stands under the title of the page and in its drawing: here only a gap has one.
    """

    name: str
    status: MeasureStatus | None
    lines: tuple[Line, ...]
    missing: str
    method: tuple[str, ...]
    chart: str = ""
    # Where on the page the same reason is told already: the id of that place.
    told_at: str = ""


@dataclass(frozen=True)
class Form:
    """How numbers of one curve are written."""

    unit: str
    change_unit: str
    decimals: int

    def value(self, number: float) -> str:
        return in_words(number, unit=self.unit, decimals=self.decimals)

    def change(self, number: float) -> str:
        return in_words(number, unit=self.change_unit, decimals=self.decimals + 1)

    def changes(self, estimate: eq.Estimate) -> str:
        """Return a change with its likely range."""
        form = {"unit": self.change_unit, "decimals": self.decimals + 1}
        interval = interval_in_words(estimate.lower, estimate.upper, **form)
        value = in_words(estimate.value, **form)
        return f"{value} ({interval})" if interval else value


def tell_levels(evidence: Evidence, curves: Curves, starts_in: int) -> list[CurveWords]:
    """Return the words beside each curve of the level."""
    return [
        _tell_level(evidence, one, number, starts_in) for number, one in enumerate(curves.levels, start=1)
    ]


def _tell_level(evidence: Evidence, level: LevelCurve, number: int, starts_in: int) -> CurveWords:
    indicator = evidence.reading.measure.indicator
    assert indicator, "A level is of an indicator."
    form = Form(indicator.unit, difference_unit(indicator.unit), indicator.decimals)
    chart = "level" if number == 1 else f"level_{number}"
    return CurveWords(
        capfirst(level.subgroup),
        None,
        tuple(_list_lines(level.curve, form, starts_in)),
        level.curve.missing,
        tuple(_list_method(level.curve, form)),
        chart if level.curve.path or level.curve.projection else "",
        find_where_told(evidence, level.curve.missing),
    )


def find_where_told(evidence: Evidence, reason: str) -> str:
    """Return where the page of a measure tells this reason: under its title, by its direction; or nowhere."""
    if reason and reason in evidence.status.reason:
        return "why"
    is_told = reason and any(one.reason == reason for one in evidence.reading.judgements)
    return "direction" if is_told else ""


def tell_directions(evidence: Evidence) -> list[tuple[Series, Judgement, str]]:
    """Return each line with its judgement, and why nothing is told where that was not said before."""
    found, said = [], [evidence.status.reason]
    for series, judgement in evidence.reading.lines:
        is_said = any(judgement.reason in one for one in said)
        found.append((series, judgement, "" if is_said else judgement.reason))
        said.append(judgement.reason)
    return found


def tell_gaps(curves: Curves, starts_in: int) -> list[CurveWords]:
    """Return the words beside each curve of a gap: of the difference, and after it of the ratio."""
    return [_tell_gap(one, number, starts_in) for number, one in enumerate(curves.gaps, start=1)]


def _tell_gap(gap: GapCurve, number: int, starts_in: int) -> CurveWords:
    series, curve = gap.series, gap.absolute
    unit = difference_unit(series.unit)
    form, plain = Form(unit, unit, series.decimals), Form("", "", 2)
    lines = list(_list_lines(curve, form, starts_in)) if curve else []
    ratio = gap.relative
    if ratio and ratio.path:
        lines += [(_("%(what)s, of the ratio") % {"what": what}, said)
                  for what, said in _list_lines(ratio, plain, starts_in)]  # fmt: skip
    chart = "gap_curve" if number == 1 else f"gap_curve_{number}"
    return CurveWords(
        _("%(worse)s beside %(better)s") % {"worse": series.worse, "better": series.beside},
        gap.status,
        tuple(lines),
        gap.missing or (curve.missing if curve else ""),
        tuple(_list_method(curve, form)) if curve else (),
        chart if curve and (curve.path or curve.projection) else "",
    )


def tell_gap_paths(evidence: Evidence) -> list[Line]:
    """Return the paths of a gap of which no figure is published, so that the promise is seen all the same."""
    indicator = evidence.reading.measure.indicator
    unit = difference_unit(indicator.unit) if indicator else ""
    form = Form(unit, unit, indicator.decimals) if indicator else None
    found = []
    for one in evidence.paths:
        if one.of != Target.Of.LEVEL and not evidence.gaps.series:
            own = form if form and one.of == Target.Of.ABSOLUTE_GAP else Form("", "", 2)
            found.append((capfirst(str(Target.Of(one.of).label)), _say_path(one.path, own)))
    return found


def _list_lines(curve: Curve, form: Form, starts_in: int) -> Iterator[Line]:
    change = curve.judgement.change
    if curve.path:
        yield _("Path"), _say_path(curve.path, form)
    if curve.path:
        takes = _("It takes each year, from the last figure (%(period)s) on") % {"period": curve.ends_with}
        none_left = _("No year is left before the path ends.")
        yield takes, form.changes(curve.required) if curve.required else none_left
    # What it takes from an old figure on is too little by now: the years since have gone.
    if curve.path and (starts_in or curve.is_old):
        late = _("If that begins only in %(year)d, each year") % {"year": curve.begins_in}
        yield late, form.changes(curve.later) if curve.later else _("No year would be left.")
    if change:
        dates = {"first": curve.judgement.first, "last": curve.judgement.last}
        yield _("Change each year, %(first)s to %(last)s") % dates, form.changes(change)
    if curve.chance is not None and curve.path:
        chance = _("%(chance)s, if nothing turns the line") % {"chance": chance_in_words(curve.chance)}
        yield _("Chance of getting there by %(year)d") % {"year": curve.path.year}, chance
    if curve.projection:
        yield _("Where the line leads by %(year)d") % {"year": curve.ends_in or 0}, _say_end(curve, form)


def _say_path(path: Path, form: Form) -> str:
    said = _("from %(base)s in %(began)d to %(value)s in %(year)d") % {
        "base": form.value(path.base_value),
        "began": int(path.base_year),
        "value": form.value(path.value),
        "year": path.year,
    }
    kind = _("adopted by the town") if path.is_adopted else _("our proposal, not adopted")
    return f"{said}; {kind}"


def _say_end(curve: Curve, form: Form) -> str:
    assert curve.projection, "Where there is a fan it has an end."
    wide = curve.projection.bands[-1]
    low, high = (_within(float(one[-1]), curve) for one in (wide.lower, wide.upper))
    interval = interval_in_words(low, high, unit=form.unit, decimals=form.decimals)
    return f"{form.value(_within(float(curve.projection.middle[-1]), curve))} ({interval})"


def _within(number: float, curve: Curve) -> float:
    lowest, highest = curve.course.lowest, curve.course.highest
    number = number if lowest is None else max(number, lowest)
    return number if highest is None else min(number, highest)


def _list_method(curve: Curve, form: Form) -> Iterator[str]:
    """Yield how the curve was worked out, and how it would have done in years that are known."""
    if curve.judgement.change:
        yield _("Change each year: %(method)s.") % {"method": curve.judgement.change.method}
    if curve.projection:
        scales = {
            "logit": _("on a scale that stays between none and all"),
            "log": _("on a scale that stays above zero"),
            "plain": _("on a plain scale"),
        }
        yield _("Fan: %(method)s, %(scale)s. It knows of no plan and of no turn.") % {
            "method": curve.projection.method,
            "scale": scales[curve.course.scale],
        }
    test = curve.back_test
    if test is None:
        if curve.projection:
            yield _("The fan could not be tried on known years: that takes six values or more.")
        return
    yield _(
        "Tried on years that are known: %(n)d times the figures up to a year were projected to a later "
        "one. The middle of the fan was %(error)s off on average; to repeat the last figure would have been "
        "%(naive)s off. %(inside)d%% of the figures lay inside the wider band, where 95%% should. These "
        "trials overlap, so they say little of a short series."
    ) % {
        "n": curve.tried,
        "error": form.change(test.error),
        "naive": form.change(test.naive_error),
        "inside": round(100 * (curve.inside or 0)),
    }


def tell_trends(evidence: Evidence) -> list[tuple[str, str, str]]:
    """Return England's recent trend of each line: (subgroup, word, why there is none)."""
    indicator = evidence.reading.measure.indicator
    found = []
    for series in evidence.reading.series:
        assert indicator, "A reading with numbers has an indicator."
        trend = find_recent_trend(
            series.points, polarity=indicator.polarity, form=indicator.form, breaks=evidence.reading.breaks
        )
        found.append((capfirst(series.subgroup), str(TREND_WORDS[trend.word]), trend.reason))
    return found


def make_beside_table(evidence: Evidence) -> Table | None:
    """Return each place with its number, its likely range, and what can be said of the town beside it."""
    comparison, indicator = evidence.comparison, evidence.reading.measure.indicator
    if not comparison.beside or indicator is None:
        return None
    form = {"unit": indicator.unit, "decimals": indicator.decimals}
    has_ranks = any(one.rank for one in comparison.own)
    rows = [
        (
            named(evidence.town.name, one.subgroup),
            in_words(one.point.value, **form),
            interval_in_words(one.point.lower, one.point.upper, **form) or None,
            one.short or "–",
            *((one.rank.short if one.rank else "",) if has_ranks else ()),
        )
        for one in comparison.own
    ]
    rows += [
        (
            named(one.place.name, one.subgroup),
            in_words(one.point.value, **form),
            interval_in_words(one.point.lower, one.point.upper, **form) or None,
            one.words_in_short,
            *((one.rank.short if one.rank else "",) if has_ranks else ()),
        )
        for one in comparison.beside
    ]
    columns = (_("Place"), _("Number"), _("Likely range"), _("What we can say"))
    rank = (_("Rank, with its likely range"),) if has_ranks else ()
    caption = _("What we can say of %(town)s beside other places") % {"town": evidence.town.name}
    return Table(caption, columns + rank, tuple(rows))


def list_rank_sentences(comparison: Comparison) -> list[str]:
    """Return the town's rank in a sentence for each line that has one; never without its range."""
    polarity = comparison.comparing.polarity
    return [
        f"{capfirst(one.subgroup)}: {one.rank.say(polarity)}" if one.subgroup else one.rank.say(polarity)
        for one in comparison.own
        if one.rank
    ]


def say_gap_ends(series: GapSeries) -> str:
    """Return both ends of the newest gap with their numbers, so that it is seen which one is higher."""
    last, form = series.points[-1], {"unit": series.unit, "decimals": series.decimals}
    return _("%(worse)s %(one)s beside %(better)s %(other)s.") % {
        "worse": series.worse,
        "one": in_words(last.worse.value, **form),
        "better": series.beside,
        "other": in_words(last.better.value, **form),
    }


def make_gap_table(gap: GapCurve) -> Table:
    """Return a gap period by period: both ends, the difference and the ratio, each with its likely range."""
    series = gap.series
    form = {"unit": series.unit, "decimals": series.decimals}
    apart = {"unit": difference_unit(series.unit), "decimals": series.decimals}
    rows = tuple(
        (
            one.period,
            _estimate(one.worse, **form),
            _estimate(one.better, **form),
            _estimate(one.absolute, **apart),
            _estimate(one.relative, decimals=2),
        )
        for one in series.points
    )
    columns = (_("Period"), series.worse, series.better, _("Difference"), _("Ratio"))
    caption = _("The gap over time: %(worse)s beside %(better)s") % {
        "worse": series.worse,
        "better": series.beside,
    }
    return Table(caption, columns, rows)


def _estimate(estimate: eq.Estimate | None, **form) -> str | None:
    if estimate is None:
        return None
    interval = interval_in_words(estimate.lower, estimate.upper, **form)
    value = in_words(estimate.value, **form)
    return f"{value} ({interval})" if interval else value
