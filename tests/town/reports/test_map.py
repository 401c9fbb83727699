"""The map of a town: layers, figures and editions by its address, with the same as a list."""

import csv
import io

import pytest

from fairplace.town.indicators.models import Observation
from fairplace.town.places.models import BoundarySet
from fairplace.town.places.operations.boundary import load_boundaries
from fairplace.town.reports.map_values import Asked
from fairplace.town.reports.maps import make_map, make_steps
from fairplace.town.reports.queries.map import get_town_map
from fairplace.town.reports.tasks import ask_for_map, draw_maps, draw_town_map
from tests.factories import make_counts, make_geography, make_geojson, make_indicator, make_place, make_town

pytestmark = pytest.mark.django_db
OLD = ("a", "b", "c", "d", "e", "f")
NEW = ("a", "b", "c1", "c2", "d", "e", "f")
TERMS = {
    "publisher": "Office for National Statistics",
    "licence": "Open Government Licence v3.0",
    "attribution": "Source: ONS\nContains OS data © Crown copyright and database right 2024",
    "address": "",
    "retrieved_on": None,
}


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def places(town):
    return make_geography(town)


@pytest.fixture
def asked_for(monkeypatch):
    """Return the maps that the worker is asked to draw."""
    found = []
    monkeypatch.setattr(
        "fairplace.town.reports.views.neighbourhoods.ask_for_map", lambda **told: found.append(told["asked"])
    )
    return found


def draw_outlines(town, places, names=NEW, field="LSOA21CD"):
    content = make_geojson([places[name] for name in names], field)
    load_boundaries(by=None, town=town, content=content, told=TERMS)


def make_cold(places):
    cold = make_indicator("cold", polarity="low")
    make_counts(cold, [places[name] for name in OLD], [5, 10, 15, 20, 25, 30], [100] * 6)
    return cold


def test_with_outlines_a_map_takes_the_place_of_the_tiles(client, town, places, asked_for):
    assert client.get("/neighbourhoods/").context["tiles"]
    draw_outlines(town, places)

    response = client.get("/neighbourhoods/?edition=iod2025")

    html = response.content.decode()
    assert response.context["tiles"] == []
    assert response.context["drawing"].chart.title == "Deprivation, IoD 2025: neighbourhoods (LSOA 2021)"
    assert "Contains OS data © Crown copyright and database right 2024" in html
    assert f"/neighbourhoods/{places['a'].code}/" in html
    assert [one.edition for one in asked_for] == ["iod2025"]


def test_outlines_of_another_vintage_do_not_draw_an_edition(client, town, places):
    draw_outlines(town, places)

    response = client.get("/neighbourhoods/?edition=iod2019")

    assert response.context["drawing"] is None
    assert len(response.context["tiles"]) == 6


def test_tenths_are_shown_as_fifths_and_darker_is_more_deprived(town, places):
    draw_outlines(town, places)

    chart = make_map(get_town_map(town=town, asked=Asked(edition="iod2025")))

    assert [row[2] for row in chart.table.rows] == ["1", "2", "3", "4", "5", "6", "7"]
    assert [row[5][0] for row in chart.table.rows] == ["5", "5", "4", "4", "3", "3", "2"]


def test_a_figure_is_shown_on_its_own_boundaries(client, town, places):
    make_cold(places)

    context = client.get("/neighbourhoods/?indicator=cold").context

    assert (context["shown"].layer.kind, context["shown"].layer.vintage) == ("neighbourhood", "LSOA 2011")
    assert [(row[0][0][-3:], row[1], row[3]) for row in context["table"].rows] == [
        (f"00{n}", f"{value}.0%", f"{value} of 100")
        for n, value in ((1, 5), (2, 10), (3, 15), (6, 20), (7, 25), (8, 30))
    ]


