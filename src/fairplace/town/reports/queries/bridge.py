"""Puts one edition of deprivation on one set of boundaries, or says why that cannot be."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.equity.stats.geography import Crosswalk, rebase_edition, refuse_mixed_footing
from fairplace.town.indicators.queries.area import AreaFigures, list_area_figures
from fairplace.town.places.models import DeprivationEdition, NeighbourhoodRank, Town
from fairplace.town.places.queries import list_editions_of, list_neighbourhoods
from fairplace.town.places.queries.geography import get_geography
from fairplace.town.places.rules.carrying import find_walk, make_crosswalk
from fairplace.town.places.rules.layer import Geography
from fairplace.town.reports.queries.map import find_base

FIFTHS = 5
FEWEST = 5


@dataclass(frozen=True)
class Footing:
    """An edition on boundaries: the tenth and the local fifth of each neighbourhood.

    `rebased` are those that were given the tenth in which most of their people lay; `agreeing` is the
    percentage of people whose own tenth it is.
    """

    tenths: Mapping[str, int | None]
    fifths: Mapping[str, int | None]
    rebased: frozenset[str]
    agreeing: float


@dataclass(frozen=True)
class Bridge:
    """What the bridging page says. Without a footing `refusal` says why there is none."""

    geography: Geography
    editions: Sequence[DeprivationEdition]
    edition: DeprivationEdition
    base: str
    boundaries: str
    footing: Footing | None
    counts: Mapping[int, int]
    figures: Sequence[AreaFigures]
    refusal: str
    no_line: str


def get_bridge(*, town: Town, edition: str = "", boundaries: str = "") -> Bridge | None:
    """Return an edition on boundaries; those asked for, or the town's preferred one on the newest.

    None where no edition is loaded.
    """
    editions = list_editions_of(town=town)
    if not editions:
        return None
    preferred = [one for code in (edition, town.default_deprivation) for one in editions if one.code == code]
    chosen = (preferred or editions[::-1])[0]
    geography = get_geography(town=town)
    ranks = list_neighbourhoods(town=town, edition=chosen)
    base = find_base(geography, chosen, [rank.place.code for rank in ranks])
    end = next((one for one in geography.vintages if _slug(one) == boundaries), geography.vintages[0])
    footing, refusal = _find_footing(geography, ranks, base, end)
    figures = _list_figures(town, geography, end, footing) if footing else []
    tenths = footing.tenths.values() if footing else ()
    return Bridge(
        geography,
        editions,
        chosen,
        base,
        end,
        footing,
        Counter(tenth for tenth in tenths if tenth is not None),
        figures,
        refusal,
        _say_no_line(editions),
    )


def _slug(vintage: str) -> str:
    return vintage.lower().replace(" ", "-")


def _find_footing(
    geography: Geography, ranks: Sequence[NeighbourhoodRank], base: str, end: str
) -> tuple[Footing | None, str]:
    codes = [rank.place.code for rank in ranks]
    walk = find_walk(geography, start=base, end=end) if base else None
    if walk is None or not set(walk) <= set(codes):
        return None, _(
            "How the neighbourhoods of %(before)s went on in those of %(after)s is not known here, so the "
            "edition stays on its own boundaries."
        ) % {"before": base or _("this edition"), "after": end}
    if any(np.isnan(share) for parts in walk.values() for share in parts.values()):
        return None, _(
            "Some neighbourhoods were redrawn, and nobody knows how many people live in which part, so the "
            "edition stays on its own boundaries."
        )
    inside = [rank for rank in ranks if rank.place.code in walk]
    crosswalk = make_crosswalk(walk)
    people = [rank.population for rank in inside]
    scores = np.array([rank.score for rank in inside])
    fifths = eq.quantiles(scores, FIFTHS) if len(inside) >= FEWEST else np.ones(len(inside))
    try:
        tenths = _rebase([rank.decile for rank in inside], inside, crosswalk, people)
        parts = _rebase(fifths, inside, crosswalk, people)
    except eq.NotComputable as problem:
        return None, str(problem)
    rebased = frozenset(code for code, how in zip(tenths.codes, tenths.how, strict=True) if how != "measured")
    return Footing(_whole(tenths), _whole(parts), rebased, 100 * tenths.agreeing), ""


def _rebase(parts, inside: Sequence[NeighbourhoodRank], crosswalk: Crosswalk, people: Sequence[int]):
    return rebase_edition(parts, [rank.place.code for rank in inside], crosswalk, people)


def _whole(rebased) -> dict[str, int | None]:
    pairs = zip(rebased.codes, rebased.parts, strict=True)
    return {code: None if np.isnan(part) else int(part) for code, part in pairs}


def _list_figures(town: Town, geography: Geography, end: str, footing: Footing) -> list[AreaFigures]:
    """Return every local figure in the fifths of this footing."""
    homes = {code: {str(fifth): 1.0} for code, fifth in footing.fifths.items() if fifth is not None}
    if len({next(iter(home)) for home in homes.values()}) < FIFTHS:
        return []
    return list_area_figures(town=town, geography=geography, base=end, homes=homes)


def _say_no_line(editions: Sequence[DeprivationEdition]) -> str:
    """Return why no line is drawn through the editions; nothing where there is but one."""
    names = [one.short for one in editions]
    try:
        refuse_mixed_footing(names, names, [one.neighbourhood_vintage for one in editions])
    except eq.NotComputable:
        return _(
            "%(editions)s each rank England’s neighbourhoods of their own time, by their own indicators. A "
            "rank or tenth that differs between them does not show that a place changed, so no line is drawn."
        ) % {"editions": ", ".join(names)}
    return ""
