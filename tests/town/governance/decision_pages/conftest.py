"""A group that Chi chairs and in which Ben and Dee sit; Eve sits in none."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairplace.town.governance.operations.decision import open_decision
from fairplace.town.governance.operations.draft import save_effects
from fairplace.town.governance.rules.equity import ALONG, Expectation
from fairplace.town.people.models import Person
from tests.factories import (
    make_decision,
    make_group,
    make_indicator,
    make_measure,
    make_membership,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_recommendation,
    make_town,
)
from tests.town.measures.test_queries import CLIMB

EFFECTS = [Expectation(along, "same") for along in ALONG]
IN_TWO_WEEKS = timezone.localdate() + timedelta(days=14)
DECIDED = {"state": "decided", "decided_at": datetime(2026, 5, 1, tzinfo=UTC)}
YES_NO = [{"code": "yes", "text": "Agreed"}, {"code": "no", "text": "Not agreed"}]
ASKED = {
    "title": "Open a warm room",
    "question": "Shall we open a warm room?",
    "reason": "Homes are cold.",
    "expected": "Fewer fall ill.",
    "method": "consent",
    "deadline_on": IN_TWO_WEEKS.isoformat(),
    "review_on": "2099-01-01",
}


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def group(town):
    """Make a group that Chi chairs; Ben and Dee sit in it."""
    objective = make_objective(town)
    make_recommendation(objective, "R1")
    indicator = make_indicator()
    make_observations(indicator, town.place, CLIMB)
    make_measure(town, indicator=indicator, objectives=[objective])
    group = make_group(town, objectives=[objective])
    for name, role in (("Chi", "group-chair"), ("Ben", "contributor"), ("Dee", "contributor")):
        partner = make_organisation(town, name.lower())
        make_membership(
            group, partner, name=name, person=make_person(name, town, role), is_chair=name == "Chi"
        )
    make_person("Ada", town, "programme-team")
    make_person("Eve", town, "contributor")
    return group


def sign_in(name):
    client = Client()
    client.force_login(Person.objects.get(name=name))
    return client


def opened(group, number=1, **fields):
    said = {"reason": "Cold.", "expected": "Warm.", "options": YES_NO, "deadline_on": IN_TWO_WEEKS, **fields}
    decision = make_decision(group, number, **said)
    decision.subjects.create(kind="recommendation", code="R1")
    decision = save_effects(by=None, decision=decision, version=1, effects=EFFECTS)
    return open_decision(by=None, decision=decision, version=decision.version)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
