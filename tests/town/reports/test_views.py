import re

import pytest

from fairplace.town.packs.measure_checks import TAKEN
from fairplace.town.pages.models import EditorialPage
from fairplace.town.people.rules import ROLES, Ability, abilities_of
from fairplace.town.places.models import AuthorityRank
from fairplace.town.reports.urls import urlpatterns
from tests.factories import (
    make_group,
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_objective,
    make_observations,
    make_person,
    make_place,
    make_recommendation,
    make_town,
)
from tests.factories.feeds import make_feed
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


def test_the_front_page_names_what_got_better_and_worse(client):
    town = make_town()
    for code, polarity in (("jobs", "low"), ("trees", "high")):
        indicator = make_indicator(code, polarity=polarity)
        make_observations(indicator, town.place, CLIMB)
        make_measure(town, code, indicator)

    response = client.get("/")

    front = response.context["front"]
    assert [reading.measure.slug for reading in front.better] == ["trees"]
    page = response.content.decode()
    first = page[: page.index("objectives</h2>")]
    assert "/measures/trees/" in first
    assert "/measures/jobs/" in first


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


def test_the_front_page_of_a_town_without_numbers_counts_nothing(client):
    make_town()

    front = client.get("/").context["front"]

    assert (front.framework, front.objectives, front.deprivation, front.latest_on) == (None, [], [], None)
    assert (front.tally, front.measured) == ({"better": 0, "worse": 0, "cannot tell": 0, "none": 0}, 0)


def test_the_front_page_tells_measures_of_the_whole_town_and_of_objectives_apart(client):
    town = make_town()
    objective = make_objective(town)
    make_recommendation(objective, "R1", "illustrative")
    make_recommendation(objective, "R2")
    make_measure(town, "whole")
    make_measure(town, "part", objectives=[objective])

    front = client.get("/").context["front"]

    assert [one.reading.measure.slug for one in front.whole_town] == ["whole"]
    assert [(one.objective, one.count) for one in front.objectives] == [(objective, 1)]
    assert (front.illustrative, front.proposed) == (1, 2)


def test_an_objective_shows_its_own_measures_advice_and_groups(client):
    town = make_town()
    start, work = make_objective(town, "M1"), make_objective(town, "M2", 2)
    for objective, slug in ((start, "reading"), (work, "jobs")):
        make_measure(town, slug, objectives=[objective])
        make_recommendation(objective, f"R-{slug}")
        make_group(town, f"g-{slug}", [objective])

    context = client.get("/objectives/M1/").context

    assert [one.measure.slug for one in context["readings"]] == ["reading"]
    assert [one.code for one in context["recommendations"]] == ["R-reading"]
    assert [one.slug for one in context["groups"]] == ["g-reading"]
    assert context["tally"] == {"better": 0, "worse": 0, "cannot tell": 0, "none": 1}


def test_an_objective_with_nothing_yet_says_so(client):
    make_objective(make_town())

    html = client.get("/objectives/M1/").content.decode()

    assert "No measures yet" in html
    assert "No recommendations yet" in html
    assert "Who answers for it" not in html


def test_the_map_counts_the_most_deprived_fifth_and_says_it_again_as_a_list(client):
    make_neighbourhoods(make_town(), number=3)

    context = client.get("/neighbourhoods/").context

    assert (context["in_worst"], context["columns"], context["rows"]) == (2, 3, 1)
    assert [tile["url"] for tile in context["tiles"]] == [row[0][1] for row in context["table"].rows]
    assert [row[1:] for row in context["table"].rows] == [
        (1, 1, 100, 1000),
        (2, 2, 99, 1000),
        (3, 3, 98, 1000),
    ]


@pytest.mark.parametrize(
    ("preferred", "query", "shown"),
    [
        ("", "", "iod2025"),
        ("iod2019", "", "iod2019"),
        ("iod2019", "?edition=iod2025", "iod2025"),
        ("iod1066", "?edition=iod1067", "iod2025"),
    ],
)
def test_the_map_shows_the_edition_asked_for_or_preferred_or_newest(client, preferred, query, shown):
    town = make_town()
    town.default_deprivation = preferred
    town.save()
    place = make_neighbourhoods(town, number=1).neighbourhood_ranks.get().place
    add_edition(town, place)

    response = client.get(f"/neighbourhoods/{query}")

    page = response.content.decode()
    assert response.context["edition"].code == shown
    assert "Do not compare the editions" in page
    # Whoever is shown an old edition is told so, with a way to the newest.
    assert ("A newer edition exists" in page) is (shown == "iod2019")
    assert ('href="?edition=iod2025">IoD 2025</a>.' in page) is (shown == "iod2019")


def add_edition(town, place):
    newer = make_neighbourhoods(town, number=0, edition="iod2025")
    newer.published_on, newer.short = "2025-10-30", "IoD 2025"
    newer.save()
    newer.neighbourhood_ranks.create(
        place=place, score=5, rank=9, decile=4, population=1, tile_column=0, tile_row=0, domains={"crime": 7}
    )


