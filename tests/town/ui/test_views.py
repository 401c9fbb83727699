import re

import pytest
from django.conf import settings as configured
from django.template.loader import render_to_string
from django.urls import reverse

from fairplace.town.ui.charts.drawing import draw
from fairplace.town.ui.example_charts import get_example_charts
from tests.factories import make_town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_gallery_shows_every_component_and_says_that_its_figures_are_examples(client):
    html = client.get(reverse("gallery")).content.decode()

    assert "Example figures, not real" in html
    for part in (
        "verdict",
        "tally",
        "stat",
        "card",
        "table",
        "figure",
        "tiles",
        "notice",
        "empty",
        "table table--compact heat__table",
        "search",
        "pages",
    ):
        assert re.search(rf'class="{part}[ "]', html), part


def test_gallery_shows_its_charts_once_they_are_drawn(client):
    for chart in get_example_charts():
        draw(chart)

    html = client.get(reverse("gallery")).content.decode()

    assert html.count('role="img"') == 2 * len(get_example_charts())
    assert "still being drawn" not in html


def test_identifiers_of_the_gallery_are_used_once(client):
    for chart in get_example_charts():
        draw(chart)

    found = re.findall(r'\sid="([^"]+)"', client.get(reverse("gallery")).content.decode())

    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_drawing_may_be_kept_by_browsers(client, kind):
    key = draw(get_example_charts()[0])

    response = client.get(reverse("drawing", kwargs={"key": key, "kind": kind}))

    assert response.status_code == 200
    assert response["Content-Type"].startswith("image/")
    assert "immutable" in response["Cache-Control"]
    assert response.content


def test_drawing_that_was_never_made_is_not_found(client):
    assert client.get(reverse("drawing", kwargs={"key": "0" * 32, "kind": "svg"})).status_code == 404


def test_page_that_does_not_exist_says_so_in_the_towns_look(client):
    make_town()

    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()
    assert "skip-link" in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "500.html"])
def test_error_pages_need_no_context(name):
    html = render_to_string(name)

    assert "<h1>" in html
    assert "<title>" in html


def test_page_for_our_own_faults_names_the_stylesheet_where_it_is():
    # It is written without tags, because anything may be broken when it is shown.
    assert f'href="{configured.STATIC_URL}ui/built/app.css"' in render_to_string("500.html")
