"""An owner says how an action goes, and ticks its steps."""

from datetime import date

import pytest

from fairplace.town.governance.models import Action, ToDo
from fairplace.town.governance.operations.update import give_update
from fairplace.town.people.models import AuditEvent
from fairplace.town.workstreams.models import Strategy
from tests.factories import make_action, make_group
from tests.town.governance.action.conftest import read


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
