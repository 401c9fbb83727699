import pytest

from tests.factories import (
    make_group,
    make_logic_model,
    make_membership,
    make_organisation,
    make_person,
    make_town,
)
from tests.factories.logicmodels import put_link, put_step

CHANGES = [
    ("set text", {"name": "title", "value": "Warm homes"}),
    ("set text", {"name": "problem", "value": "Homes are cold."}),
    put_step("visits", "activity", "Visit homes", order=1.0),
    put_step("mend", "activity", "Mend draughts", order=2.0),
    put_step("homes", "output", "Homes mended", order=1.0),
    put_step("warm", "short", "People keep warm", order=1.0, local="Asked"),
    put_link("visits", "homes", "Each visit mends."),
    put_link("homes", "warm", ""),
]


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def group(town):
    return make_group(town, "housing")


@pytest.fixture
def model(town, group):
    return make_logic_model(town, "warm-homes", CHANGES, group=group)


@pytest.fixture
def ada(town, client):
    """Ada runs the programme, and is signed in."""
    ada = make_person("Ada", town, "programme-team")
    client.force_login(ada)
    return ada


@pytest.fixture
def chair(town, group):
    """Dee chairs the group."""
    dee = make_person("Dee", town, "group-chair")
    make_membership(group, make_organisation(town), name="Dee", person=dee, is_chair=True)
    return dee
