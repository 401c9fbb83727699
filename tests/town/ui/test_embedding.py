"""One page of ours may stand inside other people's pages, and can do nothing there."""

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from fairplace.town.config.urls import urlpatterns as ours
from fairplace.town.ui.charts.drawing import draw, get_drawing
from fairplace.town.ui.embedding import may_be_framed
from fairplace.town.ui.example_charts import get_example_charts
from tests.factories import make_town

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@may_be_framed
def embed(request) -> HttpResponse:
    notes = ["Source: Example Office."]
    url = "https://town.example/measures/work/"
    chart = get_example_charts()[0]
    return render(request, "ui/embed.html", {"drawing": get_drawing(chart), "notes": notes, "url": url})


urlpatterns = [path("embed/", embed), path("plain/", lambda request: HttpResponse("plain")), *ours]


@pytest.fixture(autouse=True)
def _town(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_town()


def read_policy(response) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _space, value in parts}


def test_page_may_be_framed_by_anybody_and_runs_nothing(client):
    response = client.get("/embed/")

    policy = read_policy(response)
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert (policy["frame-ancestors"], policy["script-src"], policy["form-action"]) == (
        "*",
        "'none'",
        "'none'",
    )
    assert policy["style-src"] == "'self'"


def test_no_other_page_may_be_framed(client):
    response = client.get("/plain/")

    assert response["X-Frame-Options"] == "DENY"
    assert read_policy(response)["frame-ancestors"] == "'none'"


def test_page_has_chart_table_source_and_the_way_back_and_no_script_or_navigation(client):
    draw(get_example_charts()[0])

    html = client.get("/embed/").content.decode()

    for part in (
        'role="img"',
        "<table",
        "Source: Example Office.",
        'href="https://town.example/measures/work/"',
    ):
        assert part in html
    for part in ("<script", "<nav", "<form", "<header"):
        assert part not in html
    assert "<title>Example share of people, by year" in html
