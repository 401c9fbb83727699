"""Composes what is known of one area, a ward or one of the town's own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.indicators.queries.area import AreaFigure, AreaFigures, list_area_figures
from fairplace.town.indicators.rules import How, compare
from fairplace.town.places.models import Comparator, DeprivationEdition, NeighbourhoodRank, Town
from fairplace.town.places.queries.deprivation import AreaDeprivation, list_area_deprivation
from fairplace.town.places.rules.carrying import homes_of
from fairplace.town.places.rules.layer import WARD, Geography, Layer
from fairplace.town.reports.queries.map import find_base


@dataclass(frozen=True)
class FigureLine:
    """One figure of an area, and how it stands beside the town and the country: higher, lower, cannot tell.

    Beside a country of another period nothing is said.
    """

    figures: AreaFigures
    figure: AreaFigure
    beside_town: str
    beside_country: str


@dataclass(frozen=True)
class DeprivationLine:
    """An area in one edition of the Indices of Deprivation."""

    edition: DeprivationEdition
    area: AreaDeprivation


@dataclass(frozen=True)
class Part:
    """A neighbourhood of an area, with its share in it and its tenth of England in the newest edition."""

    code: str
    name: str
    weight: float
    rank: NeighbourhoodRank | None


@dataclass(frozen=True)
class AreaPage:
    """What a page of an area says."""

    name: str
    parts: Sequence[Part]
    deprivation: Sequence[DeprivationLine]
    figures: Sequence[FigureLine]
    country: str

    @property
    def people(self) -> float | None:
        """Return how many people live there, by the newest edition on these boundaries."""
        return self.deprivation[0].area.people if self.deprivation else None


def get_area_page(
    *,
    town: Town,
    geography: Geography,
    base: str,
    name: str,
    parts: Mapping[str, float],
    how: How = How.ADDED_UP,
) -> AreaPage:
    """Return the page of an area that is made of these shares of neighbourhoods of the vintage `base`."""
    homes = {code: {"here": weight} for code, weight in parts.items()}
    ranks = _list_ranks(town, geography, base)
    newest = {rank.place.code: rank for rank in next(iter(ranks.values()), ())}
    found = [
        DeprivationLine(edition, areas["here"])
        for edition, own in ranks.items()
        if "here" in (areas := list_area_deprivation(ranks=own, homes=homes))
    ]
    return AreaPage(
        name,
        [Part(code, geography.names[code], weight, newest.get(code)) for code, weight in parts.items()],
        found,
        [
            _line(one)
            for one in list_area_figures(town=town, geography=geography, base=base, homes=homes, how=how)
        ],
        _name_country(town),
    )


def _name_country(town: Town) -> str:
    beside = Comparator.objects.filter(town=town, role="country").select_related("place").first()
    return beside.place.name if beside else _("the country")


def _line(figures: AreaFigures) -> FigureLine:
    figure = figures.figures["here"]
    one, whole, country = figure.estimate, figures.whole, figures.country
    is_same = country is not None and country.period == figures.period and country.value is not None
    return FigureLine(
        figures,
        figure,
        compare(one, whole.value) if one and whole else "",
        compare(one, country.value) if one and country and is_same else "",
    )


def _list_ranks(
    town: Town, geography: Geography, base: str
) -> dict[DeprivationEdition, list[NeighbourhoodRank]]:
    """Return the town's ranks in the editions that stand on these boundaries, newest first."""
    rows = NeighbourhoodRank.objects.filter(place__parent=town.place).select_related("edition", "place")
    found: dict[DeprivationEdition, list[NeighbourhoodRank]] = defaultdict(list)
    for rank in rows.order_by("-edition__published_on", "-edition__code", "place__code"):
        found[rank.edition].append(rank)
    return {
        edition: ranks
        for edition, ranks in found.items()
        if find_base(geography, edition, [rank.place.code for rank in ranks]) == base
    }


@dataclass(frozen=True)
class WardLayer:
    """The wards of one vintage with their deprivation, in the newest edition on the same neighbourhoods."""

    layer: Layer
    edition: DeprivationEdition | None
    wards: Mapping[str, AreaDeprivation]


def list_ward_layers(*, town: Town, geography: Geography) -> list[WardLayer]:
    """Return the wards of every vintage, newest first; those of two vintages never together."""
    found = []
    for layer in geography.list_layers(WARD):
        edition, ranks = next(iter(_list_ranks(town, geography, layer.base).items()), (None, []))
        found.append(WardLayer(layer, edition, list_area_deprivation(ranks=ranks, homes=homes_of(layer))))
    return found
