"""Who finds which decisions, and what a record remembers of them."""

from datetime import UTC, date, datetime

import pytest

from fairplace.town.governance.operations.vote import vote
from fairplace.town.governance.queries.decision import (
    DecisionFilter,
    list_decisions,
    list_due_reviews,
    list_years,
)
from fairplace.town.governance.queries.memory import list_decisions_about
from fairplace.town.governance.rules.reader import PUBLIC, Reader
from tests.factories import make_decision, make_group
from tests.town.governance.decision.conftest import INSIDE, opened, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def several(group):
    """Make one decision of each kind, and return them by what they are."""
    other = make_group(group.town, "boards")
    day = datetime(2026, 5, 1, tzinfo=UTC)
    decided = {"state": "decided", "decided_at": day}
    return {
        "draft": make_decision(group, 1),
        "open": make_decision(group, 2, state="open"),
        "public": make_decision(group, 3, **decided, review_on=date(2027, 5, 1)),
        "undated": make_decision(other, 4, state="decided", decided_at=datetime(2025, 5, 1, tzinfo=UTC)),
        "restricted": make_decision(group, 5, **decided, is_restricted=True, review_on=date(2027, 5, 1)),
        "restricted draft": make_decision(other, 6, is_restricted=True),
    }


def numbers(town, reader=PUBLIC, **chosen):
    found = list_decisions(town=town, chosen=DecisionFilter(**chosen), reader=reader)
    return sorted(one.number for one in found)


def test_each_reads_what_they_may(town, group, several):
    assert numbers(town) == [3, 4]
    assert numbers(town, INSIDE) == [1, 2, 3, 4]
    assert numbers(town, Reader(is_inside=True, groups=frozenset({group.pk}))) == [1, 2, 3, 4, 5]
    assert numbers(town, Reader(is_inside=True, reads_all=True)) == [1, 2, 3, 4, 5, 6]
    # Somebody whose role ended still sits in a group: without the desk they read as the public does.
    assert numbers(town, Reader(groups=frozenset({group.pk}))) == [3, 4]


def test_the_list_is_filtered(town, several):
    assert numbers(town, group="boards") == [4]
    assert numbers(town, year="2026") == [3]
    assert numbers(town, review="undated") == [4]
    assert numbers(town, INSIDE, state="open") == [2]
    assert numbers(town, words="WARM") == [3, 4]
    assert list_years(town=town) == [2026, 2025]


def test_due_reviews_are_those_by_the_day_of_the_town_or_the_group_that_the_reader_may_see(
    town, group, several
):
    reads_all = Reader(is_inside=True, reads_all=True)

    assert list(list_due_reviews(town, date(2027, 4, 30))) == []
    assert list(list_due_reviews(town, date(2027, 5, 1))) == [several["public"]]
    assert list(list_due_reviews(group, date(2027, 5, 1), reader=reads_all)) == [
        several["public"],
        several["restricted"],
    ]
    assert list(list_due_reviews(make_group(town, "third"), date(2099, 5, 1), reader=reads_all)) == []


def remember(decision, *keys):
    for kind, code in keys:
        decision.subjects.create(kind=kind, code=code)


def about(town, kind, code, reader=PUBLIC):
    return [
        (one.decision.number, one.through) for one in list_decisions_about(town, kind, code, reader=reader)
    ]


def test_a_record_remembers_what_was_decided_about_it_and_its_objective(town, several):
    remember(several["public"], ("measure", "jobs"))
    remember(several["undated"], ("objective", "M1"), ("measure", "jobs"))
    remember(several["draft"], ("recommendation", "R1"))
    remember(several["restricted"], ("measure", "jobs"))

    assert about(town, "measure", "jobs") == [(4, ("M1",)), (3, ())]
    assert about(town, "recommendation", "R1") == [(4, ("M1",))]
    assert about(town, "recommendation", "R1", INSIDE) == [(4, ("M1",)), (1, ())]
    assert about(town, "objective", "M1") == [(4, ("jobs",)), (3, ("jobs",))]
    assert about(town, "measure", "air") == []
    assert about(town, "workstream", "W1") == []


def test_decisions_and_what_hangs_on_them_are_named_for_people(group):
    decision = opened(group)
    given = vote(by=person("Ben"), decision=decision, choice="agree")

    assert str(decision.subjects.get()) == "D1 Open a warm room: recommendation R1"
    assert str(decision.effects.get(along="age")) == "D1 Open a warm room: age"
    assert str(given) == "D1 Open a warm room: Ben"
