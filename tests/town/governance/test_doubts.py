"""A meeting opens with the links in doubt of its group's logic models, told by the chain."""

import pytest

from fairplace.town.chain import rules
from fairplace.town.chain.rules import Check, Fault
from fairplace.town.governance.queries.since_work import DOUBT, list_doubts
from fairplace.town.people.rules import Ability
from tests.factories import make_group, make_town

pytestmark = pytest.mark.django_db


def test_doubts_of_a_group_are_those_of_the_models_it_keeps(monkeypatch):
    town = make_town()
    group, other = make_group(town), make_group(town, "homes")
    faults = [Fault(DOUBT, ("logic-model", slug), f"{slug} is in doubt.", f"/{slug}/") for slug in ("a", "b")]
    check = Check(DOUBT, "Link in doubt", "", "", lambda town, chain: faults, Ability.LEAD_GROUPS)
    ties = [
        (("group", one.slug), ("logic-model", slug), "keeps") for one, slug in ((group, "a"), (other, "b"))
    ]
    monkeypatch.setitem(rules.CHECKS, DOUBT, check)
    monkeypatch.setitem(rules.TIES, "logic models", lambda town: ties)

    assert [(one.title, one.url) for one in list_doubts(group)] == [("a is in doubt.", "/a/")]


def test_without_logic_models_nothing_is_in_doubt(monkeypatch):
    monkeypatch.delitem(rules.CHECKS, DOUBT)

    assert list_doubts(make_group(make_town())) == ()
