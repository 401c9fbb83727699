"""A town on one day, with a group, Ada who runs it and Ben who contributes: what most of these tests begin with."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import make_group, make_person, make_town


@pytest.fixture
def day(monkeypatch):
    """Let it be the morning of 30 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 30, 9, tzinfo=UTC))


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def group(town):
    return make_group(town)


@pytest.fixture
def ada(town):
    return make_person("Ada", town, "programme-team")


@pytest.fixture
def ben(town):
    return make_person("Ben", town, "contributor")


@pytest.fixture
def as_ada(ada):
    return sign_in(ada)


@pytest.fixture
def as_ben(ben):
    return sign_in(ben)


def sign_in(person):
    client = Client()
    client.force_login(person)
    return client
