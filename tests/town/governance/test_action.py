from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairplace.town.governance.models import Action, Decision, ToDo
from fairplace.town.governance.operations.action import ActionKept, add_action, change_action, remove_action
from fairplace.town.governance.operations.update import give_update, reassign
from fairplace.town.governance.queries.action import (
    ActionFilter,
    list_actions,
    list_actions_read_by,
    list_readers,
)
from fairplace.town.governance.rules.reader import Reader
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
    make_town,
    make_workstream,
)

DAY = date(2026, 11, 30)
ALL = Reader(is_inside=True, reads_all=True)


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 30, 9, tzinfo=UTC))


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def group(town):
    return make_group(town)


@pytest.fixture
def ben(town):
    return make_person("Ben", town, "contributor")


@pytest.fixture
def ada(town):
    return make_person("Ada", town, "programme-team")


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


def read(client, address):
    page = client.get(address)
    assert page.status_code == 200, address
    return " ".join(page.content.decode().split())


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
    make_recommendation(make_objective(town, "M2", 2), "R2", status="draft")
    action = make_action(group)
    for code in ("R1", "R2", "R9"):
        action.subjects.create(kind="recommendation", code=code)

    page = read(client, "/actions/A1/")

    assert 'href="/recommendations/R1/"' in page
    assert "R2" not in page
    assert "R9" not in page


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


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ({}, [1, 4, 2, 3]),
        ({"words": "warm homes"}, [2]),
        ({"words": "A3"}, [3]),
        ({"group": "housing"}, [4]),
        ({"owner": "BEN"}, [1]),
        ({"state": "open"}, [1, 4, 2]),
        ({"state": "done"}, [3]),
        ({"when": "late"}, [1]),
        ({"when": "soon"}, [4]),
        ({"approach": "targeted"}, [2]),
        ({"approach": "unknown"}, [1, 4, 3]),
        ({"without": "owner"}, [4, 2, 3]),
        ({"without": "update"}, [4, 2, 3]),
        ({"without": "link"}, [1, 4, 3]),
        ({"without": "number"}, [1, 4, 3]),
        ({"without": "chair"}, [4]),
        ({"strategy": "PLAN"}, [1]),
        ({"without": "nonsense", "strategy": "x", "owner": "y"}, [1, 4, 2, 3]),
    ],
)
def test_the_list_can_be_narrowed(town, group, ben, chosen, numbers):
    plan = Strategy.objects.create(town=town, name="Housing plan")
    late = make_action(group, 1, owner=ben, due_on=date(2026, 11, 1))
    late.strategies.add(plan)
    give_update(by=ben, action=late, note="It goes.", state="under way")
    warm = make_action(
        group, 2, title="Warm their homes", approach="targeted", count=1, denominator=2,
        denominator_what="homes", with_chair_since=None,
    )  # fmt: skip
    warm.subjects.create(kind="recommendation", code="R1")
    make_action(group, 3, state="done", due_on=date(2026, 10, 1), with_chair_since=timezone.now())
    soon = make_group(town, "housing")
    make_action(soon, 4, due_on=date(2026, 12, 24), with_chair_since=timezone.now())
    told = {
        name: {"BEN": str(ben.pk), "PLAN": str(plan.pk)}.get(value, value) for name, value in chosen.items()
    }

    found = list_actions(town=town, reader=ALL, chosen=ActionFilter(**told), day=DAY)

    assert [one.number for one in found] == numbers


def test_a_filter_in_the_address_narrows_the_page_and_its_files(group, as_ben):
    make_action(group, 1, title="Warm homes")
    make_action(group, 2, title="Saturday clinic", due_on=date(2026, 11, 1))

    page = read(as_ben, "/actions/?when=late")
    file = as_ben.get("/actions/list.csv?when=late").content.decode()

    assert "Saturday clinic" in page
    assert "29 days late" in page
    assert "Warm homes" not in page
    assert "Saturday clinic" in file
    assert "Warm homes" not in file


def test_what_cannot_be_chosen_filters_nothing(group, as_ben):
    make_action(group)

    assert "Action 1" in read(as_ben, "/actions/?state=nonsense&owner=x&strategy=y")


def test_an_empty_list_says_so(group, as_ada, as_ben):
    assert "Add the first, or bring a spreadsheet." in read(as_ada, "/actions/")
    assert "once a group has agreed" in read(as_ben, "/actions/")
    make_action(group)
    assert "No action fits what you chose." in read(as_ben, "/actions/?state=done")


def test_the_list_leaves_as_a_workbook_and_never_a_count_alone(group, ben, as_ben):
    make_action(group, owner=ben, denominator=412, denominator_what="children", title="=1+1")

    answer = as_ben.get("/actions/list.xlsx")

    assert answer.content.startswith(b"PK")
    rows = as_ben.get("/actions/list.csv").content.decode().splitlines()
    assert ",,,children," in rows[1]
    assert "'=1+1" in rows[1]
    assert as_ben.get("/actions/list.pdf").status_code == 404


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


