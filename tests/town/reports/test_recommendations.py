import pytest

from fairplace.town.framework.models import Item, Succession
from fairplace.town.framework.operations import begin_edition, respond
from tests.factories import (
    make_alignment,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def one(town):
    return make_recommendation(make_objective(town), "R1", source="The report", page="41")


def open_page(client, code="R1"):
    return client.get(f"/recommendations/{code}/").content.decode()


def test_it_shows_the_words_the_answer_and_what_carries_it(client, town, one):
    respond(by=None, recommendation=one, answer="accepted", reason="We will.", owner="The director")
    council = make_organisation(town)
    make_alignment(one, make_workstream(town, "W1", lead=council), "touches")
    make_alignment(one, make_workstream(town, "W2"), "full")
    make_alignment(one, make_workstream(town, "W3"), "none")

    html = open_page(client)

    assert all(
        words in html for words in ("Advice R1.", "We will.", "The report, page 41", "Council: Touches")
    )
    assert html.index("Work W2") < html.index("Work W1")
    assert "Work W3" not in html
    assert "Respond" not in html


def test_what_nobody_answered_and_nothing_carries_says_so(client, town, one):
    client.force_login(make_person("Ada", town, "programme-team"))

    html = open_page(client)

    assert "No response yet." in html
    assert "No work is known to carry it." in html
    assert "/recommendations/R1/response/" in html


def test_an_old_address_stays_and_leads_on(client, town, one):
    fresh = make_recommendation(one.home, "R2")
    Succession.objects.create(before=one, after=fresh, how="reworded")
    Item.objects.filter(pk=one.pk).update(archived_on="2026-01-01")

    assert "Not in force any more" in open_page(client)
    assert "/recommendations/R2/" in open_page(client)
    assert "(reworded)" in open_page(client, "R2")


def test_an_address_of_an_earlier_edition_means_what_it_meant(client, town, one):
    begin_edition(
        by=None,
        framework=one.framework,
        values={"edition": "2", "title": "T", "vision": "V", "vision_plain": "V"},
    )
    Item.objects.filter(framework__edition="2", code="R1").delete()

    assert "Not in force any more (edition 1)" in open_page(client)
    assert "Advice R1." in client.get("/recommendations/?edition=1").content.decode()


def test_a_draft_is_for_those_who_sign_in(client, town, one):
    Item.objects.filter(pk=one.pk).update(status="draft")

    assert client.get("/recommendations/R1/").status_code == 404
    client.force_login(make_person("Ben", town, "contributor"))
    assert client.get("/recommendations/R1/").status_code == 200


def test_the_list_answers_to_horizon_and_response(client, town, one):
    make_recommendation(one.home, "R2", horizon="5-year")
    respond(by=None, recommendation=one, answer="declined", reason="No.")

    def codes(query):
        return [found.code for found in client.get(f"/recommendations/?{query}").context["recommendations"]]

    assert codes("horizon=5-year") == ["R2"]
    assert codes("response=none") == ["R2"]
    assert codes("response=declined") == ["R1"]
    assert codes("response=accepted") == []
