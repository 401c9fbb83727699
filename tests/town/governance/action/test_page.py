"""What the page of an action shows to whom."""

from django.utils import timezone

from fairplace.town.governance.models import Action, Decision, ToDo
from fairplace.town.governance.operations.update import give_update
from tests.factories import (
    make_action,
    make_decision,
    make_item,
    make_membership,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
    make_series,
)
from tests.town.governance.action.conftest import read


def test_the_public_sees_how_an_action_stands_and_no_names(client, town, group, ben):
    action = make_action(
        group, owner=ben, text="For families on shifts.", organisation=make_organisation(town),
        approach="targeted", count=130, denominator=412, denominator_what="children under five in the town",
    )  # fmt: skip
    action.helpers.add(make_person("Gil", town))
    give_update(by=ben, action=action, note="Dee is ill.", state="under way")

    page = read(client, "/actions/A1/")

    assert "Under way." in page
    assert "130 of 412 children under five in the town" in page
    assert "Council" in page
    assert "Targeted: for some only" in page
    for hidden in ("Ben", "Gil", "Dee is ill", "Small steps", "Files"):
        assert hidden not in page


def test_those_inside_see_owner_helpers_updates_and_steps(group, ben, as_ben):
    action = make_action(group, owner=ben)
    action.helpers.add(make_person("Gil", group.town))
    give_update(by=ben, action=action, note="Two clinics were held.", state="under way")
    ToDo.objects.create(action=action, text="Book the hall")

    page = read(as_ben, "/actions/A1/")

    for shown in ("Ben", "Gil", "Two clinics were held.", "Book the hall", "Say how it goes"):
        assert shown in page
    assert "Give it to somebody else" not in page


def test_an_action_links_to_what_it_serves(client, town, group):
    make_recommendation(make_objective(town), "R1")
    make_recommendation(make_objective(town, "M2", 2), "R2-draft", status="draft")
    action = make_action(group)
    for code in ("R1", "R2-draft", "R9-gone"):
        action.subjects.create(kind="recommendation", code=code)

    page = read(client, "/actions/A1/")

    assert 'href="/recommendations/R1/"' in page
    assert "R2-draft" not in page
    assert "R9-gone" not in page


def test_those_inside_are_told_what_is_not_in_force(town, group, as_ben):
    make_action(group).subjects.create(kind="recommendation", code="R9")

    assert "(not in force any more)" in read(as_ben, "/actions/A1/")


def test_what_waits_on_the_chairs_list_says_why(group, as_ben):
    make_action(group, with_chair_since=timezone.now(), with_chair_because="Dee has left.")

    assert "Since 30 November 2026: Dee has left." in read(as_ben, "/actions/A1/")


def test_what_came_from_a_restricted_item_is_for_those_entitled(client, town, group, ben, as_ada, as_ben):
    item = make_item(make_series(group), is_restricted=True)
    make_action(group, 1, title="Sell the hall", item=item)
    make_action(group, 2, title="Sell the shop", decision=make_decision(group, item=item))

    assert client.get("/actions/A1/").status_code == 404
    assert as_ben.get("/actions/A2/").status_code == 404
    assert "Sell the hall" not in read(as_ben, "/actions/")
    assert "Sell the hall" in read(as_ada, "/actions/")
    assert "Sell" not in read(client, "/groups/children/plan/2026/")
    assert "Sell the shop" in read(as_ada, "/groups/children/plan/2026/")


def test_members_and_owners_read_what_is_restricted(town, group, ben, as_ben):
    item = make_item(make_series(group), is_restricted=True)
    make_action(group, 1, title="Sell the hall", item=item, owner=ben)

    assert "Sell the hall" in read(as_ben, "/actions/A1/")
    assert "Sell the hall" in read(as_ben, "/actions/")
    Action.objects.update(owner=None)
    assert "Sell the hall" not in read(as_ben, "/actions/")
    make_membership(group, make_organisation(town), person=ben)
    assert "Sell the hall" in read(as_ben, "/actions/")
    assert "Sell the hall" in read(as_ben, "/actions/A1/")


def test_the_public_is_told_of_decisions_that_were_taken(client, group):
    decision = make_decision(group, title="Open a warm room")
    make_action(group, decision=decision)

    assert "Open a warm room" not in read(client, "/actions/A1/")
    Decision.objects.update(state=Decision.State.DECIDED)
    assert "Open a warm room" in read(client, "/actions/A1/")
