"""Luton's areas with the real figures of the pack, against what is known of them from elsewhere."""

from collections import Counter

import pytest
from django.db import transaction

from fairplace.town.indicators.models import Observation
from fairplace.town.indicators.queries.area import list_area_figures
from fairplace.town.packs.operations import load_pack
from fairplace.town.places.models import NeighbourhoodRank
from fairplace.town.places.queries.geography import get_geography
from fairplace.town.places.rules.carrying import homes_of
from fairplace.town.reports.queries.area import list_ward_layers
from fairplace.town.reports.queries.bridge import get_bridge
from tests.definitions.published import ROOT

pytestmark = pytest.mark.django_db
LAYERS = [("msoa", "msoa-2011"), ("msoa", "msoa-2021"), ("ward", "wd-2021"), ("ward", "wd-2024")]
# Of neighbourhoods in tenths 1 to 10, as counted from the publishers' files of 2019 and 2025.
TENTHS = {
    "iod2019": [4, 29, 18, 18, 21, 7, 9, 10, 5, 0],
    "iod2025": [17, 27, 20, 18, 12, 7, 6, 14, 4, 0],
}
# Neighbourhoods, those in tenth 1, those in tenths 1 and 2, by ward of 2024 (IoD 2025).
WARDS = {
    "Central": (4, 4, 4), "Beech Hill": (7, 4, 7), "Biscot": (5, 2, 4), "Dallow": (4, 1, 3), "Farley": (8, 3, 6),
    "Lewsey": (6, 0, 3), "South": (6, 1, 2), "Northwell": (10, 1, 4), "Leagrave": (6, 0, 2), "Challney": (8, 0, 2),
    "Saints": (6, 0, 1), "Round Green": (6, 1, 2), "High Town": (6, 0, 2), "Sundon Park": (5, 0, 1),
    "Vauxhall": (4, 0, 0), "Stopsley": (8, 0, 1), "Poets": (4, 0, 0), "Bramingham": (9, 0, 0),
    "Wigmore": (7, 0, 0), "Barnfield": (6, 0, 0),
}  # fmt: skip


@pytest.fixture(scope="module")
def luton(django_db_setup, django_db_blocker):
    """Load the pack once for this file, and take everything back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_pack(folder=ROOT / "definitions" / "packs" / "luton", by=None)
        transaction.set_rollback(True)


def test_areas_are_as_many_as_there_are(luton):
    found = get_geography(town=luton)

    assert {name: len(codes) for name, codes in found.members.items()} == {"LSOA 2011": 121, "LSOA 2021": 125}
    assert {layer.vintage: len(layer.names) for layer in found.layers if layer.kind in {"msoa", "ward"}} == {
        "MSOA 2011": 21,
        "MSOA 2021": 22,
        "WD 2021": 19,
        "WD 2024": 20,
    }


@pytest.mark.parametrize(("edition", "tenths"), TENTHS.items())
def test_neighbourhoods_by_tenth_are_as_known(luton, edition, tenths):
    ranks = NeighbourhoodRank.objects.filter(edition__code=edition, place__parent=luton.place)
    counts = Counter(ranks.values_list("decile", flat=True))

    assert [counts[tenth] for tenth in range(1, 11)] == tenths


@pytest.mark.parametrize(
    ("edition", "boundaries", "core", "of"),
    [("iod2019", "lsoa-2011", 33, 121), ("iod2025", "lsoa-2021", 44, 125), ("iod2019", "lsoa-2021", 37, 125)],
)
def test_the_most_deprived_fifth_is_as_known_on_its_own_boundaries(luton, edition, boundaries, core, of):
    """On those of 2021 three neighbourhoods of tenth 2 became seven: 33 and 4 more. No place changed."""
    bridge = get_bridge(town=luton, edition=edition, boundaries=boundaries)

    assert (bridge.counts[1] + bridge.counts[2], sum(bridge.counts.values())) == (core, of)


def test_the_edition_of_2015_stands_on_the_boundaries_of_2021_too(luton):
    bridge = get_bridge(town=luton, edition="iod2015", boundaries="lsoa-2021")

    assert (bridge.refusal, len(bridge.footing.rebased), sum(bridge.counts.values())) == ("", 7, 125)


def test_wards_of_2024_are_as_known(luton):
    [newest, older] = list_ward_layers(town=luton, geography=get_geography(town=luton))

    found = {
        newest.layer.names[code]: (one.neighbourhoods, one.in_worst_tenth, one.in_worst_fifth)
        for code, one in newest.wards.items()
    }
    assert found == WARDS
    assert (older.edition.code, len(older.wards)) == ("iod2019", 19)
    assert not newest.layer.names.keys() & older.layer.names.keys()


@pytest.mark.parametrize(("kind", "vintage"), LAYERS)
def test_areas_add_up_to_the_town_as_published(luton, kind, vintage):
    geography = get_geography(town=luton)
    layer = geography.find_layer(kind, vintage)

    found = list_area_figures(town=luton, geography=geography, base=layer.base, homes=homes_of(layer))

    town = {
        row.indicator_id: row
        for row in Observation.objects.of_everybody().filter(place=luton.place, count__isnull=False)
    }
    told = {one.indicator.code for one in found}
    assert {"fuel-poverty", "overcrowding-census", "household-deprivation-census"} <= told
    for one in found:
        estimates = [figure.estimate for figure in one.figures.values() if figure.estimate]
        assert len(estimates) == len(layer.names)
        assert sum(part.count for part in estimates) == pytest.approx(one.whole.count)
        assert one.whole.count == pytest.approx(town[one.indicator.pk].count)
        assert one.whole.denominator == pytest.approx(town[one.indicator.pk].denominator)


def test_figures_of_2011_on_wards_of_2024_are_apportioned_where_a_ward_cuts_a_neighbourhood(luton):
    geography = get_geography(town=luton)
    layer = geography.find_layer("ward", "wd-2024")
    cut = {
        step.before
        for step in geography.steps
        for other in geography.steps
        if step.before == other.before and layer.home[step.after] != layer.home[other.after]
    }
    touched = {layer.home[step.after] for step in geography.steps if step.before in cut}

    found = {
        one.indicator.code: one
        for one in list_area_figures(town=luton, geography=geography, base=layer.base, homes=homes_of(layer))
    }

    marked = {code for code, one in found["fuel-poverty"].figures.items() if one.how == "apportioned"}
    assert marked == touched
    assert not any(one.how == "apportioned" for one in found["overcrowding-census"].figures.values())
