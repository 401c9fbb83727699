from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairplace.town.governance.models import AgendaItem
from fairplace.town.governance.operations.agenda import (
    add_item,
    carry_items,
    place_item,
    remove_item,
    save_item,
    shift_item,
    write_outcome,
)
from fairplace.town.governance.operations.holding import MeetingLocked, MeetingRefused
from fairplace.town.governance.operations.meeting import COPIED
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.operations.saving import ChangedMeanwhile
from tests.factories import (
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
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(town):
    return make_series(make_group(town), "Steering group")


@pytest.fixture
def meeting(series):
    return make_meeting(series)


@pytest.fixture
def as_ada(town):
    client = Client()
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def values_of(item, **fields):
    return {name: getattr(item, name) for name in COPIED} | fields


def titles(series, meeting=None):
    found = AgendaItem.objects.filter(series=series, meeting=meeting).order_by("position", "pk")
    return list(found.values_list("title", flat=True))


def test_a_new_item_stands_last(series, meeting):
    first = make_item(series, meeting, "First")

    made = add_item(by=None, series=series, meeting=meeting, values=values_of(first, title="Second"))

    assert titles(series, meeting) == ["First", "Second"]
    assert (made.position, made.outcome_kind) == (2, "")


def test_items_are_put_in_order_and_the_ends_stay_where_they_are(series, meeting):
    one, two, three = (make_item(series, meeting, name) for name in ("One", "Two", "Three"))

    shift_item(by=None, item=three, up=True)
    shift_item(by=None, item=one, up=True)
    shift_item(by=None, item=two, up=False)
    shift_item(by=None, item=one, up=False)

    assert titles(series, meeting) == ["Three", "One", "Two"]
    assert set(AgendaItem.objects.values_list("version", flat=True)) == {1}


def test_an_item_moves_from_the_backlog_to_a_meeting_and_back(series, meeting):
    make_item(series, meeting, "There already")
    item = make_item(series, title="Waiting")

    moved = place_item(by=None, item=item, meeting=meeting)
    on_agenda = titles(series, meeting)
    place_item(by=None, item=moved, meeting=None)

    assert on_agenda == ["There already", "Waiting"]
    assert titles(series) == ["Waiting"]


def test_whoever_read_an_item_before_it_moved_is_told(series, meeting):
    item = make_item(series, meeting)
    place_item(by=None, item=AgendaItem.objects.get(pk=item.pk), meeting=None)

    with pytest.raises(ChangedMeanwhile):
        write_outcome(by=None, item=item, version=item.version, kind="decision", outcome="Agreed.")
    with pytest.raises(ChangedMeanwhile):
        remove_item(by=None, item=item)


def test_what_something_hangs_on_is_not_removed(series, meeting):
    free, decided, minuted = (make_item(series, meeting, name) for name in ("Free", "Decided", "Minuted"))
    make_decision(series.group, item=decided)
    write_outcome(by=None, item=minuted, version=1, kind="information", outcome="Noted.")

    for item in (decided, minuted):
        with pytest.raises(MeetingRefused):
            remove_item(by=None, item=item)
    remove_item(by=None, item=free)

    assert titles(series, meeting) == ["Decided", "Minuted"]
    with pytest.raises(MeetingRefused):
        save_item(by=None, item=free, version=1, values=values_of(free))


def test_an_item_with_an_outcome_stays_with_its_meeting(series, meeting):
    item = make_item(series, meeting, outcome_kind="decision", outcome="Agreed.")

    with pytest.raises(MeetingRefused):
        place_item(by=None, item=item, meeting=None)


def test_an_item_in_the_backlog_has_no_outcome(series):
    with pytest.raises(MeetingRefused):
        write_outcome(by=None, item=make_item(series), version=1, kind="decision", outcome="Agreed.")


def test_unfinished_items_are_carried_forward_in_one_action(series, meeting):
    later = make_meeting(series, meeting.starts_at + timedelta(weeks=8))
    make_item(series, later, "There already")
    done = make_item(series, meeting, "Done", outcome_kind="decision", outcome="Agreed.")
    open_ = make_item(series, meeting, "Open", text="Words.", kind="recommendation", code="R1")

    (copy,) = carry_items(by=None, meeting=meeting, items=[done.pk, open_.pk], to=later)

    open_.refresh_from_db()
    assert titles(series, later) == ["There already", "Open"]
    assert (copy.carried_from, copy.text, copy.key, copy.outcome_kind, copy.outcome) == (
        open_, "Words.", ("recommendation", "R1"), "", "",
    )  # fmt: skip
    assert (open_.meeting, open_.outcome_kind) == (meeting, "carried")
    assert open_.outcome == "Carried forward to the meeting on 1 December 2026."
    assert carry_items(by=None, meeting=meeting, items=[open_.pk], to=later) == []


def test_unfinished_items_are_carried_to_the_backlog(series, meeting):
    item = make_item(series, meeting, "Open")

    carry_items(by=None, meeting=meeting, items=[item.pk], to=None)

    assert titles(series) == ["Open"]
    item.refresh_from_db()
    assert item.outcome == "Carried forward to the backlog."


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_nothing_of_a_locked_meeting_changes(series, meeting, state):
    item, waiting = make_item(series, meeting), make_item(series, title="Waiting")
    later = make_meeting(series, meeting.starts_at + timedelta(weeks=8))
    meeting.state = state
    meeting.save()
    attempts = [
        lambda: add_item(by=None, series=series, meeting=meeting, values=values_of(item)),
        lambda: save_item(by=None, item=item, version=1, values=values_of(item, title="Other")),
        lambda: write_outcome(by=None, item=item, version=1, kind="decision", outcome="Agreed."),
        lambda: shift_item(by=None, item=item, up=True),
        lambda: remove_item(by=None, item=item),
        lambda: place_item(by=None, item=item, meeting=None),
        lambda: place_item(by=None, item=waiting, meeting=meeting),
        lambda: carry_items(by=None, meeting=meeting, items=[item.pk], to=None),
        lambda: carry_items(by=None, meeting=later, items=[], to=meeting),
    ]

    for attempt in attempts:
        with pytest.raises(MeetingLocked):
            attempt()

    assert titles(series, meeting) == ["Warm homes"]
    assert not AuditEvent.objects.exists()


def post_item(client, address, **fields):
    said = {"title": "Warm homes", "purpose": "decision", "version": 1, **fields}
    return client.post(address, said)


def test_an_item_points_at_a_record_by_its_code(as_ada, town, series, meeting):
    make_recommendation(make_objective(town), "R1")

    post_item(
        as_ada, f"/meetings/{meeting.pk}/agenda/add/", kind="recommendation", about="r1", time_minutes=20
    )

    item = AgendaItem.objects.get()
    assert (item.key, item.time_minutes, item.meeting) == (("recommendation", "R1"), 20, meeting)
    page = as_ada.get(f"/meetings/{meeting.pk}/").content.decode()
    assert '<a href="/recommendations/R1/">R1 Advice R1.</a>' in page
    assert "20 minutes asked for, 90 minutes there are." in page


def test_where_several_records_match_one_is_chosen(as_ada, town, series, meeting):
    objective = make_objective(town)
    make_recommendation(objective, "R1")
    make_recommendation(objective, "R2")
    address = f"/meetings/{meeting.pk}/agenda/add/"

    asked = post_item(as_ada, address, kind="recommendation", about="advice").content.decode()
    post_item(as_ada, address, kind="recommendation", about="advice", pick="R2")

    assert "Several records match. Choose one of them." in asked
    assert 'value="R1"' in asked
    assert AgendaItem.objects.get().key == ("recommendation", "R2")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "recommendation", "about": "R9"}, "No record of this kind"),
        ({"kind": "recommendation"}, "Write its code, or words of its name."),
        ({"about": "R1"}, "Choose the kind of record as well."),
        ({"is_restricted": "on"}, "Say why it is restricted."),
        ({"time_minutes": "0"}, "Write at least one minute"),
        ({"title": ""}, "Give the item a title."),
    ],
)
def test_what_is_wrong_with_an_item_is_said_and_nothing_typed_is_lost(as_ada, series, meeting, fields, said):
    answer = post_item(as_ada, f"/meetings/{meeting.pk}/agenda/add/", text="Kept words.", **fields)

    assert said in answer.content.decode()
    assert "Kept words." in answer.content.decode()
    assert not AgendaItem.objects.exists()


