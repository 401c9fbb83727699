"""Invented responses are marked wherever they are shown, and end where somebody writes a real one."""

import io
from datetime import date

import pytest
from docx import Document

from fairplace.town.framework.models import Recommendation, Response
from fairplace.town.framework.operations import (
    begin_edition,
    respond,
    save_demonstration_responses,
    save_framework,
)
from tests.factories import make_objective, make_person, make_recommendation, make_town

pytestmark = pytest.mark.django_db
ENTRY = {
    "answer": "accepted",
    "reason": "Because.",
    "owner": "",
    "due_on": None,
    "answered_on": date(2025, 6, 1),
}


@pytest.fixture
def town():
    town = make_town()
    objective = make_objective(town)
    make_recommendation(objective, "R1")
    make_recommendation(objective, "R2", status="illustrative")
    return town


def invent(town, *codes):
    save_demonstration_responses(town=town, responses=[{**ENTRY, "recommendation": code} for code in codes])


def test_an_invented_response_says_so_on_every_page_and_on_paper(client, town):
    invent(town, "R2", "R9")

    for address in ("/response/", "/recommendations/R2/"):
        assert "Demonstration" in client.get(address).content.decode()
    document = Document(io.BytesIO(client.get("/response/response.docx").content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("(Invented for the demonstration.)" in text for text in cells)
    assert [text for text in cells if "(An example, made up here.)" in text] == [
        f"R2: {Recommendation.objects.get(code='R2').name} (An example, made up here.)"
    ]


def test_a_real_response_is_never_overwritten_and_takes_the_mark_away(town):
    ada = make_person("Ada", town, "programme-team")
    invent(town, "R2")
    row = Recommendation.objects.get(code="R2")

    respond(by=ada, recommendation=row, answer="declined", reason="No money.")
    invent(town, "R2")

    one = Response.objects.get()
    assert (one.answer, one.is_demonstration) == ("declined", False)


def test_going_back_to_an_earlier_edition_keeps_the_responses_of_both(town):
    invent(town, "R2")
    old = town.frameworks.get()
    fresh = {"edition": "2", "title": "T", "vision": "V", "vision_plain": "V"}
    begin_edition(by=None, framework=old, values=fresh)

    save_framework(town=town, edition=old.edition, values={}, pillars=[], objectives=[], recommendations=[])

    assert Response.objects.count() == 2
