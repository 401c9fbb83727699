import pytest

from fairplace.town.places.queries import list_headline_ranks
from fairplace.town.places.views.deprivation import AUTHORITIES_A_PAGE
from tests.factories import make_neighbourhoods, make_place, make_rank, make_town

pytestmark = pytest.mark.django_db

COLUMNS = [
    {"code": "average-score", "name": "Rank of average score", "plain": "The average over people."},
    {"code": "extent", "name": "Rank of extent", "plain": "How widely spread."},
]


def make_edition(town, code, year):
    edition = make_neighbourhoods(town, number=0, edition=code)
    edition.short, edition.published_on, edition.columns = f"IoD {year}", f"{year}-10-01", COLUMNS
    edition.save()
    return edition


@pytest.fixture
def town():
    town, slough = make_town(), make_place("E06000039", "Slough")
    old, new = make_edition(town, "iod2019", 2019), make_edition(town, "iod2025", 2025)
    make_rank(old, town.place, 70, value=25.9, dataset="File 10")
    make_rank(old, town.place, 63, "extent")
    make_rank(old, slough, 77)
    make_rank(new, town.place, 45)
    make_rank(new, slough, 40)
    make_rank(new, make_place("E06000055", "Bedford"), None)
    return town


def names(response):
    return [rank.name for rank in response.context["page"]]


def test_ranks_of_a_place_stand_newest_edition_first_and_leave_out_what_was_not_ranked(town):
    found = [(one.edition.code, one.column, one.rank) for one in list_headline_ranks(place=town.place)]

    assert found == [
        ("iod2025", "average-score", 45),
        ("iod2019", "average-score", 70),
        ("iod2019", "extent", 63),
    ]


def test_a_rank_is_always_quoted_with_its_edition_and_column(client, town):
    headlines = client.get("/deprivation/").context["headlines"]

    assert [(one["ordinal"], one["label"]) for one in headlines] == [
        ("45th", "of 317 (IoD 2025, rank of average score)"),
        ("70th", "of 317 (IoD 2019, rank of average score)"),
    ]


def test_every_rank_stands_in_the_table_with_its_file(client, town):
    rows = client.get("/deprivation/").context["ranks_table"].rows

    assert ("IoD 2019", "Rank of average score", 25.9, 70, 317, "File 10") in rows
    assert [row[3] for row in rows] == [45, 70, 63]


def test_two_editions_are_said_to_be_no_trend(client, town):
    assert "Editions are not a trend" in client.get("/deprivation/").content.decode()


def test_on_a_phone_each_rank_stands_under_its_council_area(client, town):
    html = client.get("/deprivation/").content.decode()

    assert html.count("table--stack") == 2
    assert 'data-label="Rank"' in html


@pytest.mark.parametrize(
    ("query", "edition", "column", "found"),
    [
        ("", "iod2025", "average-score", ["Slough", "Testham"]),
        ("?edition=iod2019", "iod2019", "average-score", ["Testham", "Slough"]),
        ("?edition=iod2019&column=extent", "iod2019", "extent", ["Testham"]),
        ("?edition=iod1066", "iod2025", "average-score", ["Slough", "Testham"]),
        ("?column=nonsense", "iod2025", "average-score", ["Slough", "Testham"]),
        ("?q=LOU", "iod2025", "average-score", ["Slough"]),
        ("?q=%20slough%20", "iod2025", "average-score", ["Slough"]),
        ("?q=e06000001", "iod2025", "average-score", ["Testham"]),
        ("?q=bedford", "iod2025", "average-score", []),
        ("?q=%25", "iod2025", "average-score", []),
        ("?column=extent", "iod2025", "extent", []),
    ],
)
def test_the_search_stands_in_the_address_and_falls_back_to_what_there_is(
    client, town, query, edition, column, found
):
    response = client.get(f"/deprivation/{query}")

    assert response.status_code == 200
    assert (response.context["edition"].code, response.context["column"]["code"]) == (edition, column)
    assert names(response) == found
    assert ("No council area found" in response.content.decode()) == (not found)


def test_what_somebody_typed_comes_back_as_text_alone(client, town):
    html = client.get("/deprivation/", {"q": '"><script>x</script>'}).content.decode()

    assert "<script>x" not in html
    assert 'value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"' in html


@pytest.fixture
def many(town):
    edition = make_edition(town, "iod2030", 2030)
    for n in range(1, AUTHORITIES_A_PAGE + 4):
        make_rank(edition, make_place(f"E07{n:06}", f"Borough {n:03}"), n)


@pytest.mark.parametrize(
    ("page", "first", "count"),
    [("", 1, 50), ("1", 1, 50), ("2", 51, 3), ("99", 51, 3), ("nonsense", 1, 50), ("-1", 51, 3)],
)
def test_pages_hold_fifty_and_an_unknown_page_shows_one_there_is(client, many, page, first, count):
    shown = client.get("/deprivation/", {"page": page}).context["page"]

    assert (shown.object_list[0].rank, len(shown.object_list)) == (first, count)


def test_the_next_page_keeps_the_search(client, many):
    html = client.get("/deprivation/?q=Borough&edition=iod2030&column=average-score").content.decode()

    assert "q=Borough" in html.split('rel="next"')[0] + html.split("page=2")[0][-200:]
    assert names(client.get("/deprivation/?q=Borough&page=2")) == [f"Borough {n:03}" for n in (51, 52, 53)]


def test_a_town_that_no_edition_names_says_so(client):
    make_edition(make_town(), "iod2025", 2025)

    assert "No ranks for this town" in client.get("/deprivation/").content.decode()


def test_without_any_edition_there_is_nothing_to_search(client):
    make_town()

    response = client.get("/deprivation/")

    assert response.status_code == 200
    assert "Look up any council area" not in response.content.decode()


def test_an_edition_that_names_no_columns_does_not_break_the_page(client):
    edition = make_edition(make_town(), "iod2025", 2025)
    edition.columns = []
    edition.save()

    assert client.get("/deprivation/").status_code == 200