def test_a_neighbourhood_of_one_edition_shows_that_one(client):
    make_neighbourhoods(make_town(), number=1)

    response = client.get("/neighbourhoods/E01000000/")

    html = response.content.decode()
    assert [one["rank"].decile for one in response.context["ranks"]] == [1]
    assert "they are not a trend" not in html
    assert "Nothing else is published for this neighbourhood" in html


def test_a_neighbourhood_of_two_editions_shows_both_and_that_they_are_no_trend(client):
    town = make_town()
    place = make_neighbourhoods(town, number=1).neighbourhood_ranks.get().place
    add_edition(town, place)

    response = client.get("/neighbourhoods/E01000000/")

    assert [(one["rank"].edition.code, one["domains"]) for one in response.context["ranks"]] == [
        ("iod2025", [("Crime", 7)]),
        ("iod2019", []),
    ]
    assert "they are not a trend" in response.content.decode()


def test_a_neighbourhood_of_no_edition_shows_what_is_known_of_it_with_its_source(client):
    town = make_town()
    place = make_place("E01000001", "Testham 001A", "neighbourhood", town.place)
    make_observations(make_indicator(), place, [(12, 11, 13)])

    html = client.get("/neighbourhoods/E01000001/").content.decode()

    assert "No deprivation ranks" in html
    assert "12.0%" in html
    assert "A publisher" in html


@pytest.mark.parametrize("address", ["/neighbourhoods/E01999999/", "/neighbourhoods/E06000001/"])
def test_what_is_no_neighbourhood_of_the_town_is_not_found(client, address):
    make_neighbourhoods(make_town(), number=1)

    assert client.get(address).status_code == 404


def test_the_desk_lists_what_needs_eyes(client):
    town = make_town()
    client.force_login(make_person("Ada", town, "analyst"))
    indicator, old = make_indicator(polarity="low"), make_indicator("old")
    make_observations(indicator, town.place, CLIMB)
    make_observations(old, town.place, [1, 1], flag="carried-forward")
    make_measure(town, "jobs", indicator)
    make_measure(town, "old", old)
    make_measure(town, "silent")

    sections = client.get("/desk/").context["sections"]

    assert [[one.measure.slug for one in section["readings"]] for section in sections] == [
        ["jobs"],
        ["old"],
        ["silent"],
        ["jobs", "old", "silent"],
    ]


def test_the_desk_says_first_what_its_reader_can_put_right(client):
    town = make_town()
    objective = make_objective(town)
    for code in ("R1", "R2"):
        make_recommendation(objective, code)
    client.force_login(make_person("Ada", town, "programme-team"))
    full = client.get("/desk/")
    client.force_login(make_person("Ben", town, "contributor"))
    plain = client.get("/desk/")

    found = {line.check.code: len(line.findings) for line in full.context["to_do"]}
    assert found["no-response"] == 2
    assert "/plan/#no-response" in full.content.decode()
    assert plain.context["to_do"] == []
    assert "Nothing waits for you" in plain.content.decode()


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_finds_what_it_may_do_on_its_desk_and_no_more(client, role):
    town = make_town()
    client.force_login(make_person("Ada", town, role))
    able = abilities_of({role})

    response = client.get("/desk/")

    html = response.content.decode()
    assert response.status_code == (200 if Ability.SEE_DESK in able else 403)
    if response.status_code == 200:
        assert response.context["roles"] == [ROLES[role]]
        assert ("People and roles" in html) == (Ability.KEEP_PEOPLE in able)
        assert ("Edit pages" in html) == (Ability.EDIT_PAGES in able)
        assert ("Who did what" in html) == (Ability.READ_AUDIT in able)


@pytest.mark.parametrize("address", ["/about/", "/accessibility/", "/privacy/"])
def test_statements_of_a_bare_town_open(client, address):
    make_town()

    assert client.get(address).status_code == 200


def test_those_who_are_signed_in_find_the_feeds_of_a_measure_and_the_public_does_not(client):
    town, indicator = make_town(), make_indicator()
    make_observations(indicator, town.place, CLIMB)
    make_measure(town, indicator=indicator)
    feed = make_feed(town, indicator=indicator)

    public = client.get("/measures/jobs/").content.decode()
    client.force_login(make_person("Ben", town, "contributor"))
    inside = client.get("/measures/jobs/").content.decode()

    assert "How these figures come in" not in public
    assert f'href="/data/feeds/{feed.pk}/"' in inside
    assert 'href="/data/feeds/"' in inside
    assert 'href="/data/health/"' in inside


def test_without_a_gap_the_number_has_the_whole_width_and_the_gap_is_missed_once(client):
    town, indicator = make_town(), make_indicator()
    make_observations(indicator, town.place, CLIMB)
    make_measure(town, indicator=indicator)

    page = client.get("/measures/jobs/").content.decode()

    assert page.count("No breakdown inside the town is published") == 1
    assert 'class="columns"' not in page
    assert "Two curves" not in page


def test_no_measure_can_take_the_address_of_a_page_of_ours():
    single = re.compile(r"measures/([a-z-]+)/")
    taken = {found[1] for one in urlpatterns if (found := single.fullmatch(str(one.pattern)))}

    assert taken == set(TAKEN)