def test_an_owner_says_how_it_goes(group, ben, as_ben):
    make_action(group, owner=ben, denominator=412, denominator_what="children", counts_what="jabs")

    answer = as_ben.post(
        "/actions/A1/update/",
        {"note": "Two clinics.", "state": "under way", "state_seen": "not started", "count": "141",
         "denominator": "412"},
    )  # fmt: skip

    one = Action.objects.get()
    assert answer.url == "/actions/A1/"
    assert (one.state, one.count) == ("under way", 141)
    assert "From “Not started” to “Under way” · 141 of 412 children" in read(as_ben, "/actions/A1/")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"note": " "}, "Write in a sentence how it goes."),
        ({"count": "5", "denominator": ""}, "Say out of how many."),
    ],
)
def test_no_state_changes_without_a_word_and_no_count_stands_alone(group, ben, as_ben, typed, says):
    make_action(group, owner=ben, denominator=412, denominator_what="children")

    page = as_ben.post("/actions/A1/update/", {"note": "It goes.", "state": "done", **typed}).content.decode()

    assert says in page
    assert Action.objects.get().state == "not started"


def test_a_state_given_meanwhile_is_not_turned_back_unseen(group, ben, ada, as_ben):
    action = make_action(group, owner=ben)
    sent = {"note": "My long words.", "state": "not started", "state_seen": "not started"}
    give_update(by=ada, action=action, note="All done.", state="done")

    page = as_ben.post("/actions/A1/update/", sent).content.decode()

    assert "Meanwhile somebody else said “Done”." in page
    assert "My long words." in page
    assert 'name="state_seen" value="done"' in page
    assert Action.objects.get().state == "done"


def test_an_update_names_everybody_who_reads_it(town, group, ben, as_ben):
    group.reports_to = make_group(town, "board")
    group.save()
    make_action(group, owner=ben).strategies.add(Strategy.objects.create(town=town, name="Housing plan"))

    page = read(as_ben, "/actions/A1/update/")

    assert "<li>Children</li><li>Board</li><li>Strategy: Housing plan</li>" in page


def test_only_owner_helpers_and_leads_say_how_it_goes(group, ben, as_ben, as_ada):
    action = make_action(group)

    assert as_ben.get("/actions/A1/update/").status_code == 403
    action.helpers.add(ben)
    assert as_ben.get("/actions/A1/update/").status_code == 200
    assert as_ada.get("/actions/A1/update/").status_code == 200


def test_an_action_goes_to_somebody_else_with_a_reason(group, ben, ada, as_ada):
    make_action(group, owner=ben)

    refused = as_ada.post("/actions/A1/owner/", {"owner": ada.pk, "because": ""})
    as_ada.post("/actions/A1/owner/", {"owner": ada.pk, "because": "Ben has moved on."})

    assert "Say in a few words" in refused.content.decode()
    assert Action.objects.get().owner == ada
    event = AuditEvent.objects.get(verb="gave to somebody else")
    assert event.after == {"owner": "Ada", "because": "Ben has moved on."}


def test_an_action_goes_to_somebody_new_or_to_nobody(group, ben, as_ada):
    make_action(group, owner=ben)
    new = {"owner": "new", "new_name": "Dee", "new_email": "dee@example.org", "because": "Ben is ill."}

    as_ada.post("/actions/A1/owner/", new)
    assert Action.objects.get().owner.email == "dee@example.org"

    as_ada.post("/actions/A1/owner/", {"owner": "", "because": "Dee is ill too."})
    one = Action.objects.get()
    assert (one.owner, one.with_chair_because) == (None, "Dee is ill too.")


def test_an_action_does_not_go_to_somebody_who_left(group, ben, as_ada):
    make_person("Ann", group.town, is_active=False)
    make_action(group, owner=ben)
    sent = {"owner": "new", "new_name": "Ann", "new_email": "ann@example.org", "because": "Why not."}

    page = as_ada.post("/actions/A1/owner/", sent).content.decode()

    assert "Ann has left" in page
    assert Action.objects.get().owner == ben


def test_a_step_is_added_ticked_unticked_and_removed(group, ben, as_ben):
    make_action(group, owner=ben)

    as_ben.post("/actions/A1/to-dos/add/", {"text": "Book the hall", "to_do_due_on": "2026-12-15"})
    step = ToDo.objects.get()
    assert step.due_on == date(2026, 12, 15)

    for _twice in range(2):
        as_ben.post(f"/actions/A1/to-dos/{step.pk}/mark/", {"done": "yes"})
    step.refresh_from_db()
    assert (step.done_at is not None, step.done_by) == (True, ben)
    assert AuditEvent.objects.filter(verb="ticked a to-do").count() == 1

    as_ben.post(f"/actions/A1/to-dos/{step.pk}/mark/", {"done": "no"})
    step.refresh_from_db()
    assert (step.done_at, step.done_by) == (None, None)

    as_ben.post(f"/actions/A1/to-dos/{step.pk}/remove/")
    assert not ToDo.objects.exists()


