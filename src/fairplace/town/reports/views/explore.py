from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.queries.area import list_counted_periods
from fairplace.town.measures.charts.exploration import choose, draw_exploration
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import get_measure
from fairplace.town.measures.queries.exploration import Explored, get_explored, list_periods
from fairplace.town.measures.rules.exploration import (
    MAP,
    PANELS,
    TABLE,
    VIEWS,
    Exploration,
    Offer,
    Read,
    list_kept,
    read_exploration,
    write_query,
)
from fairplace.town.places.requests import TownRequest
from fairplace.town.places.rules.layer import AUTHORITY, KINDS
from fairplace.town.reports.map_values import Asked
from fairplace.town.reports.maps import make_map, make_table
from fairplace.town.reports.queries.map import get_town_map
from fairplace.town.reports.shown import Shown, answer_file, get_picture, list_context, table_alone
from fairplace.town.ui.embedding import may_be_framed
from fairplace.town.ui.tables import Table

FRAME = (
    '<iframe src="%(url)s" title="%(title)s" width="100%%" height="640" loading="lazy" style="border:0">'
    "</iframe>"
)


def measure_explore(request: TownRequest, slug: str) -> HttpResponse:
    """Show one measure as chart, map or table, as the address says, and give exactly that as a file."""
    explored = _find(request, slug)
    asking = read_asking(request.GET, explored)
    shown = make_shown(request, explored, asking)
    if file := answer_file(request, shown):
        return file
    context = list_context(request, shown) | {
        "measure": explored.measure,
        "asked": asking.read.shown,
        "periods": asking.offer.periods,
        "times": asking.offer.times,
        **_list_choices(asking),
        "can_be_relative": asking.offer.can_be_relative,
        "address": _query(asking) or request.path,
        "embed": _frame(request, explored, asking),
    }
    return render(request, "reports/measure_explore.html", context)


@may_be_framed
def measure_embed(request: TownRequest, slug: str) -> HttpResponse:
    """Show what was chosen of one measure alone, to stand inside another page."""
    explored = _find(request, slug)
    asking = read_asking(request.GET, explored)
    shown = make_shown(request, explored, asking)
    drawing = get_picture(shown)
    if drawing is None:
        raise Http404("There is nothing to draw.")
    address = reverse("measure_explore", kwargs={"slug": slug}) + _query(asking)
    context = {
        "drawing": drawing,
        "notes": shown.sources,
        "url": request.build_absolute_uri(address),
        "town": request.town,
    }
    return render(request, "ui/embed.html", context)


def _find(request: TownRequest, slug: str) -> Explored:
    measure = get_measure(town=request.town, slug=slug)
    if measure is None:
        raise Http404("There is no such measure.")
    explored = get_explored(measure=measure)
    if not explored.series:
        raise Http404("This measure has no numbers yet.")
    return explored


@dataclass(frozen=True)
class Asking:
    """What can be chosen, what was, and the group (dimension, subgroup) that stands behind its code."""

    offer: Offer
    read: Read
    group: tuple[str, str]


def read_asking(query: QueryDict, explored: Explored) -> Asking:
    """Return what an address asks for. The periods to choose from are those of the chosen group."""
    given: dict[str, list[str]] = {name: query.getlist(name) for name in query}
    codes = {slugify("-".join(key)) or "everybody": key for key in explored.groups}
    levels = {kind: str(words) for kind, words in KINDS.items() if kind != AUTHORITY}
    offer = Offer(
        places={one.place.code: one.place.name for one in explored.places},
        groups={code: explored.groups[key] or _("Everybody") for code, key in codes.items()},
        periods=(),
        levels=levels,
        times=tuple(list_counted_periods(town=explored.measure.town, indicator=_inside(explored.measure))),
        usual=tuple(one.place.code for one in explored.places if one.role in ("town", "country", "region")),
        can_be_relative=explored.country is not None,
    )
    group = codes[read_exploration({"group": given.get("group", [])}, offer).shown.group]
    offer = replace(offer, periods=tuple(period for period, _year in list_periods(explored, group)))
    return Asking(offer, read_exploration(given, offer), group)


def _inside(measure: ImpactMeasure) -> Indicator:
    """Return what is known of the measure inside the town: what its gap is read from, or else itself."""
    indicator = measure.gap_indicator or measure.indicator
    assert indicator, "What is explored has numbers."
    return indicator


