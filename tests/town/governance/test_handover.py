"""Handing over: what somebody has in hand, what no record says, and what moves in one step."""

import io
from datetime import date, timedelta

import docx
import pytest
from django.test import Client
from django.utils import timezone

from fairplace.town.governance.models import Action, Handover, Risk, Update, Vote
from fairplace.town.governance.operations.handover import (
    HandoverRefused,
    begin_handover,
    finish_handover,
    save_draft,
)
from fairplace.town.governance.rules.handover import choose_heir
from fairplace.town.partners.models import Membership
from fairplace.town.people.models import AuditEvent
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
    make_risk,
    make_round,
    make_series,
    make_workstream,
)

LAST_DAY = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("heirs", "to", "heir"),
    [({}, None, None), ({}, 1, 1), ({"homes": 2}, 1, 2), ({"work": 2}, 1, 1), ({"homes": 2}, None, 2)],
)
def test_whoever_is_named_for_a_group_stands_before_whoever_takes_all(heirs, to, heir):
    assert choose_heir("homes", heirs, to) == heir


@pytest.fixture
def council(town):
    return make_organisation(town)


@pytest.fixture
def ben(town, group, council):
    """Ben chairs the children's group, sits in the board, owns two actions and a risk, and helps with one."""
    ben = make_person("Ben", town, "group-chair")
    board = make_group(town, "board")
    make_membership(group, council, name="Ben", email="ben@example.org", person=ben, is_chair=True)
    make_membership(board, council, name="Ben", person=ben)
    make_action(group, 1, ben)
    make_action(board, 2, ben)
    make_action(group, 3, ben, state="done")
    make_action(group, 4).helpers.add(ben)
    make_risk(board, 1, owner=ben)
    return ben


@pytest.fixture
def ada(town):
    client = Client()
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def finish(town, person, **values):
    said = {"last_day_on": LAST_DAY, "to": None, "heirs": {}, "unsaid": {}, **values}
    draft = begin_handover(by=None, town=town, person=person)
    draft = save_draft(by=None, handover=draft, version=draft.version, values=said)
    return finish_handover(by=None, handover=draft, version=draft.version)


def owners():
    return {one.code: str(one.owner or "") for one in Action.objects.order_by("number")}


def test_everything_goes_to_whoever_takes_over_and_what_is_done_stays(town, ben, group):
    dee = make_person("Dee", town)

    done = finish(town, ben, to=dee)

    assert owners() == {"A1": "Dee", "A2": "Dee", "A3": "Ben", "A4": ""}
    assert list(Action.objects.get(number=4).helpers.all()) == [dee]
    assert Risk.objects.get().owner == dee
    assert Risk.objects.get().changes.get().note == "Ben handed over."
    seats = Membership.objects.order_by("group__slug", "name").values_list(
        "group__slug", "name", "is_chair", "since_on", "until_on"
    )
    assert list(seats) == [
        ("board", "Ben", False, None, LAST_DAY),
        ("board", "Dee", False, date(2027, 1, 1), None),
        ("children", "Ben", True, None, LAST_DAY),
        ("children", "Dee", True, date(2027, 1, 1), None),
    ]
    assert Membership.objects.filter(person=ben).count() == 2
    assert Membership.objects.filter(person=dee).count() == 2
    assert done.data["moved"] == {"actions": 2, "help": 1, "risks": 1, "seats": 2}


def test_one_group_may_go_to_somebody_else_and_the_rest_to_the_chairs_list(town, ben):
    dee = make_person("Dee", town)

    done = finish(town, ben, heirs={"children": dee.pk})

    assert owners() == {"A1": "Dee", "A2": "", "A3": "Ben", "A4": ""}
    left = Action.objects.get(number=2)
    assert left.with_chair_since
    assert left.with_chair_because == "Ben handed over."
    assert Risk.objects.get().owner is None
    assert not Membership.objects.filter(group__slug="board", name="Dee").exists()
    assert [row[-1] for row in done.data["actions"]] == ["Dee", "the chair’s list"]


