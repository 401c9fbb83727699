import pytest

from fairplace.town.pages.models import EditorialPage
from fairplace.town.places.models import AuthorityRank
from tests.factories import (
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_objective,
    make_observations,
    make_person,
    make_town,
)
from tests.town.measures.test_queries import CLIMB

pytestmark = pytest.mark.django_db


def test_the_front_page_counts_what_passes_the_test(client):
    town = make_town()
    indicator = make_indicator(polarity="low")
    make_observations(indicator, town.place, CLIMB)
    make_measure(town, indicator=indicator, objectives=[make_objective(town)])

    front = client.get("/").context["front"]

    assert front.tally == {"better": 0, "worse": 1, "cannot tell": 0, "none": 0}
    assert [line.tally["worse"] for line in front.objectives] == [1]
    assert [reading.measure.slug for reading in front.worse] == ["jobs"]
    assert front.latest_on.isoformat() == "2019-12-31"


def test_a_town_without_numbers_says_so(client):
    make_town()

    assert "No published numbers yet" in client.get("/").content.decode()


def test_an_old_rank_says_that_a_newer_edition_exists(client):
    town = make_town()
    for edition, rank in (("iod2019", 70), ("iod2025", 45)):
        made = make_neighbourhoods(town, number=0, edition=edition)
        made.published_on = f"{edition[3:]}-10-01"
        made.save()
        AuthorityRank.objects.create(
            edition=made, place=town.place, name="T", column="average-score", rank=rank
        )

    lines = client.get("/").context["front"].deprivation

    assert [(line.ordinal, "newer edition" in line.note) for line in lines] == [
        ("45th", False),
        ("70th", True),
    ]


def test_an_objective_that_is_not_there_is_not_found(client):
    make_town()

    assert client.get("/objectives/M9/").status_code == 404


def test_the_edition_of_the_map_stands_in_the_address(client):
    town = make_town()
    make_neighbourhoods(town, number=3)

    assert client.get("/neighbourhoods/?edition=iod2019").context["edition"].code == "iod2019"
    assert client.get("/neighbourhoods/?edition=nonsense").context["edition"].code == "iod2019"


def test_a_town_without_neighbourhoods_says_so(client):
    make_town()

    assert "No neighbourhoods loaded" in client.get("/neighbourhoods/").content.decode()


def test_the_desk_offers_only_what_the_role_may_do(client):
    town = make_town()
    client.force_login(make_person("Ben", town, "contributor"))
    plain = client.get("/desk/").content.decode()
    client.force_login(make_person("Ada", town, "programme-team"))
    full = client.get("/desk/").content.decode()

    assert "People and roles" not in plain
    assert "Who did what" not in plain
    assert "People and roles" in full
    assert "Who did what" in full


def test_about_lists_the_pages_of_this_town_alone(client):
    town, other = make_town(), make_town("other", "E06000002", "Otherham", is_default=False)
    from fairplace.town.pages.operations import save_page  # noqa: PLC0415  # the rows it needs are made by migrations

    for owner in (town, other):
        save_page(
            town=owner, slug="story", title=f"Story of {owner.name}", summary="S", body="<p>B</p>", sources=""
        )

    html = client.get("/about/").content.decode()

    assert EditorialPage.objects.count() == 2
    assert "Story of Testham" in html
    assert "Story of Otherham" not in html


def test_statements_name_whom_to_write_to(client):
    town = make_town()
    assert "No contact has been set up" in client.get("/accessibility/").content.decode()

    make_person("Ada", town, "programme-team")

    assert "ada@example.org" in client.get("/privacy/").content.decode()