def test_each_period_has_its_map_and_a_colour_means_the_same_in_all(client, town, places, asked_for):
    make_counts(make_cold(places), [places[name] for name in OLD], [50, 60, 70, 80, 90, 95], [100] * 6, 2019)
    draw_outlines(town, places)
    address = "/neighbourhoods/?indicator=cold&vintage=lsoa-2021"

    earlier, later = (client.get(f"{address}&period={year}").context for year in (2019, 2021))

    charts = [page["drawing"].chart for page in (earlier, later)]
    assert [chart.title.split(":")[0] for chart in charts] == ["cold, 2019", "cold, 2021"]
    assert {row[5][0] for row in charts[0].table.rows} <= {"3", "4", "5"}
    assert {row[5][0] for row in charts[1].table.rows} <= {"1", "2", "3"}
    assert all("The steps are the same in all periods held, 2019 to 2021." in one.notes for one in charts)
    assert client.get(f"{address}&period=1066").context["shown"].figures.period == "2021"
    assert (
        ",2019,50.0," in client.get(f"/neighbourhoods/figures.csv{address[16:]}&period=2019").content.decode()
    )


def test_what_is_said_of_one_neighbourhood_is_not_said_of_all(client, town, places):
    make_cold(places)
    Observation.objects.filter(place=places["b"]).update(flag="imputed")

    table = client.get("/neighbourhoods/?indicator=cold").context["table"]
    wards = client.get("/neighbourhoods/?indicator=cold&level=ward").context["table"]
    file = client.get("/neighbourhoods/figures.csv?indicator=cold").content.decode()

    assert ["filled in by the publisher" in row[4] for row in table.rows] == [False, True, *[False] * 4]
    assert all("filled in by the publisher" in row[4] for row in wards.rows)
    assert file.count(",imputed,") == 1


def test_a_neighbourhood_without_a_figure_of_its_own_says_that_none_was_published(client, town, places):
    make_counts(make_cold(places), [places[name] for name in OLD[1:]], [50] * 5, [100] * 5, year=2019)

    table = client.get("/neighbourhoods/?indicator=cold&period=2019").context["table"]

    assert table.rows[0][1:] == (
        None, "", "", "not known: no figure of it was published, or none can be carried to these boundaries"
    )  # fmt: skip


def test_the_steps_are_the_same_also_where_each_period_has_boundaries_of_its_own(town, places):
    make_counts(
        make_cold(places), [places[name] for name in NEW], [50, 60, 70, 80, 90, 95, 97], [100] * 7, 2022
    )
    for names, field in ((OLD, "LSOA11CD"), (NEW, "LSOA21CD")):
        draw_outlines(town, places, names, field)

    maps = [get_town_map(town=town, asked=Asked(indicator="cold", period=year)) for year in ("2021", "2022")]

    assert [one.layer.vintage for one in maps] == ["LSOA 2011", "LSOA 2021"]
    assert maps[0].values == maps[1].values
    assert len(maps[0].values) == len(OLD) + len(NEW)


def test_a_period_can_be_switched_and_stays_where_the_areas_are_switched(client, town, places):
    make_counts(make_cold(places), [places["a"]], [50], [100], year=2019)

    context = client.get("/neighbourhoods/?level=ward&indicator=cold&period=2019").context

    [_what, periods, areas] = context["switches"]
    assert [(one.words, one.is_current) for one in periods.choices] == [("2019", True), ("2021", False)]
    assert periods.choices[1].query == "?level=ward&vintage=wd-2021&indicator=cold&period=2021"
    assert "?level=ward&vintage=wd-2024&indicator=cold&period=2019" in [one.query for one in areas.choices]


