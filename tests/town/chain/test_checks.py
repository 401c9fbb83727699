"""Every check finds what it is for, and is quiet about what is in order."""

from datetime import UTC, date, datetime, timedelta

import pytest

from fairplace.town.chain.queries import get_chain, list_faults
from fairplace.town.chain.rules import CHECKS
from fairplace.town.framework.models import Response
from fairplace.town.partners.models import Membership, Pledge, Tie
from fairplace.town.workstreams.models import Contribution
from tests.factories import (
    make_alignment,
    make_group,
    make_indicator,
    make_measure,
    make_objective,
    make_observations,
    make_organisation,
    make_recommendation,
    make_review,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db
AGO = date.today() - timedelta(days=400)
NOW = datetime.now(UTC)


@pytest.fixture
def town():
    return make_town()


def faults(town, **fields):
    found = list_faults(town=town, chain=get_chain(town=town), **fields)
    return {(check.code, fault.record[1]) for check, own in found.items() for fault in own}


def sentences(town, code):
    found = list_faults(town=town, chain=get_chain(town=town))
    return [fault.sentence for fault in found[CHECKS[code]]]


def respond(recommendation, answer="accepted", **fields):
    return Response.objects.create(
        recommendation=recommendation, answer=answer, reason="R", answered_on=AGO, **fields
    )


def test_a_town_without_anything_has_nothing_to_put_right(town):
    assert faults(town) == set()


def test_a_plan_that_is_whole_passes_every_check(town):
    objective = make_objective(town)
    advice = make_recommendation(objective)
    respond(advice, due_on=date.today())
    indicator = make_indicator()
    make_observations(indicator, town.place, [1, 2, 3])
    make_measure(town, indicator=indicator, objectives=[objective])
    group = make_group(town, objectives=[objective])
    council, homes = make_organisation(town), make_organisation(town, "homes")
    Membership.objects.create(group=group, organisation=council)
    for code, lead in (("W1", council), ("W2", homes)):
        make_alignment(advice, make_workstream(town, code, lead=lead), checked_at=NOW, review_on=date.today())
    make_review(town, date.today().year)

    assert faults(town) == set()


def test_recommendations_without_measure_work_or_response_are_found(town):
    make_recommendation(make_objective(town))

    assert faults(town) == {
        ("objective-no-measure", "M1"),
        ("no-measure", "R1"),
        ("no-workstream", "R1"),
        ("no-response", "R1"),
    }


def test_a_promise_is_past_its_date_only_while_it_stands(town):
    objective = make_objective(town)
    for code, answer in (("R1", "accepted"), ("R2", "adapted"), ("R3", "declined"), ("R4", "happening")):
        respond(make_recommendation(objective, code), answer, due_on=date(2026, 3, 1))

    late = {code for check, code in faults(town) if check == "response-overdue"}

    assert late == {"R1", "R2"}
    assert sentences(town, "response-overdue")[0] == "It was promised by 1 March 2026."


def test_work_that_only_says_none_carries_nothing(town):
    advice = make_recommendation(make_objective(town))
    make_alignment(advice, make_workstream(town, owner="Dee"), "none", checked_at=NOW)

    found = faults(town)

    assert {("no-workstream", "R1"), ("orphan", "W1")} <= found
    assert ("no-owner", "W1") not in found


def test_work_without_owner_and_mapping_nobody_looked_at_are_found(town):
    advice = make_recommendation(make_objective(town))
    make_alignment(advice, make_workstream(town), review_on=date(2026, 1, 2))

    assert {("no-owner", "W1"), ("review-passed", "R1"), ("never-checked", "R1")} <= faults(town)
    assert sentences(town, "review-passed") == [
        "Its mapping to Work W1 was to be looked at again by 2 January 2026."
    ]
    assert sentences(town, "never-checked") == ["1 cell of its row was never checked."]


def test_one_owner_of_several_workstreams_is_still_one(town):
    advice, council = make_recommendation(make_objective(town)), make_organisation(town)
    for code in ("W1", "W2"):
        make_alignment(advice, make_workstream(town, code, lead=council))

    assert sentences(town, "one-owner") == ["Only Council carries it."]

    make_alignment(advice, make_workstream(town, "W3", owner="Dee"))

    assert sentences(town, "one-owner") == []


def test_measures_without_number_comparison_or_purpose_are_told_apart(town):
    indicator = make_indicator()
    make_observations(indicator, town.place, [5])
    repeated = make_indicator("repeated")
    make_observations(repeated, town.place, [5], flag="carried-forward")
    make_measure(town, "one", indicator)
    make_measure(town, "repeated", repeated)
    make_measure(town, "none", needed="A survey.", objectives=[make_objective(town)])

    assert sentences(town, "measure-no-number") == ["Needed: A survey."]
    assert sentences(town, "measure-no-baseline") == [
        "It has one number alone, so nothing can be compared with it yet.",
        "Every number it has repeats an earlier one.",
    ]
    assert sentences(town, "measure-no-recommendation") == [
        "It belongs to no objective, so nothing that was advised is tied to it.",
        "It belongs to no objective, so nothing that was advised is tied to it.",
        "Nothing was advised under its objective.",
    ]


def test_groups_and_partners_without_ties_are_found(town):
    board = make_group(town, "board")
    make_group(town, "feeder", reports_to=board)
    member, drawn, other = (make_organisation(town, code) for code in ("member", "drawn", "other"))
    make_organisation(town, "stranger")
    make_organisation(town, "gone", archived_on=AGO)
    Membership.objects.create(group=board, organisation=member)
    Membership.objects.create(group=board, organisation=other, until_on=AGO)
    Tie.objects.create(one=drawn, other=member, why="A kitchen", drawn_on=AGO)

    assert faults(town) == {
        ("group-no-objective", "feeder"),
        ("partner-no-tie", "other"),
        ("partner-no-tie", "stranger"),
    }


def test_pledges_are_stale_a_year_after_somebody_last_looked(town):
    council = make_organisation(town)
    Membership.objects.create(group=make_group(town, objectives=[make_objective(town)]), organisation=council)
    looked_at = Pledge.objects.create(organisation=council, text="Looked at", made_on=AGO)
    looked_at.check_ins.create(year=2026, going="kept")
    given_up = Pledge.objects.create(organisation=council, text="Given up", made_on=AGO)
    given_up.check_ins.create(year=2024, going="given up")
    given_up.check_ins.update(at=NOW - timedelta(days=400))
    Pledge.objects.create(organisation=council, text="Ended", made_on=AGO, ended_on=AGO)
    Pledge.objects.create(organisation=council, text="New", made_on=date.today())
    Pledge.objects.create(organisation=council, text="Forgotten", made_on=AGO)

    assert sentences(town, "pledge-stale") == ["Pledge “Forgotten”: last looked at: never."]


def test_work_tied_to_what_was_archived_is_broken(town):
    objective = make_objective(town)
    make_alignment(make_recommendation(objective, "R1", archived_on=AGO), make_workstream(town))

    assert sentences(town, "broken-tie") == [
        "Work W1 is tied to recommendation R1, which is not in force any more."
    ]
    assert ("never-checked", "R1") not in faults(town)


def test_the_public_is_told_only_what_it_may_know(town):
    make_recommendation(make_objective(town))
    make_workstream(town)

    assert {check for check, _ in faults(town, public=True)} == {
        "objective-no-measure",
        "no-measure",
        "no-workstream",
        "no-response",
    }


def test_contributions_join_the_chain_once_they_are_linked(town):
    advice, council = make_recommendation(make_objective(town)), make_organisation(town)
    linked = Contribution.objects.create(town=town, text="Trees.", state="linked", organisation=council)
    linked.recommendations.add(advice)
    Contribution.objects.create(town=town, text="Waiting.")
    chain = get_chain(town=town)

    assert [record.name for record in chain.of_kind("contribution")] == ["Trees."]
    assert chain.list_below(("contribution", str(linked.pk))) == [("organisation", "council")]
