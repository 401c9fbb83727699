"""A group of which Ada, Ben and Dee decide, on measures with figures; and a decision's steps."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fairplace.town.governance.operations.decision import Outcome, decide, open_decision
from fairplace.town.governance.operations.draft import add_decision, save_effects
from fairplace.town.governance.operations.vote import vote
from fairplace.town.governance.queries.decision import get_decision
from fairplace.town.governance.rules.equity import ALONG, Expectation
from fairplace.town.governance.rules.reader import Reader
from fairplace.town.people.models import Person
from tests.factories import (
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

TODAY = timezone.localdate
EFFECTS = [Expectation(along, "same") for along in ALONG]
INSIDE = Reader(is_inside=True)


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def group(town):
    objective = make_objective(town)
    make_recommendation(objective, "R1")
    indicator = make_indicator()
    make_observations(indicator, town.place, CLIMB)
    make_measure(town, indicator=indicator, objectives=[objective])
    make_measure(town, "air")
    group = make_group(town, objectives=[objective])
    for name in ("Ada", "Ben", "Dee"):
        make_membership(group, make_organisation(town, name.lower()), person=make_person(name), name=name)
    return group


def person(name):
    return Person.objects.get(name=name)


def draft(group, subjects=(("recommendation", "R1"),), **fields):
    values = {
        "title": "Open a warm room",
        "question": "Shall we open a warm room?",
        "reason": "Homes are cold.",
        "expected": "Fewer fall ill by spring.",
        "method": "consent",
        "options": [{"code": "yes", "text": "Agreed"}, {"code": "no", "text": "Not agreed"}],
        "deadline_on": TODAY() + timedelta(days=14),
        **fields,
    }
    return add_decision(by=person("Ada"), group=group, values=values, subjects=subjects)


def opened(group, **fields):
    decision = draft(group, **fields)
    decision = save_effects(by=None, decision=decision, version=decision.version, effects=EFFECTS)
    return open_decision(by=person("Ada"), decision=decision, version=decision.version)


def state(decision, chosen="yes", because="", outcome="We open it.", review_on=None, version=None):
    stated = Outcome(chosen, outcome, because, review_on or TODAY() + timedelta(days=365))
    version = version or decision.version
    return decide(by=person("Ada"), decision=decision, version=version, stated=stated)


def everybody_agrees(decision):
    for name in ("Ada", "Ben", "Dee"):
        vote(by=person(name), decision=decision, choice="agree")


def get(decision, reader=INSIDE):
    return get_decision(town=decision.town, number=decision.number, reader=reader)
