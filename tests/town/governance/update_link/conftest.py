"""An action of Sam's, and the path of the link that Sam was sent."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from fairplace.town.governance.operations.update_link import make_link
from tests.factories import make_action, make_group, make_person, make_town

SAID = {"state": "under way", "note": "Two rooms are open.", "seen": "0"}
FORBIDDEN = ["Sam Okoro", "sam okoro@example.org", "Warm rooms"]


@pytest.fixture
def town():
    cache.clear()
    return make_town()


@pytest.fixture
def sam(town):
    return make_person("Sam Okoro", town, "contributor")


@pytest.fixture
def action(town, sam):
    return make_action(make_group(town, "housing"), owner=sam, title="Warm rooms")


@pytest.fixture
def path(action, sam):
    return path_of(make_link(action=action, person=sam))


def path_of(address):
    return re.fullmatch(r"https?://[^/]+(/update/[\w-]{43}/)", address)[1]


def begin(path):
    """Return a browser that has opened the page."""
    browser = Client()
    assert browser.get(path).status_code == 200
    return browser


def text(response):
    return response.content.decode()


def refused(response, status, words):
    """Check that a page refuses with help, and names nobody."""
    page = text(response)
    assert response.status_code == status
    assert words in page
    assert not [one for one in FORBIDDEN if one in page]
    return page