def test_what_was_shared_out_is_marked_on_the_map_and_in_the_list(client, town, places, asked_for):
    make_cold(places)
    draw_outlines(town, places)

    response = client.get("/neighbourhoods/?indicator=cold&vintage=lsoa-2021")

    chart, table = response.context["drawing"].chart, response.context["table"]
    marked = [row[0][0] for row in chart.table.rows if "shared out, not counted here" in row[6]]
    assert marked == [f"{town.name} 004", f"{town.name} 005"]
    assert [row[0][0] for row in table.rows if "apportioned" in row[4]] == marked
    assert "These figures were counted on LSOA 2011 and are shown on LSOA 2021" in response.content.decode()


def test_wards_say_best_fit_and_lead_to_their_pages(client, town, places):
    make_cold(places)

    response = client.get("/neighbourhoods/?level=ward&indicator=cold")

    html = response.content.decode()
    assert response.context["shown"].layer.vintage == "WD 2021"
    assert [row[0] for row in response.context["table"].rows] == [
        ("North", "/wards/E05000001/"),
        ("South", "/wards/E05000002/"),
    ]
    assert "Best fit: each neighbourhood (LSOA 2011)" in html
    assert "No boundaries are loaded for these areas" in html


def test_deprivation_of_wards_is_weighted_by_people(client, town, places):
    response = client.get("/neighbourhoods/?level=ward&edition=iod2025")

    # North: a (1,000 people, score 100), b (1,000, 99), c1 (600, 98); the first two are in tenths 1 and 2.
    [north, _south] = response.context["table"].rows
    assert north[1:] == ("2,600", 3, 1, 2, "77%", "99.2")


def test_shares_of_wards_are_drawn_in_steps(town, places):
    wards = [
        make_place(code, name, "region") for code, name in (("E05000011", "North"), ("E05000012", "South"))
    ]
    content = make_geojson(wards, "WD24CD")
    load_boundaries(by=None, town=town, content=content, told=TERMS)

    chart = make_map(get_town_map(town=town, asked=Asked(level="ward", edition="iod2025")))

    assert [(row[0][0], row[2], row[5]) for row in chart.table.rows] == [
        ("North", "77%", "5: over 75%"),
        ("South", "0%", "1: nobody"),
    ]


def test_an_edition_is_not_shown_on_areas_of_another_census(client, town, places):
    response = client.get("/neighbourhoods/?level=ward&vintage=wd-2021&edition=iod2025")

    html = response.content.decode()
    assert "A rank stands on its own boundaries." in html
    assert (
        client.get("/neighbourhoods/figures.csv?level=ward&vintage=wd-2021&edition=iod2025").status_code
        == 404
    )


def test_areas_without_an_edition_named_choose_one_that_stands_on_them(client, town, places):
    shown = client.get("/neighbourhoods/?level=ward&vintage=wd-2021").context["shown"]

    assert (shown.edition.code, shown.refusal) == ("iod2019", "")


def test_what_cannot_be_carried_is_refused_with_the_reason(client, town):
    places = make_geography(town, changed="X")
    make_counts(make_indicator("cold"), [places[n] for n in ("c",)], [5], [100])

    html = client.get("/neighbourhoods/?indicator=cold&level=ward&vintage=wd-2024").content.decode()

    assert "nothing is carried over" in html


def test_unknown_words_in_the_address_are_left_aside(client, town, places):
    response = client.get("/neighbourhoods/?level=planet&vintage=x&indicator=y&edition=z")

    assert (response.status_code, response.context["shown"].layer.kind) == (200, "neighbourhood")


def test_a_layer_that_a_town_does_not_have_shows_none(client, town, places):
    make_cold(places)

    assert client.get("/neighbourhoods/?level=msoa").status_code == 200
    assert client.get("/neighbourhoods/?level=msoa&indicator=cold").status_code == 200


def test_the_switches_keep_what_is_shown(client, town, places):
    make_cold(places)

    switches = client.get("/neighbourhoods/?level=ward&indicator=cold").context["switches"]

    [what, areas] = switches
    assert [(one.words, one.query, one.is_current) for one in what.choices] == [
        ("Deprivation", "?level=ward", False),
        ("cold", "?level=ward&indicator=cold", True),
    ]
    assert "?level=ward&vintage=wd-2024&indicator=cold" in [one.query for one in areas.choices]