def _query(asking: Asking, **changes: str) -> str:
    query = write_query(asking.read.shown, asking.offer, **changes)
    return f"?{query}" if query else ""


def make_shown(request: TownRequest, explored: Explored, asking: Asking) -> Shown:
    """Return the one dataset that chart, map and table of a measure show."""
    read, measure = asking.read, explored.measure
    asked = read.shown
    if asked.view == MAP:
        return _show_map(request, explored, read)
    chosen = choose(explored, asked, asking.group)
    chart = draw_exploration(explored, asked, chosen)
    if asked.view == TABLE or not chosen.lines:
        chart = table_alone(chart.title, chart.finding, chart.table, chart.notes)
    assert measure.indicator, "What is explored has numbers."
    held = {point.release_id for _place, points in chosen.lines for point in points}
    return Shown(
        f"{request.town.slug}-{measure.slug}",
        chart,
        _say_status(asked, len(chosen.lines), asking.offer),
        [measure.indicator],
        [one for one in explored.releases if one.pk in held],
        [measure.caveat] if measure.caveat else [],
        read.ignored,
    )


def _say_status(asked: Exploration, count: int, offer: Offer) -> str:
    ends = {"first": asked.first, "last": asked.last}
    when = asked.first if asked.first == asked.last else _("%(first)s to %(last)s") % ends
    places = _("1 place") if count == 1 else _("%(n)d places") % {"n": count}
    told = [f"{places}, {when}", offer.groups.get(asked.group, "")]
    told += [_("difference from England")] * asked.is_relative + [_("scale of ratios")] * asked.is_log
    told += [] if asked.has_ranges else [_("likely ranges hidden in the picture")]
    return "; ".join(part for part in told if part) + "."


def _show_map(request: TownRequest, explored: Explored, read: Read) -> Shown:
    """Return the town's areas: of the measure itself, or of what its gap is read from."""
    measure, town = explored.measure, request.town
    indicator = _inside(measure)
    asked = Asked(level=read.shown.level, indicator=indicator.code, period=read.shown.when)
    found = get_town_map(town=town, asked=asked)
    is_counted = any(one.code == indicator.code for one in found.indicators)
    name = f"{town.slug}-{measure.slug}-areas"
    if not is_counted or found.figures is None or found.refusal:
        why = found.refusal or _(
            "No counts of this measure are published for areas of this kind inside the town, so there is no "
            "map. The whole town’s figures stand under Chart and Table."
        )
        empty = Table(measure.name, (_("Area"), _("Value"), _("Likely range")), ())
        return Shown(name, table_alone(measure.name, why, empty), why, [indicator], (), (), read.ignored)
    status = _("%(name)s in %(n)d areas (%(level)s), %(period)s.") % {
        "name": indicator.short,
        "n": len(found.figures.figures),
        "level": KINDS[read.shown.level],
        "period": found.figures.period,
    }
    bare = _("No boundaries are loaded for these areas, so there is a list and no map.")
    chart = make_map(found) or table_alone(indicator.short, bare, make_table(found))
    return Shown(name, chart, status, [indicator], [found.figures.release], found.attribution, read.ignored)


def _list_choices(asking: Asking) -> dict[str, Any]:
    """Return the form's choices, each with whether it is taken. A search leaves chosen places in the list."""
    asked, offer = asking.read.shown, asking.offer
    wanted = asked.wanted.casefold()
    places = [
        (code, name, code in asked.places)
        for code, name in offer.places.items()
        if code in asked.places or wanted in name.casefold()
    ]
    return {
        "tabs": [
            (words, _query(asking, view=view) or "?", view == asked.view) for view, words in VIEWS.items()
        ],
        "kept": list_kept(asked, offer),
        "places": places,
        "groups": _mark(offer.groups, asked.group),
        "levels": _mark(offer.levels, asked.level),
        "panels": _mark(PANELS, asked.panels),
    }


def _mark(choices: Mapping[str, Any], taken: str) -> list[tuple[str, Any, bool]]:
    return [(code, words, code == taken) for code, words in choices.items()]


def _frame(request: TownRequest, explored: Explored, asking: Asking) -> dict[str, str]:
    path = reverse("measure_embed", kwargs={"slug": explored.measure.slug}) + _query(asking)
    url = request.build_absolute_uri(path)
    return {"url": url, "code": FRAME % {"url": escape(url), "title": escape(explored.measure.name)}}
