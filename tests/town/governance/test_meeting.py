from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairplace.town.governance.models import Attendance, Meeting, Series, Update
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
    make_series,
    make_town,
)
from tests.town.governance.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(town):
    return make_group(town, objectives=[make_objective(town)])


@pytest.fixture
def series(group):
    return make_series(group, "Steering group", where="Town hall", minutes=60, every_weeks=4)


@pytest.fixture
def as_ada(town):
    return sign_in(make_person("Ada", town, "programme-team"))


def read(client, address):
    return client.get(address).content.decode()


def send(client, address, **fields):
    said = {
        "day": "2027-03-02",
        "begins": "14:00",
        "minutes": 90,
        "where": "Library",
        "note": "",
        "version": 1,
    }
    return client.post(address, {**said, **fields})


def test_a_group_gets_a_series_and_its_first_meeting(as_ada, group):
    added = as_ada.post(
        "/groups/children/series/add/", {"name": "Board", "where": "Hall", "minutes": 60, "every_weeks": 8}
    )
    series = Series.objects.get()
    form = read(as_ada, added["Location"])
    planned = send(as_ada, added["Location"])

    meeting = Meeting.objects.get()
    assert added["Location"] == f"/series/{series.pk}/meetings/add/"
    assert 'value="Hall"' in form
    assert planned["Location"] == f"/meetings/{meeting.pk}/agenda/"
    assert (meeting.starts_at, meeting.ends_at) == (
        datetime(2027, 3, 2, 14, tzinfo=UTC), datetime(2027, 3, 2, 15, 30, tzinfo=UTC),
    )  # fmt: skip
    events = AuditEvent.objects.filter(kind__in=["series", "meeting"])
    assert [event.verb for event in events] == ["planned", "added"]


def test_a_series_is_named_once_in_a_group(as_ada, series):
    said = {"name": "steering GROUP", "where": "", "minutes": 60, "every_weeks": 8}

    refused = as_ada.post("/groups/children/series/add/", said).content.decode()

    assert "The group has a series of this name already." in refused


def test_two_people_change_one_series_and_the_difference_is_shown(as_ada, series):
    address = f"/series/{series.pk}/change/"
    said = {"where": "", "minutes": 60, "every_weeks": 8, "version": 1}
    as_ada.post(address, {**said, "name": "Board"})

    clash = as_ada.post(address, {**said, "name": "Forum"})
    as_ada.post(address, {**said, "name": "Forum", "version": 2})

    page = clash.content.decode()
    assert clash.status_code == 409
    assert "<td>Board</td><td>Forum</td>" in page
    series.refresh_from_db()
    assert (series.name, series.version) == ("Forum", 3)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"day": "2 March"}, "Write the date as year-month-day"),
        ({"begins": "two"}, "Write the time as 14:00."),
        ({"minutes": "1"}, "A meeting lasts five minutes at least."),
        ({"begins": ""}, "Write the time as 14:00."),
    ],
)
def test_what_is_wrong_with_a_time_is_said(as_ada, series, fields, said):
    assert said in send(as_ada, f"/series/{series.pk}/meetings/add/", **fields).content.decode()
    assert not Meeting.objects.exists()


def test_a_series_has_one_meeting_at_a_time(as_ada, series):
    address = f"/series/{series.pk}/meetings/add/"
    send(as_ada, address)

    again = send(as_ada, address).content.decode()
    Meeting.objects.update(state="cancelled")
    send(as_ada, address)

    assert "The series has a meeting at this very time already." in again
    assert Meeting.objects.count() == 2


def test_two_people_change_one_meeting_and_the_difference_is_shown(as_ada, series):
    meeting = make_meeting(series, timezone.now() + timedelta(days=3))
    address = f"/meetings/{meeting.pk}/change/"
    send(as_ada, address, where="Library")

    clash = send(as_ada, address, where="Café")
    send(as_ada, address, where="Café", version=2)

    page = clash.content.decode()
    assert clash.status_code == 409
    assert "<td>Library</td><td>Café</td>" in page
    assert "Ada saved it on" in page
    meeting.refresh_from_db()
    assert (meeting.where, meeting.sequence) == ("Café", 2)


def test_the_next_meeting_starts_with_the_standing_items_without_outcomes(as_ada, series):
    meeting = make_meeting(series, where="Room 3")
    make_item(series, meeting, "Once")
    make_item(
        series, meeting, "Welcome", is_standing=True, outcome_kind="information", outcome="Done.", text="Hi."
    )
    address = f"/meetings/{meeting.pk}/next/"

    form = read(as_ada, address)
    send(as_ada, address)

    made = Meeting.objects.exclude(pk=meeting.pk).get()
    assert 'value="Room 3"' in form
    assert 'value="14:00"' in form
    assert [
        (one.title, one.text, one.is_standing, one.outcome_kind, one.outcome) for one in made.items.all()
    ] == [("Welcome", "Hi.", True, "", "")]