def test_the_whole_town_is_one_area(client, town, places):
    make_cold(places)

    table = client.get("/neighbourhoods/?level=authority&indicator=cold").context["table"]

    assert [row[:2] + row[3:4] for row in table.rows] == [("Testham", "17.5%", "105 of 600")]


def test_figures_leave_with_how_they_came_to_be(client, town, places):
    make_cold(places)

    text = client.get("/neighbourhoods/figures.csv?level=ward&vintage=wd-2024&indicator=cold").content.decode(
        "utf-8-sig"
    )

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["area"], row["vintage"], row["how"], row["licence"]) for row in rows] == [
        ("E05000011", "WD 2024", "apportioned", "OGL v3.0"),
        ("E05000012", "WD 2024", "apportioned", "OGL v3.0"),
    ]
    assert all(float(row["lower_95"]) < float(row["value"]) < float(row["upper_95"]) for row in rows)


@pytest.mark.parametrize(
    ("query", "how", "rows"),
    [
        ("", "published", 6),
        ("?level=ward&edition=iod2019", "best-fit", 2),
        ("?level=authority", "added-up", 1),
    ],
)
def test_deprivation_leaves_with_how_it_came_to_be(client, town, places, query, how, rows):
    town.default_deprivation = "iod2019"
    town.save()

    text = client.get(f"/neighbourhoods/figures.csv{query}").content.decode("utf-8-sig")

    found = list(csv.DictReader(io.StringIO(text)))
    assert {row["how"] for row in found} == {how}
    assert len(found) == rows


def test_a_town_without_anything_gives_an_empty_file(client, town):
    text = client.get("/neighbourhoods/figures.csv").content.decode("utf-8-sig")

    assert len(text.splitlines()) == 1


def test_steps_hold_as_many_areas_each_and_their_words_are_true_of_them():
    values = [1.04, 2, 3, 4, 5, 6, 7, 8, 9, 10]

    steps = make_steps(values, unit="%", decimals=1)

    assert [steps.of(value) for value in values] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert steps.words == (
        "under 2.8%",
        "2.8% to under 4.6%",
        "4.6% to under 6.4%",
        "6.4% to under 8.2%",
        "8.2% and more",
    )


def test_one_value_is_one_step():
    assert make_steps([5, 5], unit="%", decimals=1).words == ("all areas",)


def test_the_worker_draws_a_map_that_was_asked_for_once(town, monkeypatch):
    queued = []
    monkeypatch.setattr(
        "fairplace.town.reports.tasks.draw_town_map",
        type("Task", (), {"enqueue": staticmethod(lambda *told: queued.append(told))}),
    )

    for _again in range(2):
        ask_for_map(town=town, asked=Asked(level="ward"), key="of-this-test")

    assert queued == [
        ("testham", {"level": "ward", "vintage": "", "indicator": "", "edition": "", "period": ""}),
    ]


def test_drawn_maps_are_shown(client, town, places, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    draw_outlines(town, places)

    draw_town_map.func("testham", {"edition": "iod2025"})
    draw_town_map.func("nowhere", {})

    html = client.get("/neighbourhoods/?edition=iod2025").content.decode()
    assert "still being drawn" not in html
    assert html.count("<svg") >= 2


def test_loading_a_pack_draws_the_maps_that_pages_lead_to(town, places, monkeypatch):
    make_cold(places)
    draw_outlines(town, places)
    drawn = []
    monkeypatch.setattr("fairplace.town.reports.tasks.draw", lambda chart: drawn.append(chart.title))

    assert list(draw_maps(town=town)) == drawn == ["Deprivation, IoD 2025: neighbourhoods (LSOA 2021)"]
    BoundarySet.objects.all().delete()
    assert list(draw_maps(town=town)) == []
