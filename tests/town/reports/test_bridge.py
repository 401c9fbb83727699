"""One edition of deprivation on one set of boundaries, or the reason why not; no line through editions, ever."""

import pytest

from fairplace.town.reports.queries.bridge import get_bridge
from tests.factories import make_counts, make_geography, make_indicator, make_neighbourhoods, make_town

pytestmark = pytest.mark.django_db
OLD = ("a", "b", "c", "d", "e", "f")


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def places(town):
    return make_geography(town)


def test_an_edition_on_its_own_boundaries_is_as_published(town, places):
    bridge = get_bridge(town=town, edition="iod2019", boundaries="lsoa-2011")

    assert (bridge.base, bridge.boundaries, bridge.refusal) == ("LSOA 2011", "LSOA 2011", "")
    assert bridge.footing.tenths == {places[name].code: n for n, name in enumerate(OLD, start=1)}
    assert (bridge.footing.rebased, bridge.footing.agreeing) == (frozenset(), 100)


def test_what_was_split_keeps_the_tenth_of_the_whole_and_is_marked(client, town, places):
    bridge = get_bridge(town=town, edition="iod2019", boundaries="lsoa-2021")

    assert [bridge.footing.tenths[places[name].code] for name in ("b", "c1", "c2", "d")] == [2, 3, 3, 4]
    assert bridge.footing.rebased == {places["c1"].code, places["c2"].code}
    assert bridge.counts == {1: 1, 2: 1, 3: 2, 4: 1, 5: 1, 6: 1}
    html = client.get("/deprivation/bridge/?edition=iod2019&boundaries=lsoa-2021").content.decode()
    assert "2 neighbourhoods were drawn anew after LSOA 2011" in html
    assert html.count("re-based: the tenth in which most of its people lay") == 2
    assert "2 of 7 neighbourhoods are among the most deprived fifth" in html


def test_backwards_parts_of_different_tenths_are_refused_where_too_few_agree(client, town, places):
    """c1 with 600 of 1,000 lies in tenth 3 and c2 in 4: 400 of 6,000 people would change their tenth."""
    response = client.get("/deprivation/bridge/?edition=iod2025&boundaries=lsoa-2011")

    assert response.context["bridge"].footing is None
    assert "95% are needed" in response.context["bridge"].refusal
    assert "Not on these boundaries" in response.content.decode()


def test_backwards_parts_of_one_tenth_are_put_together(town, places):
    places["c2"].neighbourhood_ranks.update(decile=3, score=98)

    bridge = get_bridge(town=town, edition="iod2025", boundaries="lsoa-2011")

    assert (bridge.refusal, bridge.footing.tenths[places["c"].code]) == ("", 3)


def test_a_neighbourhood_without_a_majority_has_no_tenth(client, town, places):
    places["c1"].neighbourhood_ranks.update(population=40)
    places["c2"].neighbourhood_ranks.update(population=40)

    response = client.get("/deprivation/bridge/?edition=iod2025&boundaries=lsoa-2011")

    assert response.context["bridge"].footing.tenths[places["c"].code] is None
    assert "not known: no tenth holds most of its people" in response.content.decode()


def test_redrawn_neighbourhoods_are_refused(town):
    make_geography(town, changed="X")

    bridge = get_bridge(town=town, edition="iod2019", boundaries="lsoa-2021")

    assert "nobody knows how many people live in which part" in bridge.refusal


def test_without_a_lookup_an_edition_stays_where_it_is(town, places):
    places["c"].successors.all().delete()

    bridge = get_bridge(town=town, edition="iod2019", boundaries="lsoa-2021")

    assert "the edition stays on its own boundaries" in bridge.refusal


def test_figures_of_another_year_are_put_into_the_fifths_of_this_footing(client, town, places):
    make_counts(make_indicator("cold"), [places[n] for n in OLD], [60, 50, 40, 30, 20, 10], [100] * 6)

    response = client.get("/deprivation/bridge/?edition=iod2019&boundaries=lsoa-2021")

    [found] = response.context["figures"]
    assert [row[1] for row in found["table"].rows] == ["55.0%", "40.0%", "30.0%", "20.0%", "10.0%"]
    assert all("likely between" in row[2] for row in found["table"].rows)


def test_editions_share_no_line_and_it_is_said(client, town, places):
    html = client.get("/deprivation/bridge/").content.decode()

    assert "IoD 2019, IoD 2025 each rank England’s neighbourhoods of their own time" in html
    assert 'href="/deprivation/bridge/"' in client.get("/deprivation/").content.decode()


def test_one_edition_alone_needs_no_warning(town):
    make_neighbourhoods(town)

    bridge = get_bridge(town=town)

    assert (bridge.no_line, bridge.figures, len(bridge.footing.tenths)) == ("", [], 10)


def test_few_neighbourhoods_make_no_fifths(town):
    make_neighbourhoods(town, number=3)

    assert get_bridge(town=town).figures == []


def test_a_town_without_editions_says_so(client, town):
    assert "No edition is loaded" in client.get("/deprivation/bridge/").content.decode()


def test_the_towns_preferred_edition_comes_first(town, places):
    town.default_deprivation = "iod2019"

    assert get_bridge(town=town).edition.code == "iod2019"
