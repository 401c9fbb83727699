"""A page for each ward, for its members; wards of two vintages are never mixed up."""

import pytest

from fairplace.town.places.queries.geography import get_geography
from fairplace.town.reports.queries.area import get_area_page
from tests.factories import (
    make_counts,
    make_geography,
    make_indicator,
    make_observations,
    make_person,
    make_place,
    make_town,
)

pytestmark = pytest.mark.django_db
OLD = ("a", "b", "c", "d", "e", "f")


@pytest.fixture
def england():
    return make_place("E92000001", "England", "country")


@pytest.fixture
def town(england):
    return make_town(compared=[england])


@pytest.fixture
def places(town):
    return make_geography(town)


def test_wards_of_each_vintage_stand_apart_newest_first(client, town, places):
    response = client.get("/wards/")

    layers = response.context["layers"]
    assert [(one["layer"].vintage, one["edition"].code) for one in layers] == [
        ("WD 2024", "iod2025"),
        ("WD 2021", "iod2019"),
    ]
    assert [[row[0][1] for row in one["table"].rows] for one in layers] == [
        ["/wards/E05000011/", "/wards/E05000012/"],
        ["/wards/E05000001/", "/wards/E05000002/"],
    ]
    assert layers[0]["table"].rows[0][1:] == ("2,600", "1 of 3", "2 of 3")
    assert layers[0]["table"].caption.startswith("Wards (WD 2024): how many")
    page = response.content.decode()
    assert "Two sets of wards" in page
    assert "2 wards, as of 2024" in page
    assert "The 2 wards as they were in 2021" in page


def test_wards_without_an_edition_are_listed_with_what_is_known(client, town, places):
    for one in places.values():
        one.neighbourhood_ranks.filter(edition__code="iod2025").delete()

    table = client.get("/wards/").context["layers"][0]["table"]

    assert table.rows[0][1:] == (None, None, None)


def test_a_town_without_wards_says_so(client, town):
    assert "No wards are known" in client.get("/wards/").content.decode()


def test_a_ward_has_its_people_deprivation_figures_and_neighbourhoods(client, town, england, places):
    cold = make_indicator("cold", polarity="low")
    make_counts(cold, [places[name] for name in OLD], [50, 50, 50, 5, 5, 5], [100] * 6)
    make_observations(cold, england, [50], first=2021)
    make_person("Pia", town, "programme-team")

    response = client.get("/wards/E05000001/")

    html = response.content.decode()
    [line] = response.context["lines"]
    assert response.context["page"].people == 3000
    assert response.context["deprivation"].rows == (
        ("IoD 2019", "3,000", "1 of 3", "2 of 3, 67% of people", "99.0"),
    )
    assert (line.here.value, line.beside_town, line.country.value, line.beside_country) == (
        50,
        "It is higher here.",
        50,
        "We cannot tell the two apart.",
    )
    assert line.note == ("best fit: added up from the neighbourhoods that lie mostly in it; fairly precise")
    assert [row[0][0] for row in response.context["parts"].rows] == [f"{town.name} 00{n}" for n in (1, 2, 3)]
    assert "likely between" in html
    assert 'data-label="England"' in html
    assert f"beside {town.place.name} and England</caption>" in html
    assert "Ward, as of 2021" in html
    assert 'href="/wards/E05000011/">that of 2024' in html
    assert "pia@example.org" in html


def test_nothing_is_said_beside_a_country_of_another_year(town, england, places):
    cold = make_indicator("cold")
    make_counts(cold, [places[name] for name in OLD], [50] * 6, [100] * 6)
    make_observations(cold, england, [1], first=2019)
    geography = get_geography(town=town)
    parts = {places[name].code: 1.0 for name in "abc"}

    page = get_area_page(town=town, geography=geography, base="LSOA 2011", name="North", parts=parts)

    assert (page.figures[0].beside_town, page.figures[0].beside_country) == ("cannot tell", "")


def test_a_ward_for_which_nothing_can_be_known_says_why(client, town):
    places = make_geography(town, changed="X")
    make_counts(make_indicator("cold"), [places[name] for name in OLD], [50] * 6, [100] * 6)

    html = client.get("/wards/E05000011/").content.decode()

    assert "Not known: no figure of it was published, or none can be carried to these boundaries." in html


def test_a_ward_without_ranks_and_figures_says_so(client, town, places):
    for one in places.values():
        one.neighbourhood_ranks.all().delete()

    response = client.get("/wards/E05000001/")

    html = response.content.decode()
    assert response.context["page"].people is None
    assert "No edition of the Indices of Deprivation stands on these boundaries." in html
    assert "No figures are counted in small areas" in html


@pytest.mark.parametrize("code", ["E05999999", "E06000001"])
def test_what_is_no_ward_of_the_town_is_not_found(client, town, places, code):
    assert client.get(f"/wards/{code}/").status_code == 404


def test_a_neighbourhood_has_each_figure_with_its_range_and_a_way_to_its_ward(client, town, places):
    cold = make_indicator("cold", polarity="low")
    cold.form = "proportion"
    cold.per = 100
    cold.save()
    make_counts(cold, [places["a"]], [50], [100])
    index = make_indicator("index", polarity="low", unit="points")
    make_observations(index, places["a"], [7], first=2021)

    response = client.get(f"/neighbourhoods/{places['a'].code}/")

    figures = {fact.indicator.code: figure for fact, figure in response.context["facts"]}
    # Wilson's limits of 50 in 100.
    assert (figures["cold"].lower, figures["cold"].upper) == pytest.approx((40.38, 59.62), abs=0.01)
    assert not figures["index"].has_interval
    html = response.content.decode()
    assert "Ward, as of 2024" in html
    assert 'href="/wards/E05000011/"' in html


def test_a_count_above_its_denominator_has_no_range_of_chance(client, places):
    cold = make_indicator("cold", polarity="low")
    make_counts(cold, [places["a"]], [120], [100])

    [(_fact, figure)] = client.get(f"/neighbourhoods/{places['a'].code}/").context["facts"]

    assert (figure.value, figure.has_interval) == (120, False)
