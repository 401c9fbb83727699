"""Pages that explore measures: each state is an address, each limit goes everywhere the value goes."""

import csv
import io
import json
import zipfile
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairplace.town.indicators.models import Indicator
from fairplace.town.places.models import Comparator, NeighbourhoodRank, Place
from fairplace.town.ui.charts import asking
from fairplace.town.ui.charts.drawing import draw
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.tables import Table
from tests.factories import (
    make_counts,
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_observations,
    make_place,
    make_subgroup,
    make_town,
)

pytestmark = pytest.mark.django_db

LIMITED = [(10 + n, 9.25 + n, 11.75 + n) for n in range(6)]


@pytest.fixture
def town():
    """Return a town with England and four places like it, a measure with limits, groups and fifths."""
    town = make_town()
    indicator = make_indicator(polarity="low")
    make_observations(indicator, town.place, LIMITED)
    for n, (code, role) in enumerate(
        (("E92000001", "country"), ("E07000001", "similar"), ("E07000002", "similar"), ("E07000003", "similar"),
         ("E07000004", "similar")), start=1
    ):  # fmt: skip
        place = make_place(code, f"Place {n}")
        Comparator.objects.create(town=town, place=place, role=role, why="Alike.", position=n)
        make_observations(indicator, place, [(v + n, low + n, high + n) for v, low, high in LIMITED])
    for position, name in enumerate(("women", "men"), start=1):
        group = make_subgroup(name, position=position)
        make_observations(
            indicator, town.place, [(v + position, 8.25, 19.75) for v, _l, _h in LIMITED], subgroup=group
        )
    edition, places = find_parts(town)
    inside = make_indicator("inside", polarity="low")
    make_counts(inside, places, [40, 30, 28, 22, 20, 18, 16, 14, 12, 8][: len(places)], [100] * len(places))
    make_measure(town, "worry", indicator, gap_indicator=inside, gap_edition=edition)
    return town


def find_parts(town):
    make_neighbourhoods(town, 10)
    ranks = NeighbourhoodRank.objects.filter(place__parent=town.place).select_related("edition", "place")
    return ranks[0].edition, [one.place for one in ranks]