def test_an_heir_who_sits_there_already_takes_on_the_chair_in_their_own_seat(town, ben, group):
    dee = make_person("Dee", town)
    own = make_membership(group, make_organisation(town, "homes"), name="Dee", person=dee, is_deputy=True)

    finish(town, ben, heirs={"children": dee.pk})

    own.refresh_from_db()
    assert (own.is_chair, own.is_deputy, own.until_on) == (True, False, None)
    assert Membership.objects.filter(group=group, person=dee).count() == 1


def test_somebody_who_left_as_well_takes_over_nothing(town, ben):
    gone = make_person("Gone", town, is_active=False)

    finish(town, ben, to=gone)

    assert owners()["A1"] == ""


def test_who_owns_an_action_does_not_also_help_with_it(town, ben):
    dee = make_person("Dee", town)
    Action.objects.get(number=1).helpers.add(dee)
    Action.objects.filter(number=4).update(owner=dee)

    finish(town, ben, to=dee)

    assert list(Action.objects.get(number=1).helpers.all()) == []
    assert list(Action.objects.get(number=4).helpers.all()) == []


def test_what_cannot_be_moved_says_so_and_what_was_said_is_frozen(town, ben, group):
    decision = make_decision(group, 1, state="open", title="Open rooms")
    Vote.objects.create(decision=decision, person=ben, choice="agree")
    make_decision(group, 2, state="decided", decided_at=timezone.now(), outcome="Yes.", reason="Cold.")
    series = make_series(group)
    make_item(
        series, make_meeting(series, timezone.now() + timedelta(days=2)), title="Mould", presenter="Ben"
    )
    make_round(
        town,
        ben,
        make_person("Fay", town),
        [make_recommendation(make_objective(town))],
        [make_workstream(town)],
    )
    make_organisation(town, "homes").seats.create(name="Ben", person=ben)
    action = Action.objects.get(number=1)
    Update.objects.create(action=action, by=ben, note="Slow.", state_before="not started", state="under way")

    done = finish(town, ben, unsaid={"agreed": "The mayor said yes."})
    Action.objects.filter(number=1).update(title="Renamed since")
    done.refresh_from_db()

    said = " ".join(done.data["stays"])
    for words in ("D1 Open rooms", "Their voice on D1", "“Mould”", "“Spring”", "They speak for Homes"):
        assert words in said
    assert done.data["actions"][0][1] == "Action 1"
    assert done.data["updates"][0][3] == "Slow."
    assert done.data["decisions"][0][4:] == ["Yes.", "Cold."]
    assert Vote.objects.get().person == ben


def test_finishing_is_written_down_whole_and_happens_once(town, ben):
    done = finish(town, ben, to=make_person("Dee", town))

    event = AuditEvent.objects.get(kind="handover", verb="finished")
    assert (event.subject, event.after["moved actions"], event.after["last day"]) == ("Ben", 2, "2026-12-31")
    assert AuditEvent.objects.filter(kind="action", verb="gave to somebody else").count() == 2
    assert AuditEvent.objects.filter(kind="membership").count() == 4
    with pytest.raises(HandoverRefused, match="is finished"):
        finish_handover(by=None, handover=done, version=done.version)


def test_without_a_last_day_nothing_moves(town, ben):
    with pytest.raises(HandoverRefused, match="last day"):
        finish(town, ben, last_day_on=None, to=make_person("Dee", town))

    assert owners()["A1"] == "Ben"


def typed(**said):
    return {"version": "1", "last_day_on": "", "to": "", "unsaid_agreed": "", **said}


