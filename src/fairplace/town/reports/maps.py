"""Draws a map of the town: steps of five, what may be said of it, and its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from fairplace.town.indicators.queries.area import AreaFigure, AreaFigures
from fairplace.town.indicators.rules import HOW_WORDS, Flag, How, say_reliability
from fairplace.town.places.rules.layer import AUTHORITY, NEIGHBOURHOOD, WARD, Layer
from fairplace.town.reports.map_values import TownMap
from fairplace.town.ui.charts.map import MapArea, map_chart
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.numbers import in_words, interval_in_words
from fairplace.town.ui.tables import Table

STEPS = 5
SHARES = (0, 25, 50, 75)


@dataclass(frozen=True)
class Steps:
    """The lower ends of the steps after the first, and the words of each step."""

    bounds: tuple[float, ...]
    words: tuple[str, ...]

    def of(self, value: float) -> int:
        return 1 + int(np.searchsorted(self.bounds, value, side="right"))


def make_steps(values: Sequence[float], *, unit: str, decimals: int) -> Steps:
    """Return five steps with as many areas in each as can be; fewer where there are few values.

    The ends are rounded as they are written, so that the words of a step are true of its areas.
    """
    distinct = sorted(set(values))
    wanted = min(STEPS, len(distinct))
    cuts = np.quantile(values, [n / wanted for n in range(1, wanted)]) if wanted > 1 else []
    bounds = tuple(sorted({round(float(cut), decimals) for cut in cuts}))

    def say(value: float) -> str:
        return in_words(value, unit=unit, decimals=decimals)

    if not bounds:
        return Steps((), (_("all areas"),))
    middle = [
        _("%(low)s to under %(high)s") % {"low": say(low), "high": say(high)}
        for low, high in pairwise(bounds)
    ]
    first, last = _("under %s") % say(bounds[0]), _("%s and more") % say(bounds[-1])
    return Steps(bounds, (first, *middle, last))


def address_of(layer: Layer, code: str) -> str:
    """Return the page of an area, where it has one."""
    if layer.kind == NEIGHBOURHOOD:
        return reverse("neighbourhood_detail", kwargs={"code": code})
    return reverse("ward_detail", kwargs={"code": code}) if layer.kind == WARD else ""


def say_note(figure: AreaFigure) -> str:
    """Return what a reader must know of a figure: how it came to be, and how precise it is."""
    one = figure.estimate
    reliability = say_reliability(one.value, one.lower, one.upper) if one else ""
    flag = str(Flag(figure.flag).label) if figure.flag else ""
    how = "" if figure.how == How.PUBLISHED else str(HOW_WORDS[figure.how])
    return "; ".join(part for part in (how, reliability, flag) if part)


def make_map(shown: TownMap) -> Chart | None:
    """Return the map as a chart, where outlines are loaded and there is something to show on them."""
    layer = shown.layer
    if layer is None or not shown.is_drawn or shown.refusal:
        return None
    urls = {code: url for code in layer.names if (url := address_of(layer, code))}
    if shown.figures:
        indicator = shown.figures.indicator
        steps = make_steps(shown.values, unit=indicator.unit, decimals=indicator.decimals)
        areas = _areas_of_figures(shown, layer, steps)
        options = {"unit": indicator.unit, "decimals": indicator.decimals}
        title = _("%(name)s, %(period)s: %(areas)s") % {
            "name": indicator.short,
            "period": shown.figures.period,
            "areas": say_layer(layer),
        }
        finding = say_finding(shown.figures, layer)
        chart = map_chart(title, finding, areas, legend=steps.words, urls=urls, **options)
        return replace(chart, notes=(*chart.notes, *say_periods(shown.periods)))
    if shown.edition is None:
        return None
    title = _("Deprivation, %(edition)s: %(areas)s") % {
        "edition": shown.edition.short,
        "areas": say_layer(layer),
    }
    if layer.is_made:
        areas, words = _areas_of_shares(shown), say_shares()
        finding = _(
            "The share of people who live in neighbourhoods among the most deprived fifth of England."
        )
        return map_chart(title, finding, areas, legend=words, unit="%", decimals=0, urls=urls)
    areas, words = _areas_of_tenths(shown), say_fifths()
    worst = sum(rank.decile <= 2 for rank in shown.ranks)
    finding = _("%(worst)s of %(all)s neighbourhoods are among the most deprived fifth of England.") % {
        "worst": worst,
        "all": len(shown.ranks),
    }
    return map_chart(title, finding, areas, legend=words, decimals=0, urls=urls)


def say_layer(layer: Layer) -> str:
    """Return the areas in words, with their vintage: wards (WD 2024)."""
    words = {
        NEIGHBOURHOOD: _("neighbourhoods (%s)"),
        WARD: _("wards (%s)"),
        AUTHORITY: _("the whole town (%s)"),
    }
    return words.get(layer.kind, _("parts of town (%s)")) % layer.vintage


def say_finding(figures: AreaFigures, layer: Layer) -> str:
    """Return the town's figure and the span of the areas, which is no ranking."""
    unit, decimals = figures.indicator.unit, figures.indicator.decimals
    told = sorted(one.estimate.value for one in figures.figures.values() if one.estimate)
    span = _("From %(least)s to %(most)s.") % {
        "least": in_words(told[0], unit=unit, decimals=decimals),
        "most": in_words(told[-1], unit=unit, decimals=decimals),
    }
    if layer.kind == AUTHORITY or not figures.whole:
        return span
    whole = _("The whole town: %s.") % in_words(figures.whole.value, unit=unit, decimals=decimals)
    return f"{whole} {span}"


