"""Decisions and actions on the chain, and what the test of the plan asks of groups."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from fairplace.town.chain.queries import get_chain, get_trace, list_faults
from fairplace.town.chain.rules import CHECKS
from fairplace.town.people.rules import Ability
from tests.factories import (
    make_action,
    make_decision,
    make_group,
    make_indicator,
    make_item,
    make_measure,
    make_meeting,
    make_membership,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_recommendation,
    make_risk,
    make_series,
    make_town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def find(town, code):
    chain = get_chain(town=town)
    return [(fault.record[1], fault.fix_url) for fault in list_faults(town=town, chain=chain)[CHECKS[code]]]


def test_an_action_hangs_on_what_it_serves_and_on_its_decision_and_both_on_their_subjects(town, group):
    make_recommendation(make_objective(town), "R1")
    decision = make_decision(group, 1, state="decided")
    decision.subjects.create(kind="recommendation", code="R1")
    action = make_action(group, 1, decision=decision)
    action.subjects.create(kind="recommendation", code="R1")

    chain = get_chain(town=town)

    assert chain.list_above(("action", "A1")) == [("recommendation", "R1"), ("decision", "D1")]
    assert chain.list_above(("decision", "D1")) == [("recommendation", "R1")]
    assert set(chain.list_above(("group", "children"))) == {("decision", "D1"), ("action", "A1")}


def test_what_a_record_points_at_and_is_gone_is_told_as_broken(town, group):
    make_action(group, 1).subjects.create(kind="recommendation", code="R9")

    assert get_chain(town=town).broken == ((("action", "A1"), ("recommendation", "R9"), "serves"),)


def test_the_public_sees_nothing_restricted_no_draft_no_risk_and_nobodys_name(client, town, group):
    hidden = make_item(make_series(group), is_restricted=True)
    ben = make_person("Benedict", town)
    open_one = make_decision(group, 1, state="decided", title="Open")
    shut = make_decision(group, 2, state="decided", title="Shut", is_restricted=True)
    make_decision(group, 3, state="decided", title="Of a shut item", item=hidden)
    make_decision(group, 4, title="Draft")
    make_action(group, 1, ben, decision=open_one)
    make_action(group, 2, decision=shut)
    make_action(group, 3, item=hidden)
    make_risk(group, 1)

    chain = get_chain(town=town)
    public = chain.only_public()
    html = client.get("/trace/group/children/").content.decode()

    assert {key for key in public.records if key[0] in ("decision", "action", "risk")} == {
        ("decision", "D1"),
        ("action", "A1"),
    }
    assert ("decision", "D4") not in chain.records
    assert ("risk", "K1") in chain.records
    assert "Benedict" not in html
    assert "Shut" not in html


def test_a_number_is_told_with_what_it_is_out_of(town, group):
    make_action(group, 1, counts_what="homes warmed", count=3, denominator=12, denominator_what="cold homes")

    said = dict(get_chain(town=town).records[("action", "A1")].said)

    assert said["homes warmed"] == "3 of 12 cold homes"


def test_actions_are_asked_for_an_owner_a_link_and_their_day(town, group):
    today, ben = timezone.localdate(), make_person("Ben", town)
    late = {"starts_on": today - timedelta(days=9), "due_on": today - timedelta(days=1)}
    make_action(group, 1, **late)
    make_action(group, 2, ben, with_chair_since=timezone.now(), with_chair_because="Silent twice.")
    make_action(group, 3, ben, state="stopped", **late)
    linked = make_action(group, 4, ben)
    make_recommendation(make_objective(town), "R1")
    linked.subjects.create(kind="recommendation", code="R1")

    assert find(town, "action-no-owner") == [("A1", "/actions/A1/owner/")]
    assert find(town, "action-silent") == [("A2", "/actions/A2/owner/")]
    assert find(town, "action-late") == [("A1", "/actions/A1/update/")]
    assert [code for code, _url in find(town, "action-no-link")] == ["A1", "A2"]


def test_working_groups_are_asked_for_decisions_meetings_and_a_chair(town, group):
    make_group(town, "asleep")
    busy = make_group(town, "busy")
    now = timezone.now()
    make_decision(group, 1, state="decided", decided_at=now - timedelta(days=200))
    make_decision(busy, 2, state="decided", decided_at=now - timedelta(days=20))
    make_meeting(make_series(busy), now - timedelta(days=20))
    make_meeting(make_series(group), now - timedelta(days=20), state="cancelled")
    make_membership(busy, make_organisation(town), is_chair=True)
    make_membership(
        group,
        make_organisation(town, "homes"),
        is_chair=True,
        until_on=timezone.localdate() - timedelta(days=1),
    )

    assert [slug for slug, _url in find(town, "group-no-decision")] == ["children"]
    assert [slug for slug, _url in find(town, "group-no-meeting")] == ["children"]
    assert find(town, "group-no-chair") == [("children", "/groups/children/members/")]


def test_a_decision_past_its_review_is_found_until_it_was_looked_at(town, group):
    past, now = date(2026, 1, 1), timezone.now()
    make_decision(group, 1, state="decided", review_on=past, decided_at=now)
    make_decision(group, 2, state="decided", review_on=past, decided_at=now, reviewed_at=now)
    make_decision(group, 3, state="withdrawn", review_on=past)

    assert [code for code, _url in find(town, "decision-review-passed")] == ["D1"]


def test_a_measure_that_gets_worse_asks_for_an_answer_until_a_decision_or_action_speaks_of_it(town, group):
    indicator = make_indicator()
    make_observations(indicator, town.place, [(40 - 5 * n, 39 - 5 * n, 41 - 5 * n) for n in range(6)])
    make_measure(town, indicator=indicator)
    make_measure(town, "silent")
    before = find(town, "worse-no-answer")

    make_action(group, 1).subjects.create(kind="measure", code="jobs")

    assert [slug for slug, _url in before] == ["jobs"]
    assert find(town, "worse-no-answer") == []


def test_who_may_put_it_right_is_said_of_every_check():
    asked = {code: CHECKS[code].ability for code in CHECKS if code.startswith(("action-", "decision-"))}

    assert set(asked.values()) == {Ability.LEAD_GROUPS}
    assert CHECKS["group-no-chair"].ability == Ability.KEEP_GROUPS


def test_a_trace_leads_from_a_measure_to_what_was_decided_about_it(town, group):
    make_measure(town)
    make_decision(group, 1, state="decided").subjects.create(kind="measure", code="jobs")

    found = get_trace(town=town, start=("measure", "jobs"), public=True)

    assert {("decision", "D1"), ("group", "children")} <= {line.record.key for line in found.lines}