def test_a_draft_is_kept_while_it_is_written_and_moves_nothing(ada, town, ben):
    dee = make_person("Dee", town, "contributor")
    address = f"/people/{ben.pk}/handover/"

    ada.post(address, typed(unsaid_agreed="The mayor said yes.", to=dee.pk))
    html = ada.get(address).content.decode()

    draft = Handover.objects.get()
    assert (draft.unsaid, draft.to, draft.finished_at) == ({"agreed": "The mayor said yes."}, dee, None)
    assert "The mayor said yes." in html
    assert owners()["A1"] == "Ben"


def test_two_who_write_one_draft_see_what_differs(ada, town, ben):
    address = f"/people/{ben.pk}/handover/"
    ada.post(address, typed(unsaid_agreed="Hers."))

    answer = ada.post(address, typed(unsaid_agreed="His."))

    assert answer.status_code == 409
    assert "Hers." in answer.content.decode()
    assert "His." in answer.content.decode()
    assert Handover.objects.get().unsaid == {"agreed": "Hers."}


def test_the_team_finishes_it_and_everybody_concerned_can_read_it(ada, town, ben):
    dee, eve = make_person("Dee", town, "contributor"), make_person("Eve", town, "contributor")
    address = f"/people/{ben.pk}/handover/"
    without_day = ada.post(address, typed(finish="yes", to=dee.pk, unsaid_agreed="Kept."))
    answer = ada.post(
        address, typed(finish="yes", to=dee.pk, last_day_on="2026-12-31", unsaid_agreed="Kept.")
    )
    pk = Handover.objects.get().pk
    opened = {}
    for person in (ben, dee, eve):
        client = Client()
        client.force_login(person)
        opened[person.name] = client.get(f"/handovers/{pk}/").status_code

    assert "Say the last day first." in without_day.content.decode()
    assert "Kept." in without_day.content.decode()
    assert answer["Location"] == f"/handovers/{pk}/"
    assert opened == {"Ben": 200, "Dee": 200, "Eve": 403}
    assert owners()["A1"] == "Dee"
    html = ada.get(f"/handovers/{pk}/").content.decode()
    assert "Kept." in html
    assert "Finished before" in ada.get(address).content.decode()


def test_whoever_leaves_prepares_but_does_not_finish(town, ben):
    client = Client()
    client.force_login(ben)
    kept = client.post("/handovers/own/", typed(unsaid_agreed="Mine."))
    refused = client.post("/handovers/own/", typed(version="2", finish="yes", last_day_on="2026-12-31"))

    assert kept["Location"] == "/handovers/own/"
    assert refused.status_code == 403
    assert Handover.objects.get().unsaid == {"agreed": "Mine."}
    assert client.get(f"/people/{ben.pk}/handover/").status_code == 403
    assert "The programme team finishes it" in client.get("/handovers/own/").content.decode()


def test_an_heir_reads_no_draft(ada, town, ben):
    dee = make_person("Dee", town, "contributor")
    ada.post(f"/people/{ben.pk}/handover/", typed(to=dee.pk))
    client = Client()
    client.force_login(dee)

    assert client.get(f"/handovers/{Handover.objects.get().pk}/").status_code == 403


def test_it_is_handed_out_as_word_and_as_pdf(ada, town, ben):
    done = finish(town, ben, unsaid={"agreed": "The mayor said yes."})

    word = ada.get(f"/handovers/{done.pk}/handover.docx")
    pdf = ada.get(f"/handovers/{done.pk}/handover.pdf")

    told = docx.Document(io.BytesIO(word.content))
    words = " ".join(one.text for one in told.paragraphs)
    assert "The mayor said yes." in words
    assert "What cannot be moved" not in words
    assert any("A1" in cell.text for table in told.tables for row in table.rows for cell in row.cells)
    assert pdf.content.startswith(b"%PDF")
    assert ada.get(f"/handovers/{done.pk}/handover.odt").status_code == 404


def test_of_somebody_unknown_there_is_no_handover(ada, town):
    assert ada.get("/people/999/handover/").status_code == 404
    assert ada.get("/handovers/999/").status_code == 404