def say_periods(periods: Sequence[str]) -> tuple[str, ...]:
    """Return what must be known to look from one period's map to another's."""
    if len(periods) < 2:
        return ()
    said = _("The steps are the same in all periods held, %(first)s to %(last)s.")
    return (said % {"first": periods[0], "last": periods[-1]},)


def say_fifths() -> tuple[str, ...]:
    """Return England's fifths in words, the least deprived first: darker is more."""
    return (
        _("least deprived fifth of England"),
        _("fourth fifth"),
        _("middle fifth"),
        _("second fifth"),
        _("most deprived fifth of England"),
    )


def say_shares() -> tuple[str, ...]:
    return (_("nobody"), _("up to 25%"), _("up to 50%"), _("up to 75%"), _("over 75%"))


def _outlines(shown: TownMap) -> Mapping[str, dict]:
    return {one.code: one.geometry for one in shown.outlines}


def _areas_of_figures(shown: TownMap, layer: Layer, steps: Steps) -> list[MapArea]:
    figures, outlines = shown.figures, _outlines(shown)
    assert figures, "Asked only where there are figures."
    decimals = figures.indicator.decimals
    areas = []
    for code, name in layer.names.items():
        figure = figures.figures[code]
        one = figure.estimate
        areas.append(
            MapArea(
                code,
                name,
                outlines[code],
                one.value if one else None,
                one.lower if one else None,
                one.upper if one else None,
                steps.of(round(one.value, decimals)) if one else 0,
                say_note(figure),
                figure.how == How.APPORTIONED,
            )
        )
    return areas


def _areas_of_tenths(shown: TownMap) -> list[MapArea]:
    outlines = _outlines(shown)
    return [
        MapArea(
            rank.place.code,
            str(rank.place),
            outlines[rank.place.code],
            rank.decile,
            step=STEPS - (rank.decile - 1) // 2,
            note=_("tenth %(tenth)s of England, where 1 is the most deprived") % {"tenth": rank.decile},
        )
        for rank in shown.ranks
        if rank.place.code in outlines
    ]


def _areas_of_shares(shown: TownMap) -> list[MapArea]:
    assert shown.layer, "Asked only where there is a layer."
    outlines = _outlines(shown)
    return [
        MapArea(
            code,
            shown.layer.names[code],
            outlines[code],
            one.share,
            step=1 + int(np.searchsorted(SHARES, one.share, side="left")),
            note=str(HOW_WORDS[How.BEST_FIT if shown.layer.is_best_fit else How.ADDED_UP]),
        )
        for code, one in shown.deprivation.items()
    ]


def make_table(shown: TownMap) -> Table:
    """Return the same as a list, with its links, also where no outlines are loaded."""
    if shown.figures and shown.layer:
        return _figures_table(shown.figures, shown.layer)
    if shown.layer and shown.layer.is_made:
        return _shares_table(shown, shown.layer)
    rows = tuple(
        (
            (str(rank.place), reverse("neighbourhood_detail", kwargs={"code": rank.place.code})),
            rank.decile,
            rank.rank,
            round(rank.score, 1),
            rank.population,
        )
        for rank in shown.ranks
    )
    columns = (_("Neighbourhood"), _("Tenth of England"), _("Rank in England"), _("Score"), _("People"))
    return Table(_("Neighbourhoods, most deprived first"), columns, rows)


def _named(layer: Layer, code: str) -> object:
    url = address_of(layer, code)
    return (layer.names[code], url) if url else layer.names[code]


def _figures_table(figures: AreaFigures, layer: Layer) -> Table:
    unit, decimals = figures.indicator.unit, figures.indicator.decimals

    def cells(figure: AreaFigure) -> tuple[object, ...]:
        one = figure.estimate
        note = say_note(figure)
        if one is None:
            return (None, "", "", note)
        value = in_words(one.value, unit=unit, decimals=decimals)
        likely = interval_in_words(one.lower, one.upper, unit=unit, decimals=decimals)
        counted = _("%(count)s of %(of)s") % {"count": f"{one.count:,.0f}", "of": f"{one.denominator:,.0f}"}
        return (value, likely, counted, note)

    rows = tuple((_named(layer, code), *cells(figures.figures[code])) for code in layer.names)
    columns = (_("Area"), figures.indicator.short, _("Likely range"), _("Counted"), _("Note"))
    caption = _("%(name)s, %(period)s: %(areas)s") % {
        "name": figures.indicator.short,
        "period": figures.period,
        "areas": say_layer(layer),
    }
    return Table(caption, columns, rows)


def _shares_table(shown: TownMap, layer: Layer) -> Table:
    rows = tuple(
        (
            _named(layer, code),
            f"{one.people:,.0f}",
            one.neighbourhoods,
            one.in_worst_tenth,
            one.in_worst_fifth,
            f"{one.share:.0f}%",
            f"{one.score:.1f}",
        )
        for code, one in shown.deprivation.items()
    )
    columns = (
        _("Area"),
        _("People"),
        _("Neighbourhoods"),
        _("In the most deprived tenth"),
        _("In the most deprived fifth"),
        _("People in the most deprived fifth"),
        _("Mean score, by people"),
    )
    return Table(_("Deprivation: %s") % say_layer(layer), columns, rows)