def test_a_pointer_at_what_is_gone_says_so_and_can_be_kept(as_ada, client, series, meeting):
    item = make_item(series, meeting, kind="recommendation", code="R9")

    inside = as_ada.get(f"/meetings/{meeting.pk}/").content.decode()
    public = client.get(f"/meetings/{meeting.pk}/").content.decode()
    post_item(as_ada, f"/agenda/{item.pk}/change/", kind="recommendation", about="R9", text="More.")

    assert "About R9, which is not in force any more." in inside
    assert "R9" not in public
    item.refresh_from_db()
    assert (item.text, item.key) == ("More.", ("recommendation", "R9"))


def test_a_member_may_propose_and_others_may_not(town, series):
    member, other = make_person("Ben", town, "contributor"), make_person("Eve", town, "contributor")
    make_membership(series.group, make_organisation(town), person=member)
    address = f"/series/{series.pk}/backlog/add/"
    codes = {}
    for person in (member, other):
        client = Client()
        client.force_login(person)
        codes[person.name] = post_item(client, address, is_standing="on").status_code

    assert codes == {"Ben": 302, "Eve": 403}
    # Only those who lead say that something is taken up every time.
    assert AgendaItem.objects.get().is_standing is False


def test_the_agenda_is_put_together_without_script(as_ada, series, meeting):
    one, two = make_item(series, meeting, "One"), make_item(series, meeting, "Two")
    waiting = make_item(series, title="Waiting")

    as_ada.post(f"/agenda/{two.pk}/shift/", {"to": "up"})
    as_ada.post(f"/agenda/{waiting.pk}/place/", {"to": meeting.pk, "here": meeting.pk})
    as_ada.post(f"/agenda/{one.pk}/place/", {"to": "backlog"})
    as_ada.post(f"/agenda/{two.pk}/remove/")

    assert (titles(series, meeting), titles(series)) == (["Waiting"], ["One"])
    assert as_ada.post(f"/agenda/{one.pk}/place/", {"to": "999"}).status_code == 404
    assert as_ada.get(f"/series/{series.pk}/backlog/").status_code == 200


