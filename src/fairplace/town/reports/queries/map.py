"""Composes a map of the town: a layer of areas, and an indicator or an edition of deprivation on it."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.queries.area import (
    AreaFigures,
    Counts,
    list_counted,
    list_counts_over_time,
    put_on_areas,
)
from fairplace.town.indicators.rules import How
from fairplace.town.places.models import DeprivationEdition, Town
from fairplace.town.places.queries import list_editions_of, list_neighbourhoods
from fairplace.town.places.queries.deprivation import list_area_deprivation
from fairplace.town.places.queries.geography import get_geography, list_outlines
from fairplace.town.places.rules.carrying import homes_of
from fairplace.town.places.rules.layer import KINDS, NEIGHBOURHOOD, Geography, Layer
from fairplace.town.reports.map_values import Asked, TownMap


def get_town_map(*, town: Town, asked: Asked) -> TownMap:
    """Return the map that is asked for. Asks the same few questions however many areas there are."""
    geography = get_geography(town=town)
    indicators, editions = list_counted(town=town), list_editions_of(town=town)
    level = asked.level if asked.level in KINDS else NEIGHBOURHOOD
    layers = geography.list_layers(level)
    empty = TownMap(geography, None, layers, indicators, editions)
    indicator = next((one for one in indicators if one.code == asked.indicator), None)
    found = (
        _put_figures(empty, town, indicator, level, asked)
        if indicator
        else _put_deprivation(empty, town, asked, level)
    )
    if found.layer is None or found.refusal:
        return found
    outlines = list_outlines(kind=level, vintage=found.layer.vintage, codes=found.layer.names)
    return replace(found, outlines=outlines)


def _put_figures(found: TownMap, town: Town, indicator: Indicator, level: str, asked: Asked) -> TownMap:
    """Show an indicator, on the boundaries that it was counted on where none are named.

    Every period is put on the areas, since all share the steps of the colours.
    """
    geography = found.geography
    over_time = list_counts_over_time(town=town, indicator=indicator)
    counts = next((one for one in over_time if one.period == asked.period), over_time[-1])

    def find_layer(one: Counts) -> Layer | None:
        return geography.find_layer(level, asked.vintage, base=geography.find_vintage(one.numbers))

    layer = find_layer(counts)
    if layer is None:
        return found
    # Each period as its own map shows it, or the steps would change from one to the next.
    layers = [(one, find_layer(one)) for one in over_time]
    drawn = {one.period: _put_on(one, geography, own) for one, own in layers if own}
    figures = drawn[counts.period]
    values = [
        figure.estimate.value for one in drawn.values() for figure in one.figures.values() if figure.estimate
    ]
    refusal = ""
    if not any(one.estimate for one in figures.figures.values()):
        refusal = _(
            "The figures are of neighbourhoods of %(before)s, and these areas are made of those of "
            "%(after)s. How one went on in the other is not known here, so nothing is carried over."
        ) % {"before": figures.vintage or _("several censuses"), "after": layer.base}
    return replace(found, layer=layer, figures=figures, periods=tuple(drawn), values=values, refusal=refusal)


def _put_on(counts: Counts, geography: Geography, layer: Layer) -> AreaFigures:
    how = How.BEST_FIT if layer.is_best_fit else How.ADDED_UP
    return put_on_areas(counts, geography=geography, base=layer.base, homes=homes_of(layer), how=how)


def _put_deprivation(found: TownMap, town: Town, asked: Asked, level: str) -> TownMap:
    """Show an edition of deprivation, on its own boundaries alone: ranks cannot be carried over."""
    if not found.editions:
        return found
    named = next((one for one in found.editions if one.code == asked.edition), None)
    edition = named or _choose_edition(town, found.editions, found.geography, level, asked.vintage)
    ranks = list_neighbourhoods(town=town, edition=edition)
    base = find_base(found.geography, edition, [rank.place.code for rank in ranks])
    layer = found.geography.find_layer(level, asked.vintage, base=base)
    if layer is None:
        return replace(found, edition=edition, ranks=ranks)
    refusal = ""
    if layer.base != base:
        refusal = _(
            "%(edition)s ranks the neighbourhoods of %(before)s, and these areas are made of those of "
            "%(after)s. A rank stands on its own boundaries. Choose another edition, or other areas."
        ) % {"edition": edition.short, "before": base or _("another census"), "after": layer.base}
    deprivation = list_area_deprivation(ranks=ranks, homes=homes_of(layer)) if layer.is_made else {}
    return replace(found, layer=layer, edition=edition, ranks=ranks, deprivation=deprivation, refusal=refusal)


def find_base(geography: Geography, edition: DeprivationEdition, codes: Sequence[str]) -> str:
    """Return the vintage of an edition's neighbourhoods."""
    vintage = edition.neighbourhood_vintage
    return vintage if vintage in geography.members else geography.find_vintage(codes)


def _choose_edition(
    town: Town, editions: Sequence[DeprivationEdition], geography: Geography, level: str, vintage: str
) -> DeprivationEdition:
    """Return the edition to begin with: the town's own choice, or one that stands on the areas asked for."""
    asked = next((one for one in geography.list_layers(level) if one.slug == vintage), None)
    fitting = [one for one in editions if asked and one.neighbourhood_vintage == asked.base]
    preferred = [one for one in editions if one.code == town.default_deprivation]
    return (fitting[::-1] or preferred or list(editions)[::-1])[0]
