"""An action is added and changed, and taken away while nothing was said of it."""

import pytest

from fairplace.town.governance.models import Action
from fairplace.town.governance.operations.action import ActionKept, add_action, change_action, remove_action
from fairplace.town.governance.operations.update import give_update
from fairplace.town.people.models import AuditEvent, Person
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.workstreams.models import Strategy
from tests.factories import (
    make_action,
    make_decision,
    make_group,
    make_item,
    make_meeting,
    make_membership,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
    make_series,
    make_workstream,
)
from tests.town.governance.action.conftest import DAY, read
from tests.town.governance.conftest import sign_in


def fields(**changed):
    """Return what somebody types into the form of an action."""
    return {
        "title": "Open a Saturday clinic",
        "group": "children",
        "approach": "targeted",
        "starts_on": "2026-12-01",
        "due_on": "2027-03-31",
        "every_months": "3",
        **changed,
    }


def test_a_lead_adds_an_action_with_everything(town, group, ada, ben, as_ada):
    make_recommendation(make_objective(town), "R1")
    make_workstream(town, "W1")
    make_organisation(town)
    board = make_group(town, "board")
    plan = Strategy.objects.create(town=town, name="Housing plan")

    answer = as_ada.post(
        "/actions/add/",
        fields(
            owner=ben.pk, helpers=[ada.pk], organisation="council", text="Why.", also_to=[board.slug],
            serves=["recommendation:R1", "workstream:W1"], strategies=[plan.pk],
            new_strategies="Climate plan\n\nClimate plan", counts_what="jabs", count="130",
            denominator="412", denominator_what="children",
        ),
    )  # fmt: skip

    one = Action.objects.get()
    assert answer.url == "/actions/A1/"
    assert (one.owner, one.group, one.organisation.code) == (ben, group, "council")
    assert [subject.key for subject in one.subjects.all()] == [
        ("recommendation", "R1"),
        ("workstream", "W1"),
    ]
    assert [str(s) for s in one.strategies.all()] == ["Climate plan", "Housing plan"]
    assert (list(one.helpers.all()), list(one.also_to.all())) == ([ada], [board])
    assert (one.count, one.denominator, one.denominator_what) == (130, 412, "children")
    assert (one.state, one.with_chair_since) == ("not started", None)
    assert AuditEvent.objects.filter(kind="action", verb="added", subject="A1", by=ada).exists()


def test_an_action_without_owner_stands_on_the_chairs_list(group, as_ada):
    as_ada.post("/actions/add/", fields())

    one = Action.objects.get()
    assert one.with_chair_since is not None
    assert one.with_chair_because == "Nobody owns it."