PAGES = [
    "/measures/worry/explore/",
    "/measures/worry/explore/?view=table&ranges=hide",
    "/measures/worry/explore/?panels=free&ranges=hide",
    "/measures/worry/explore/?relative=yes",
    "/measures/worry/explore/?from=2016&to=2016",
    "/measures/worry/explore/?group=sex-women",
    "/measures/worry/places/",
    "/measures/worry/places/?chart=box",
    "/measures/worry/places/?level=neighbourhood",
    "/measures/worry/places/?level=neighbourhood&chart=rank",
    "/measures/worry/lenses/",
    "/measures/worry/lenses/?lens=gap",
    "/measures/worry/lenses/?lens=potential",
    "/measures/worry/inequality/",
    "/measures/worry/inequality/?groups=england",
    "/measures/worry/inequality/?groups=sex",
    "/measures/compare/",
    "/measures/profile/",
    "/measures/equiplot/",
    "/measures/equiplot/?rows=years&ranges=hide",
    "/measures/equiplot/?rows=places&sort=gap",
    "/measures/inequality-duty/",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_table_and_file_of_a_measure_with_limits_has_them(client, town, address):
    """B1: a view that drops limits is found here."""
    page = client.get(address)
    table = list(csv.reader(io.StringIO(get_file(client, address, "csv").content.decode("utf-8-sig"))))

    heads, rows = table[0], table[1:]
    lows = [n for n, head in enumerate(heads) if head.startswith("Likely at least")]
    highs = [n for n, head in enumerate(heads) if head.startswith("Likely at most")]
    assert page.status_code == 200
    assert rows
    assert len(lows) == len(highs) == 1
    # What is not held has a row that says so, and nothing to have limits.
    known = [row for row in rows if " are held for " not in " ".join(row)]
    assert known
    assert all(row[lows[0]] and row[highs[0]] for row in known), address


def get_file(client, address, kind):
    return client.get(f"{address}{'&' if '?' in address else '?'}file={kind}")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_gives_its_workbook_with_notes_and_its_description(client, town, address):
    book = zipfile.ZipFile(io.BytesIO(get_file(client, address, "xlsx").content))
    notes = book.read("xl/sharedStrings.xml").decode()
    about = json.loads(get_file(client, address, "json").content)

    assert "Licence: OGL v3.0" in notes
    assert "Small numbers" in notes
    assert about["sources"][0]["licence"] == "OGL v3.0"


def test_the_status_line_says_how_many_places_and_years(client, town):
    page = client.get("/measures/worry/explore/?place=E92000001&from=2015&to=2017")

    assert '<p role="status" class="lead">1 place, 2015 to 2017; Everybody.</p>' in page.content.decode()


def test_nonsense_in_the_address_is_said_and_never_an_error(client, town):
    for address in ("explore", "places", "lenses"):
        page = client.get(
            f"/measures/worry/{address}/?view=x&place=y&level=z&lens=q&chart=r&from=%3Cb%3E&log=maybe"
        )
        assert page.status_code == 200
        assert "so it was left out" in page.content.decode()
    for address in ("compare", "profile", "scatter", "equiplot"):
        page = client.get(f"/measures/{address}/?objective=x&x=y&y=%3Cb%3E&across=z&rows=r")
        assert page.status_code == 200


def test_a_search_narrows_the_list_and_keeps_what_is_chosen(client, town):
    places = client.get("/measures/worry/explore/?search=place+3&place=E92000001").context["places"]

    assert [name for _code, name, _is_taken in places] == ["Place 1", "Place 3"]


def test_a_map_without_outlines_is_a_list_and_says_what_it_shows(client, town):
    page = client.get("/measures/worry/explore/?view=map")

    assert page.context["drawing"] is None
    assert page.status_code == 200


def test_a_picture_nobody_saw_is_asked_for_once_and_then_found(client, town, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    asked = []
    monkeypatch.setattr(asking, "draw_picture", SimpleNamespace(enqueue=asked.append))

    first = client.get("/measures/worry/explore/").content.decode()
    client.get("/measures/worry/explore/")
    draw(Chart(table=Table("", (), ()), **asked[0]))
    later = client.get("/measures/worry/explore/").content.decode()

    assert len(asked) == 1
    assert "The picture is being drawn; reload" in first
    assert "<table" in first
    assert "The picture is being drawn; reload" not in later
    assert "<svg" in later


def test_no_more_pictures_are_drawn_an_hour_than_the_disk_bears(
    client, town, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    asked = []
    monkeypatch.setattr(asking, "draw_picture", SimpleNamespace(enqueue=asked.append))
    monkeypatch.setattr(asking, "MOST_AN_HOUR", 1)

    for year in (2015, 2016, 2017):
        client.get(f"/measures/worry/explore/?from={year}")

    assert len(asked) == 1
    # Nobody is told that a picture is coming when it is not.
    page = client.get("/measures/worry/explore/?from=2017").content.decode()
    assert "As many new pictures have been drawn as can be in one hour" in page
    assert "The picture is being drawn" not in page


def test_the_embedded_chart_may_be_framed_and_leads_back_to_the_same_state(client, town):
    page = client.get("/measures/worry/embed/?place=E92000001&from=2015")

    assert "X-Frame-Options" not in page.headers
    assert "/measures/worry/explore/?place=E92000001&amp;from=2015" in page.content.decode()


def test_places_have_no_rank_without_its_range(client, town):
    table = client.get("/measures/worry/places/?chart=rank").context["table"]

    ranks = [row[-1] for row in table.rows if row[-1]]
    assert table.columns[-1] == "Rank, with its likely range"
    assert len(ranks) == 5
    assert all("likely" in rank for rank in ranks)


def test_small_areas_begin_as_a_funnel(client, town):
    kinds = client.get("/measures/worry/places/?level=neighbourhood").context["kinds"]

    assert [code for code, _words, is_taken in kinds if is_taken] == ["funnel"]


def test_potential_counts_people_and_promises_nothing(client, town):
    shown = client.get("/measures/worry/lenses/?lens=potential").context["shown"]

    # 208 of 1,000 are counted; were every fifth as the best (20 of 200), 100 of 1,000 would be.
    assert shown.chart.finding.startswith("Potential: about 108 fewer counted")
    assert "would" not in shown.chart.finding


def test_a_gap_is_told_absolutely_and_relatively(client, town):
    table = client.get("/measures/worry/lenses/?lens=gap").context["table"]

    assert [row[0] for row in table.rows][:2] == ["Difference", "Ratio"]
    # What is drawn is in the table too.
    assert len(table.rows) == 2 + 5


def test_cells_without_limits_cannot_tell(client):
    town = make_town()
    indicator = make_indicator()
    make_observations(indicator, town.place, [10])
    england = make_place("E92000001", "England")
    Comparator.objects.create(town=town, place=england, role="country", why="It.", position=1)
    make_observations(indicator, england, [20])
    make_measure(town, indicator=indicator)

    heat = client.get("/measures/compare/").context["heat"]

    cells = dict(heat.rows)
    assert cells[town.place.name][0].text == "10.0%, cannot tell"
    assert cells[town.place.name][0].interval == "no likely range published"


def test_without_a_figure_of_the_country_nothing_is_compared(client):
    town, indicator = make_town(), make_indicator()
    make_observations(indicator, town.place, [(10, 9, 11)])
    make_measure(town, indicator=indicator)

    heat = client.get("/measures/compare/").context["heat"]
    profile = client.get("/measures/profile/").context["table"]

    assert dict(heat.rows)[town.place.name][0].text == "10.0%, not compared"
    assert "not compared" in profile.rows[0]


def test_what_is_not_held_of_a_split_has_a_row_that_says_what_is_needed(client, town):
    rows = client.get("/measures/inequality-duty/").context["shown"].chart.table.rows

    missing = [row for row in rows if row[4] == ""]
    assert [row[1] for row in missing] == ["Ethnicity", "Age"]
    assert "No figures by ethnicity are held for Testham." in missing[0][10]
    assert [row[2] for row in rows if row[1] == "Sex"] == ["women", "men"]


def test_the_page_of_splits_shows_what_is_held_in_words_and_folds_what_is_missing(client, town):
    context = client.get("/measures/inequality-duty/").context

    assert [row[1] for row in context["table"].rows if row[1] in ("Ethnicity", "Age")] == []
    women = next(row for row in context["table"].rows if row[2] == "Women")
    assert women[4].endswith("%")
    assert len(women[4]) <= len("100.0%")
    assert dict(zip(context["coverage"].columns, context["coverage"].rows[0], strict=True)) == {
        "Measure": "Worry", "Deprivation": "Held", "Ethnicity": "Missing", "Age": "Missing", "Sex": "Held",
    }  # fmt: skip


def test_two_measures_name_their_fit_its_number_and_no_cause(client, town):
    other = make_indicator("other")
    for n, place in enumerate([town.place, *(one.place for one in Comparator.objects.filter(town=town))]):
        make_observations(other, place, [20 + n * n])
    make_measure(town, "other", other)

    page = client.get("/measures/scatter/?x=worry&y=other")

    notes = " ".join(page.context["shown"].chart.notes)
    assert "number of places: 5" in notes
    assert "R² = " in notes
    assert "does not say that one causes the other" in notes


def test_neighbourhoods_are_set_against_deprivation(client, town):
    page = client.get("/measures/scatter/?across=neighbourhoods&x=deprivation&y=worry")

    assert len(page.context["table"].rows) == 10


def test_who_lives_here_has_ages_and_says_why_there_is_no_pyramid(client):
    town = make_town()
    ages = make_indicator("residents-by-age", polarity="none", unit="people")
    for position, age in enumerate(("00-to-04", "05-to-09"), start=1):
        group = make_subgroup(age, "age", position)
        make_observations(ages, town.place, [100 * position], subgroup=group)

    page = client.get("/population/")

    assert "300 people in Testham, 2014." in page.content.decode()
    assert "A pyramid of women and men by age is not drawn" in page.content.decode()


def test_who_lives_here_is_a_pyramid_where_ages_and_sexes_are_held(client):
    town = make_town()
    both = make_indicator("residents-by-age-and-sex", polarity="none", unit="people")
    for position, name in enumerate(("men 00 to 04", "women 00 to 04"), start=1):
        group = make_subgroup(name, "age and sex", position)
        make_observations(both, town.place, [100 * position], subgroup=group)

    page = client.get("/population/")

    assert page.context["has_pyramid"]
    assert page.context["table"].rows[0][0] == "0 to 4"


def test_what_only_the_country_has_is_no_table_of_the_town(client):
    town = make_town()
    country = make_place("E92000001", "England")
    Comparator.objects.create(town=town, place=country, role="country", why="It.", position=1)
    sexes = make_indicator("residents-by-sex", polarity="none", unit="people")
    make_observations(sexes, country, [100], subgroup=make_subgroup("men"))

    page = client.get("/population/")

    assert page.context["sexes"] is None
    assert "Women and men" not in page.content.decode()


@pytest.mark.parametrize(
    "address", ["/measures/profile/", "/measures/scatter/", "/measures/inequality-duty/"]
)
def test_questions_do_not_grow_with_the_measures(client, town, monkeypatch, address):
    # To ask for a picture that nobody has seen is one question more, whatever is in it.
    monkeypatch.setattr(asking, "MOST_AN_HOUR", 0)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for n in range(3):
        indicator = make_indicator(f"more-{n}")
        for place in (town.place, *(one.place for one in Comparator.objects.filter(town=town))):
            make_observations(indicator, place, [(10, 9, 11)])
        inside = make_indicator(f"inside-{n}")
        make_measure(town, f"more-{n}", indicator, gap_indicator=inside, gap_edition=town_edition())

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


def town_edition():
    return NeighbourhoodRank.objects.select_related("edition")[0].edition


def test_a_view_asks_only_for_what_it_shows_and_hands_the_rest_on(client, town):
    page = client.get("/measures/worry/explore/?view=map&from=2015&log=yes").content.decode()
    chart = client.get("/measures/worry/explore/").content.decode()

    assert '<input type="hidden" name="from" value="2015">' in page
    assert '<input type="hidden" name="log" value="yes">' in page
    assert 'id="from"' not in page
    assert ('id="from"' in chart, 'id="level"' in chart) == (True, False)


def test_a_difference_is_offered_only_where_there_is_something_to_take_it_from(client):
    lone = make_town()
    indicator = make_indicator()
    make_observations(indicator, lone.place, LIMITED)
    make_measure(lone, "alone", indicator)

    assert 'id="relative"' not in client.get("/measures/alone/explore/").content.decode()


def test_the_map_goes_to_any_period_that_was_counted_inside_the_town(client, town):
    assert 'id="when"' not in client.get("/measures/worry/explore/?view=map").content.decode()
    inside = Indicator.objects.get(code="inside")
    places = Place.objects.filter(parent=town.place).order_by("code")
    make_counts(inside, places, [50] * len(places), [100] * len(places), year=2019)

    latest = client.get("/measures/worry/explore/?view=map")
    earlier = client.get("/measures/worry/explore/?view=map&when=2019")
    chart = client.get("/measures/worry/explore/?when=2019").content.decode()

    assert 'id="when"' in latest.content.decode()
    assert latest.context["shown"].status.endswith("2021.")
    assert earlier.context["shown"].status.endswith("2019.")
    assert earlier.context["address"] == "?view=map&when=2019"
    assert '<input type="hidden" name="when" value="2019">' in chart


def test_a_map_without_outlines_says_why_there_is_none(client, town):
    page = client.get("/measures/worry/explore/?view=map").content.decode()

    assert "No boundaries are loaded for these areas" in page


def test_the_page_says_which_address_shows_the_same_and_whether_a_picture_is_awaited(
    client, town, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()

    page = client.get("/measures/worry/explore/?log=no&from=2016&to=&search=x").content.decode()

    assert 'data-address="?from=2016"' in page
    assert '<div data-part="shown" data-awaited>' in page


@pytest.mark.parametrize("lens", ["patterns", "gap", "potential"])
def test_each_lens_has_help_and_data_with_the_fifths_that_are_drawn(client, town, lens):
    page = client.get(f"/measures/worry/lenses/?lens={lens}")

    html, rows = page.content.decode(), page.context["table"].rows
    assert html.index("Help: how to read this") < html.index("Data: what is counted")
    assert "Download the figures (CSV)" in html
    assert "Most deprived fifth" in [row[0] for row in rows]
    assert "Least deprived fifth" in [row[0] for row in rows]


def test_a_reason_why_nothing_is_shown_is_said_once_with_a_way_on(client, town):
    make_measure(town, "wellbeing", make_indicator("wellbeing"))

    html = client.get("/measures/wellbeing/lenses/").content.decode()

    assert html.count("No counts of this measure are published for neighbourhoods.") == 1
    assert 'aria-label="Lens"' not in html
    assert 'href="/measures/equiplot/"' in html
    assert 'aria-label="Lens"' in client.get("/measures/worry/lenses/").content.decode()


def test_a_spread_of_as_many_places_each_year_says_so_once(client, town):
    shown = client.get("/measures/worry/places/?chart=box").context["shown"]

    assert shown.chart.finding == "Each box is made of 5 places; of fewer than five none is drawn."
