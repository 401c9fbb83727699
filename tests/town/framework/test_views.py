import pytest

from tests.factories import make_objective, make_recommendation, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    make_recommendation(make_objective(town, "M1"), "R1")
    make_recommendation(make_objective(town, "M2", 2), "R2", "illustrative")
    return town


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["R1", "R2"]),
        ("?objective=M2", ["R2"]),
        ("?status=public", ["R1"]),
        ("?objective=&status=", ["R1", "R2"]),
        ("?objective=M2&status=public", []),
        ("?status=nonsense", []),
    ],
)
def test_the_filter_stands_in_the_address(client, town, query, codes):
    response = client.get(f"/recommendations/{query}")

    html = response.content.decode()
    assert [one.code for one in response.context["recommendations"]] == codes
    assert ("No recommendations here" in html) == (not codes)


def test_the_form_keeps_what_was_chosen(client, town):
    html = client.get("/recommendations/?objective=M2&status=illustrative").content.decode()

    assert '<option value="M2" selected>' in html
    assert '<option value="illustrative" selected>' in html
    assert html.count(" selected") == 2


def test_an_illustration_is_told_from_what_was_published(client, town):
    illustration = client.get("/recommendations/?objective=M2").content.decode()
    published = client.get("/recommendations/?objective=M1").content.decode()

    assert ("tag--illustrative" in illustration, "tag--real" in illustration) == (True, False)
    assert ("tag--illustrative" in published, "tag--real" in published) == (False, True)


def test_without_a_framework_the_list_says_that_it_is_empty(client):
    make_town()

    response = client.get("/recommendations/")

    assert response.status_code == 200
    assert "No recommendations here" in response.content.decode()
