"""Figures of areas for other programs: one row an area, with how each figure came to be and its terms."""

from collections.abc import Iterator
from typing import Any

from fairplace.town.indicators.queries.area import AreaFigures
from fairplace.town.indicators.rules import say_reliability
from fairplace.town.reports.map_values import TownMap

COLUMNS = (
    "area", "area_name", "kind", "vintage", "made_of", "indicator", "period", "value", "lower_95", "upper_95",
    "unit", "count", "denominator", "how", "reliability", "flag", "publisher", "title", "edition", "licence",
    "attribution",
)  # fmt: skip
DEPRIVATION_COLUMNS = (
    "area", "area_name", "kind", "vintage", "made_of", "edition", "people", "neighbourhoods",
    "in_worst_tenth", "in_worst_fifth", "percent_of_people_in_worst_fifth", "mean_score", "tenth", "rank",
    "how", "publisher", "licence", "attribution",
)  # fmt: skip


def list_map_rows(shown: TownMap) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Return the columns and the rows of what a map shows."""
    if shown.figures:
        return COLUMNS, _figure_rows(shown, shown.figures)
    return DEPRIVATION_COLUMNS, _deprivation_rows(shown)


def _figure_rows(shown: TownMap, figures: AreaFigures) -> Iterator[tuple[Any, ...]]:
    layer, release, indicator = shown.layer, figures.release, figures.indicator
    assert layer, "Figures stand on a layer."
    for code, name in layer.names.items():
        figure = figures.figures[code]
        one = figure.estimate
        numbers = (one.value, one.lower, one.upper) if one else (None, None, None)
        counted = (one.count, one.denominator) if one else (None, None)
        reliability = say_reliability(one.value, one.lower, one.upper) if one else ""
        yield (
            code, name, layer.kind, layer.vintage, layer.base, indicator.code, figures.period, *numbers,
            indicator.unit, *counted, figure.how.value, reliability, figure.flag, release.publisher,
            release.title, release.edition, release.licence, release.attribution,
        )  # fmt: skip


def _deprivation_rows(shown: TownMap) -> Iterator[tuple[Any, ...]]:
    layer, edition = shown.layer, shown.edition
    if layer is None or edition is None:
        return
    terms = (edition.publisher, edition.licence, edition.attribution)
    if layer.is_made:
        for code, one in shown.deprivation.items():
            yield (
                code, layer.names[code], layer.kind, layer.vintage, layer.base, edition.code, one.people,
                one.neighbourhoods, one.in_worst_tenth, one.in_worst_fifth, one.share, one.score, "", "",
                "best-fit" if layer.is_best_fit else "added-up", *terms,
            )  # fmt: skip
        return
    for rank in shown.ranks:
        yield (
            rank.place.code, str(rank.place), layer.kind, layer.vintage, layer.base, edition.code,
            rank.population, 1, int(rank.decile == 1), int(rank.decile <= 2), "", rank.score, rank.decile,
            rank.rank, "published", *terms,
        )  # fmt: skip