def test_the_chair_writes_a_line_over_the_one_proposed(as_ada, client, series):
    meeting = make_meeting(series)
    address = f"/meetings/{meeting.pk}/line/"
    proposed = "Nothing has been written down since 8 July 2026."

    assert proposed in read(as_ada, address)
    assert proposed in read(client, f"/meetings/{meeting.pk}/")
    as_ada.post(address, {"line": "Good to see you.", "version": 1})
    clash = as_ada.post(address, {"line": "Welcome all.", "version": 1})

    page = read(client, f"/meetings/{meeting.pk}/")
    assert "Good to see you." in page
    assert proposed not in page
    assert clash.status_code == 409
    assert "Welcome all." in clash.content.decode()


@pytest.mark.parametrize(
    "path", ["change", "line", "agenda", "agenda/add", "attendance", "carry", "close", "cancel"]
)
def test_pages_that_change_a_locked_meeting_lead_back_to_it(as_ada, series, path):
    meeting = make_meeting(series, state="closed")

    answer = as_ada.get(f"/meetings/{meeting.pk}/{path}/", follow=True)

    assert answer.redirect_chain == [(f"/meetings/{meeting.pk}/", 302)]
    assert "This meeting is closed. Reopen it first." in answer.content.decode()


@pytest.mark.parametrize("path", ["change", "line", "agenda/add", "attendance", "carry", "close", "cancel"])
def test_what_is_sent_to_a_locked_meeting_is_refused(as_ada, series, path):
    meeting = make_meeting(series, state="closed")
    item = make_item(series, meeting)
    said = {
        "title": "T", "purpose": "decision", "line": "Long words.", "because": "Long words.", "items": [item.pk],
        "to": "backlog",
    }  # fmt: skip

    answer = send(as_ada, f"/meetings/{meeting.pk}/{path}/", **said)

    assert answer.status_code == 409
    assert "This meeting is closed. Reopen it first." in answer.content.decode()


def fill(series, meeting, start, numbers):
    """Put one of everything on the agenda, for each number."""
    group = series.group
    for n in numbers:
        row = make_recommendation(group.objectives.get(), f"R{n}")
        item = make_item(
            series, meeting, f"Item {n}", kind="recommendation", code=row.code, presenter=f"Person {n}"
        )
        make_item(series, title=f"Waiting {n}")
        make_decision(group, n, item=item, state="decided", decided_at=start, outcome="Yes.")
        action = make_action(group, n, make_person(f"P{n}"), item=item, due_on=start.date())
        Update.objects.create(action=action, note="N", state_before="stuck", state="stuck")
        partner = make_organisation(group.town, f"p{n}")
        make_membership(group, partner, name=f"Seat {n}")
        Attendance.objects.create(meeting=meeting, organisation=partner, name=f"Guest {n}", state="present")
        make_meeting(series, start + timedelta(days=400 + n))
        make_meeting(series, start - timedelta(days=400 + n))


@pytest.mark.parametrize("state", ["planned", "closed"])
@pytest.mark.parametrize(
    "path",
    [
        "meetings/{pk}/", "meetings/{pk}/agenda/", "meetings/{pk}/attendance/", "meetings/{pk}/carry/",
        "meetings/{pk}/close/", "groups/children/meetings/", "groups/children/meetings.ics",
        "series/{pk}/backlog/",
    ],
)  # fmt: skip
def test_the_number_of_questions_does_not_grow_with_the_list(as_ada, series, path, state):
    start = timezone.now() - timedelta(days=1)
    meeting = make_meeting(series, start, state=state)
    series_address = path.startswith("series")
    address = "/" + path.format(pk=series.pk if series_address else meeting.pk)
    fill(series, meeting, start, [1])
    as_ada.get(address)

    with CaptureQueriesContext(connection) as one:
        as_ada.get(address)
    fill(series, meeting, start, [2, 3])
    with CaptureQueriesContext(connection) as three:
        as_ada.get(address)

    assert len(three) == len(one)


@pytest.fixture
def closed(series, town):
    """A closed meeting with a public and a restricted item, a decision, an action, and people."""
    meeting = make_meeting(series, state="closed", where="Town hall")
    open_ = make_item(
        series, meeting, "Warm homes", presenter="Dee Example", outcome_kind="decision", outcome="Agreed."
    )
    secret = make_item(
        series, meeting, "A grievance", text="Secret words.", is_restricted=True,
        restricted_because="It is about one person.", outcome_kind="action", outcome="Secret outcome.",
    )  # fmt: skip
    make_decision(series.group, 1, title="Open a room", item=open_, state="decided", is_restricted=False)
    make_decision(series.group, 2, title="Hidden choice", item=open_, state="decided", is_restricted=True)
    make_decision(series.group, 3, title="Secret choice", item=secret, state="decided")
    make_action(series.group, 1, make_person("Eve"), title="Call everybody", item=open_)
    Attendance.objects.create(
        meeting=meeting, organisation=make_organisation(town), name="Dee Example", state="present"
    )
    return meeting