def test_two_people_write_minutes_of_different_items_without_a_clash(as_ada, series, meeting):
    one, two = make_item(series, meeting, "One"), make_item(series, meeting, "Two")
    said = {"outcome_kind": "decision", "outcome": "Agreed.", "version": 1}

    first = as_ada.post(f"/agenda/{one.pk}/outcome/", {**said, "next": "yes"})
    second = as_ada.post(f"/agenda/{two.pk}/outcome/", said)

    assert first["Location"] == f"/agenda/{two.pk}/outcome/"
    assert second["Location"] == f"/meetings/{meeting.pk}/"
    assert set(AgendaItem.objects.values_list("outcome", flat=True)) == {"Agreed."}


def test_two_people_write_minutes_of_one_item_and_the_difference_is_shown(as_ada, series, meeting):
    item = make_item(series, meeting)
    address = f"/agenda/{item.pk}/outcome/"
    as_ada.post(address, {"outcome_kind": "decision", "outcome": "Agreed by all.", "version": 1})

    clash = as_ada.post(address, {"outcome_kind": "action", "outcome": "Dee writes a plan.", "version": 1})
    item.refresh_from_db()
    kept = item.outcome
    as_ada.post(address, {"outcome_kind": "action", "outcome": "Dee writes a plan.", "version": 2})

    page = clash.content.decode()
    assert (clash.status_code, kept) == (409, "Agreed by all.")
    assert "Somebody else saved this meanwhile" in page
    assert "Agreed by all." in page
    assert "Dee writes a plan." in page
    item.refresh_from_db()
    assert item.outcome == "Dee writes a plan."


def test_two_people_change_one_item_and_the_difference_is_shown(as_ada, series, meeting):
    item = make_item(series, meeting)
    address = f"/agenda/{item.pk}/change/"
    post_item(as_ada, address, title="Warm homes now")

    clash = post_item(as_ada, address, title="Warm homes for all")

    assert clash.status_code == 409
    assert "Warm homes now" in clash.content.decode()
    assert "Warm homes for all" in clash.content.decode()


def test_minutes_typed_while_the_meeting_was_closed_are_not_lost(as_ada, series, meeting):
    item = make_item(series, meeting)
    meeting.state = "closed"
    meeting.save()
    address = f"/agenda/{item.pk}/outcome/"

    opened = as_ada.get(address, follow=True).content.decode()
    sent = as_ada.post(address, {"outcome_kind": "decision", "outcome": "Long words.", "version": 1})

    assert "This meeting is closed. Reopen it first." in opened
    assert sent.status_code == 409
    assert "Long words." in sent.content.decode()
    assert "This meeting is closed. Reopen it first." in sent.content.decode()


def test_the_time_asked_for_stands_beside_the_time_there_is(as_ada, series):
    start = timezone.now() + timedelta(days=3)
    meeting = make_meeting(series, start, ends_at=start + timedelta(minutes=30))
    make_item(series, meeting, time_minutes=25)
    make_item(series, meeting, "Other", time_minutes=10)
    make_item(series, meeting, "Third")

    page = as_ada.get(f"/meetings/{meeting.pk}/agenda/").content.decode()

    assert "35 minutes asked for, 30 minutes there are; 1 item says no time." in page
    assert "That is more than the meeting has." in page
