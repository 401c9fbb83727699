"""Two recommendations, two workstreams, and two people who may map."""

import pytest
from django.test import Client

from tests.factories import make_objective, make_person, make_recommendation, make_town, make_workstream


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def rows(town):
    objective = make_objective(town)
    return [make_recommendation(objective, code) for code in ("R1", "R2")]


@pytest.fixture
def works(town):
    return [make_workstream(town, code) for code in ("W1", "W2")]


@pytest.fixture
def ada(town):
    return make_person("Ada", town, "programme-team")


@pytest.fixture
def fay(town):
    return make_person("Fay", town, "analyst")


@pytest.fixture
def as_ada(ada):
    return sign_in(ada)


@pytest.fixture
def as_fay(fay):
    return sign_in(fay)


def sign_in(person):
    client = Client()
    client.force_login(person)
    return client
