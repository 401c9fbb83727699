"""Likely links are shown with their reasons, and none is ever made by itself."""

import pytest

from fairplace.town.people.models import AuditEvent
from fairplace.town.workstreams.models import Alignment
from tests.factories import (
    make_alignment,
    make_objective,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)
from tests.town.workstreams.conftest import sign_in

PAGE = "/mapping/suggestions/"


def html_of(response):
    return response.content.decode()


def pairs(response):
    return [(one.recommendation.code, one.workstream.code) for one in response.context["page"]]


@pytest.fixture
def worded(rows, works):
    for one, name in zip(rows, ("Repair damp homes.", "Breakfast in every school."), strict=True):
        one.name = name
        one.save()
    for one, name in zip(works, ("Breakfast clubs for schools", "Damp home repairs"), strict=True):
        one.name = name
        one.save()


def test_a_suggestion_shows_both_texts_and_the_words_that_met(worded, as_ada):
    response = as_ada.get(PAGE)

    html = html_of(response)
    assert pairs(response) == [("R1", "W2"), ("R2", "W1")]
    assert "Repair damp homes." in html
    assert "<strong>repair ~ repairs</strong>, <strong>damp</strong>, <strong>homes ~ home</strong>" in html
    assert 'href="/mapping/R1/W2/"' in html
    assert "2 suggestions, the likeliest first" in html


def test_nothing_is_mapped_by_itself(worded, as_ada):
    as_ada.get(PAGE)
    as_ada.get("/mapping/R1/W2/")

    assert as_ada.post(PAGE).status_code == 405
    assert not Alignment.objects.exists()
    assert not AuditEvent.objects.filter(kind="alignment").exists()
    assert "checked" not in html_of(as_ada.get("/mapping/R1/W2/")).split("<main")[1]


@pytest.mark.parametrize("fit", ["none", "full"])
def test_what_was_judged_is_left_out_whatever_was_said(worded, rows, works, as_ada, fit):
    make_alignment(rows[0], works[1], fit)

    assert pairs(as_ada.get(PAGE)) == [("R2", "W1")]


def test_archived_work_is_left_out(worded, works, as_ada):
    works[1].archived_on = "2026-01-01"
    works[1].save()

    assert pairs(as_ada.get(PAGE)) == [("R2", "W1")]


def test_one_objective_alone_can_be_asked_for(town, worded, as_ada):
    make_recommendation(make_objective(town, "M2", 2), "R3", plain="Damp home repairs")

    assert pairs(as_ada.get(PAGE, {"objective": "M2"})) == [("R3", "W2")]
    assert '<option value="M2" selected>' in html_of(as_ada.get(PAGE, {"objective": "M2"}))


def test_an_objective_without_suggestions_says_so(town, worded, as_ada):
    make_objective(town, "M2", 2)

    assert "under this objective" in html_of(as_ada.get(PAGE, {"objective": "M2"}))


def test_texts_of_another_town_do_not_meet_ours(worded, as_ada):
    other = make_town("elsewhere", "E06000002", "Elsewhere", is_default=False)
    make_workstream(other, "V1-there", summary="Repair damp homes, breakfast in every school")

    assert "V1-there" not in html_of(as_ada.get(PAGE))


@pytest.mark.parametrize("there", ["nothing", "advice", "work", "both"])
def test_with_nothing_to_compare_the_page_says_so(town, as_ada, there):
    if there in {"advice", "both"}:
        make_recommendation(make_objective(town), "R1", plain="Damp homes")
    if there in {"work", "both"}:
        make_workstream(town, "W1", summary="Night buses")

    html = html_of(as_ada.get(PAGE))

    assert "No suggestions" in html
    assert 'href="/mapping/link/"' in html


def test_a_long_list_comes_in_pages(town, as_ada):
    objective = make_objective(town)
    make_workstream(town, "W1", summary="Repair damp homes")
    for n in range(31):
        make_recommendation(objective, f"A{n}", plain="Damp homes")

    assert len(pairs(as_ada.get(PAGE))) == 30
    assert len(pairs(as_ada.get(PAGE, {"page": "2"}))) == 1
    assert as_ada.get(PAGE, {"page": "x"}).status_code == 200


def test_only_those_who_may_map_see_them(town, worded, client):
    ben = sign_in(make_person("Ben", town, "contributor"))

    assert ben.get(PAGE).status_code == 403
    assert "/account/login/" in client.get(PAGE).url