def test_a_step_without_words_is_refused_and_its_day_kept(group, ben, as_ben):
    make_action(group, owner=ben)

    page = as_ben.post("/actions/A1/to-dos/add/", {"text": "", "to_do_due_on": "2026-12-15"}).content.decode()

    assert "Say what is to be done." in page
    assert 'value="2026-12-15"' in page


def test_a_step_of_another_action_is_not_found(group, ben, as_ben):
    step = ToDo.objects.create(action=make_action(group, 1, owner=ben), text="Book")
    make_action(group, 2, owner=ben)

    assert as_ben.post(f"/actions/A2/to-dos/{step.pk}/mark/", {"done": "yes"}).status_code == 404


def test_everybody_up_the_line_reads_an_action_also_in_a_circle(town):
    board = make_group(town, "board")
    partnership = make_group(town, "partnership", reports_to=board)
    group = make_group(town, "children", reports_to=partnership)
    board.reports_to = group
    board.save()
    told = make_group(town, "told")
    action = make_action(group)
    action.also_to.add(told, board)

    readers = list_readers(action)

    assert [one.slug for one in readers.groups] == ["children", "partnership", "board", "told"]


def test_a_board_reads_what_reports_to_it_at_any_depth(town):
    board = make_group(town, "board")
    partnership = make_group(town, "partnership", reports_to=board)
    children = make_group(town, "children", reports_to=partnership)
    other = make_group(town, "other")
    for number, group in enumerate((board, partnership, children, other, other), start=1):
        make_action(group, number)
    Action.objects.get(number=5).also_to.add(board, partnership)

    assert [one.number for one in list_actions_read_by(board)] == [1, 2, 3, 5]
    assert [one.number for one in list_actions_read_by(board, own=False)] == [2, 3, 5]
    assert [one.number for one in list_actions_read_by(children)] == [3]


def test_a_strategy_shows_the_last_word_on_everything_reported_to_it(town, group, ben, as_ben):
    plan = Strategy.objects.create(town=town, name="Housing plan", address="https://example.org/plan")
    make_workstream(town, "W1").strategies.add(plan)
    for number in (1, 2, 3):
        action = make_action(group, number, owner=ben)
        if number < 3:
            action.strategies.add(plan)
    for note in ("First word.", "Last word."):
        give_update(by=ben, action=Action.objects.get(number=1), note=note, state="under way")

    page = read(as_ben, f"/strategies/{plan.pk}/")

    assert "Last word." in page
    assert "First word." not in page
    assert "No update yet." in page
    assert "Action 3" not in page
    assert "W1 Work W1" in page
    assert f'href="/strategies/{plan.pk}/"' in read(as_ben, f"/actions/?strategy={plan.pk}")


def test_a_strategy_of_nobody_is_not_found(as_ben):
    assert as_ben.get("/strategies/99/").status_code == 404


def test_reassigning_starts_the_rhythm_anew(group, ben, ada, as_ben, monkeypatch):
    action = make_action(
        group, owner=ben, starts_on=date(2026, 1, 1), owned_since=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert "3 updates missed" in read(as_ben, "/actions/")

    reassign(by=ada, action=action, owner=ada, because="Ben is ill.")

    assert "missed" not in read(as_ben, "/actions/")


@pytest.mark.parametrize(
    "address",
    [
        "/actions/",
        "/actions/?group=children&state=open&without=update&strategy=1&owner=1",
        "/actions/list.csv",
        "/actions/list.xlsx",
        "/actions/A1/",
        "/actions/A1/change/",
        "/actions/A1/update/",
        "/actions/A1/owner/",
        "/actions/add/",
        "/strategies/1/",
        "/groups/children/plan/2026/",
        "/groups/children/plan/2026/plan.csv",
        "/groups/children/plan/2026/plan.docx",
        "/sheets/actions/file.csv",
    ],
)
def test_the_number_of_questions_does_not_grow_with_the_actions(town, group, ada, as_ada, address):
    objective = make_objective(town)
    plan = Strategy.objects.create(pk=1, town=town, name="Housing plan")
    first = make_action(group, 1)

    def fill(numbers):
        for n in numbers:
            owner = make_person(f"Owner{n}", town, "contributor")
            make_recommendation(objective, f"R{n}")
            above = make_group(town, f"board-{n}")
            action = make_action(group, 10 + n, owner=owner, organisation=make_organisation(town, f"p{n}"))
            for one in (first, action):
                one.subjects.create(kind="recommendation", code=f"R{n}")
                one.strategies.add(plan, Strategy.objects.create(town=town, name=f"Plan {n} {one.number}"))
                one.also_to.add(above)
                one.helpers.add(owner)
                ToDo.objects.create(action=one, text="Book", done_at=timezone.now(), done_by=owner)
                one.files.create(name="a.pdf", file="a.pdf", added_by=owner)
                give_update(by=owner, action=one, note="It goes.", state="under way")

    fill([1])
    as_ada.get(address)

    with CaptureQueriesContext(connection) as one:
        as_ada.get(address)
    fill([2, 3])
    with CaptureQueriesContext(connection) as three:
        assert as_ada.get(address).status_code == 200

    assert len(three) == len(one)
