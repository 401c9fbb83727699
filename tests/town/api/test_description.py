"""The description is whole: valid, and every operation says what it is, with an example and its errors."""

import json
import re
from pathlib import Path

import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from tests.factories import make_kept, make_review


@pytest.fixture
def told(client, town):
    make_kept(make_review(town, 2025, state="published"), "2025-06-01")
    return client.get("/api/openapi.json").json()


def test_the_description_is_valid(told):
    OPENAPI_31_VALIDATOR.validate(told)

    assert told["openapi"] == "3.1.0"


def test_licence_contact_and_server_are_this_towns(told):
    assert told["info"]["title"] == "Testham, a health equity town: open data"
    assert told["info"]["license"]["url"].startswith("https://www.nationalarchives.gov.uk/")
    assert told["info"]["contact"]["url"] == "http://testserver/about/"
    assert told["servers"] == [{"url": "http://testserver/api", "description": "Testham"}]


def test_every_operation_says_what_it_is_with_an_example_and_its_errors(told):
    for path, operations in told["paths"].items():
        operation = operations["get"]
        is_restricted = path.startswith("/restricted/")
        expected = {"200", "404", "405", "422"} | ({"401", "403", "429"} if is_restricted else {"304"})
        assert operation["summary"], path
        assert len(operation["description"]) > 20, path
        assert operation["tags"], path
        assert set(operation["responses"]) == expected, path
        assert any("example" in one for one in operation["parameters"]), path
        assert operation.get("security") == ([{"AccessToken": []}] if is_restricted else None), path
        for status, answer in operation["responses"].items():
            assert status < "400" or list(answer["content"]) == ["application/problem+json"], path


def test_examples_are_codes_of_this_town(told):
    found = {
        one["name"]: one["example"]
        for operations in told["paths"].values()
        for one in operations["get"]["parameters"]
        if "example" in one
    }

    assert found == {
        "slug": "jobs", "year": 2025, "place": "E06000001", "period": "2019", "dimension": "everybody",
        "limit": 10, "offset": 0, "number": 1,
    }  # fmt: skip


def test_how_a_token_is_shown_is_described(told):
    assert told["components"]["securitySchemes"] == {
        "AccessToken": {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal access token, made at /account/tokens/: it begins with fp_",
        }
    }


def test_nothing_of_one_town_is_left_for_the_next(client, told):
    assert json.loads(client.get("/api/openapi.json").content) == told


def test_the_reference_page_names_every_address_and_no_other(told):
    page = (Path(__file__).resolve().parents[3] / "docs/reference/api.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `(/[^`]+)` \|", page, re.MULTILINE)) == set(told["paths"])