INSIDE = {"Dee Example", "Call everybody", "Eve"}
SECRET = {"A grievance", "Secret words.", "Secret outcome.", "Secret choice", "Hidden choice"}
PUBLIC = {"Warm homes", "Agreed.", "Open a room", "Council", "Restricted item", "It is about one person."}


def found_in(page, words):
    return {word for word in words if word in page}


def test_the_public_reads_public_items_outcomes_and_organisations_alone(client, closed):
    page = read(client, f"/meetings/{closed.pk}/")

    assert found_in(page, PUBLIC) == PUBLIC
    assert found_in(page, INSIDE | SECRET) == set()


def test_who_signs_in_reads_names_and_no_restricted_item(town, closed):
    page = read(sign_in(make_person("Ben", town, "contributor")), f"/meetings/{closed.pk}/")

    assert found_in(page, INSIDE) == {"Call everybody", "Eve", "Dee Example"}
    assert found_in(page, SECRET) == set()
    assert "Restricted item" in page


@pytest.mark.parametrize("role", ["programme-team", "auditor", "contributor"])
def test_members_and_those_who_read_all_read_restricted_items(town, closed, role):
    person = make_person("Ben", town, role)
    if role == "contributor":
        make_membership(closed.series.group, make_organisation(town, "homes"), person=person)

    page = read(sign_in(person), f"/meetings/{closed.pk}/")

    assert found_in(page, SECRET) == SECRET
    assert "Restricted item" not in page


def test_before_it_is_closed_outcomes_and_attendance_are_read_inside_only(client, town, closed):
    Meeting.objects.update(state="planned")
    address = f"/meetings/{closed.pk}/"

    public, inside = read(client, address), read(sign_in(make_person("Ben", town, "contributor")), address)

    assert "Warm homes" in public
    assert found_in(public, {"Agreed.", "Council"}) == set()
    assert found_in(inside, {"Agreed.", "Council"}) == {"Agreed.", "Council"}


def test_a_chair_keeps_the_own_group_alone(town, series):
    chair = make_person("Cat", town, "group-chair")
    make_membership(series.group, make_organisation(town), person=chair, is_chair=True)
    other = make_meeting(make_series(make_group(town, "work")))
    client = sign_in(chair)

    codes = [client.get(f"/meetings/{pk}/agenda/").status_code for pk in (make_meeting(series).pk, other.pk)]

    assert codes == [200, 403]


def test_meetings_of_another_town_are_not_there(as_ada, series):
    other = make_town("elsewhere", "E06000002", "Elsewhere", is_default=False)
    meeting = make_meeting(make_series(make_group(other, "work")))

    assert as_ada.get(f"/meetings/{meeting.pk}/").status_code == 404
    assert as_ada.get(f"/meetings/{meeting.pk}/agenda/").status_code == 404
    assert as_ada.post(f"/meetings/{meeting.pk}/invite/").status_code == 404


def test_the_list_shows_what_is_to_come_what_is_past_and_inside_what_waits(client, town, series):
    make_meeting(series, timezone.now() + timedelta(days=3), where="Library")
    make_meeting(series, state="closed")
    make_item(series, title="School meals")
    make_item(series, title="A grievance", is_restricted=True, restricted_because="It is about one person.")
    address = "/groups/children/meetings/"

    public, inside = read(client, address), read(sign_in(make_person("Ben", town, "contributor")), address)

    assert found_in(public, {"Library", "6 October 2026", "School meals"}) == {"Library", "6 October 2026"}
    assert found_in(inside, {"School meals", "A grievance", "It is about one person."}) == {
        "School meals", "It is about one person.",
    }  # fmt: skip


def test_a_group_without_meetings_says_what_to_do(client, as_ada, group):
    assert "The next one appears here as soon as it has a date." in read(client, "/groups/children/meetings/")
    assert "/groups/children/series/add/" in read(as_ada, "/groups/children/meetings/")
    assert client.get("/groups/nobody/meetings/").status_code == 404


def test_two_minutes_to_spare_say_what_to_decide_and_what_is_late(as_ada, client, series):
    meeting = make_meeting(series, timezone.now() + timedelta(days=1))
    make_item(series, meeting, "Warm homes", purpose="decision")
    make_item(series, meeting, "Done already", purpose="decision", outcome_kind="decision", outcome="Yes.")
    for n in range(1, 8):
        make_action(
            series.group, n, due_on=timezone.localdate() - timedelta(days=30 - n), starts_on="2026-01-01"
        )

    page = read(as_ada, f"/meetings/{meeting.pk}/")
    brief = page.split('id="brief"')[1].split("</section>")[0]

    assert found_in(brief, {"Warm homes", "Done already", "A1 ", "A5 ", "A6 "}) == {
        "Warm homes",
        "A1 ",
        "A5 ",
    }
    assert "and 2 more" in brief
    assert "Two minutes to spare" not in read(client, f"/meetings/{meeting.pk}/")