def test_somebody_new_owns_an_action_without_a_role(town, group, as_ada):
    as_ada.post("/actions/add/", fields(owner="new", new_name="Dee Okafor", new_email="Dee@Example.org"))

    dee = Person.objects.get(email="dee@example.org")
    assert Action.objects.get().owner == dee
    assert dee.name == "Dee Okafor"
    assert not dee.appointments.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"title": ""}, "Say what will be done."),
        ({"due_on": "2026-11-01"}, "It cannot be due before it starts."),
        ({"due_on": "soon"}, "Write the date as year-month-day"),
        ({"count": "130"}, "A number says little alone. Say out of how many."),
        ({"count": "130", "denominator": "412"}, "Say who or what those are."),
        ({"owner": "new"}, "Write their name."),
        ({"owner": "new", "new_name": "Dee"}, "Write their e-mail address."),
        ({"new_name": "Dee"}, "Choose “Somebody new”"),
        ({"owner": "new", "new_name": "Dee", "new_email": "dee"}, "Write a whole e-mail address"),
        ({"owner": "new", "new_name": "Ann", "new_email": "ann@example.org"}, "Ann has left"),
        ({"new_strategies": "x" * 201}, "at most 200 letters"),
        ({"every_months": "0"}, "Write 1 or more"),
        ({"group": "housing"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(group, as_ada, typed, says):
    make_person("Ann", group.town, is_active=False)

    page = as_ada.post("/actions/add/", fields(text="Typed at length.", **typed)).content.decode()

    assert says in page
    assert "Typed at length." in page
    assert not Action.objects.exists()


def test_an_action_keeps_the_item_and_decision_it_comes_from(group, as_ada):
    series = make_series(group)
    item = make_item(series, make_meeting(series))
    decision = make_decision(group, 4)

    page = read(as_ada, f"/actions/add/?group=children&item={item.pk}&decision=4")
    as_ada.post("/actions/add/", fields(item=item.pk, decision=4))

    assert "It comes from the agenda item “Warm homes”." in page
    assert "It follows from D4" in page
    one = Action.objects.get()
    assert (one.item, one.decision) == (item, decision)
    assert "Warm homes" in read(as_ada, "/actions/A1/")


def test_what_another_group_talked_about_is_no_origin(town, group, as_ada):
    other = make_group(town, "housing")
    item, decision = make_item(make_series(other)), make_decision(other, 4)

    as_ada.post("/actions/add/", fields(item=item.pk, decision=decision.number))

    one = Action.objects.get()
    assert (one.item, one.decision) == (None, None)
    assert read(as_ada, "/actions/add/?item=x&decision=99999999999")


def test_a_chair_adds_to_the_groups_they_lead_only(town, group):
    chair = make_person("Cleo", town, "group-chair")
    as_cleo = sign_in(chair)
    assert as_cleo.get("/actions/add/").status_code == 403
    make_membership(group, make_organisation(town), person=chair, is_chair=True)
    make_group(town, "housing")

    page = read(as_cleo, "/actions/add/")

    assert 'value="children"' in page
    assert '<option value="housing">' not in page


def test_a_lead_changes_an_action_but_not_its_state(town, group, as_ada):
    make_recommendation(make_objective(town), "R1")
    action = make_action(group)
    action.subjects.create(kind="recommendation", code="R9")

    page = read(as_ada, "/actions/A1/change/")
    answer = as_ada.post(
        "/actions/A1/change/",
        fields(version=1, state="done", serves=["recommendation:R1", "recommendation:R9"]),
    )

    assert "R9 (not in force)" in page
    assert answer.status_code == 302
    action.refresh_from_db()
    assert (action.title, action.state, action.version) == ("Open a Saturday clinic", "not started", 2)
    assert {one.code for one in action.subjects.all()} == {"R1", "R9"}


def test_saving_without_a_change_writes_nothing(group, as_ada):
    make_action(group, every_months=None)
    as_ada.post("/actions/A1/change/", fields(version=1))
    events = AuditEvent.objects.count()

    as_ada.post("/actions/A1/change/", fields(version=2))

    assert Action.objects.get().version == 2
    assert AuditEvent.objects.count() == events


def test_two_who_change_an_action_see_both_texts_and_lose_none(group, ada, as_ada):
    action = make_action(group)
    change_action(by=ada, action=action, version=1, values={"title": "Their title"})

    clash = as_ada.post("/actions/A1/change/", fields(version=1))

    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Their title" in page
    assert "Open a Saturday clinic" in page
    assert Action.objects.get().title == "Their title"
    assert as_ada.post("/actions/A1/change/", fields(version=2)).status_code == 302
    assert Action.objects.get().title == "Open a Saturday clinic"


def test_an_old_version_is_refused(group, ada):
    action = make_action(group)
    change_action(by=ada, action=action, version=1, values={"title": "New"})

    with pytest.raises(ChangedMeanwhile):
        change_action(by=ada, action=action, version=1, values={"title": "Newer"})


def test_an_owner_does_not_change_an_action(group, ben, as_ben):
    make_action(group, owner=ben)

    assert as_ben.get("/actions/A1/change/").status_code == 403
    assert as_ben.get("/actions/A1/owner/").status_code == 403


def test_an_action_of_which_something_was_said_is_kept(group, ada):
    action, other = make_action(group, 1), make_action(group, 2)
    give_update(by=ada, action=action, note="It goes.", state="under way")

    with pytest.raises(ActionKept, match="A1 has updates"):
        remove_action(by=ada, action=action)
    remove_action(by=ada, action=other)

    assert [one.number for one in Action.objects.all()] == [1]


def test_a_number_that_is_given_is_taken(town, group):
    values = {"group": group, "title": "T", "starts_on": DAY, "due_on": DAY}

    numbers = [
        add_action(by=None, town=town, owner=None, values=values, number=number).number
        for number in (7, None)
    ]

    assert numbers == [7, 8]
