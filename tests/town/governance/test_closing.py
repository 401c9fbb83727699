from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairplace.town.governance.models import AgendaItem, Attendance
from fairplace.town.governance.operations.attendance import add_guest, take_attendance
from fairplace.town.governance.operations.closing import (
    NotReady,
    cancel_meeting,
    close_meeting,
    reopen_meeting,
)
from fairplace.town.governance.operations.holding import MeetingLocked, MeetingRefused
from fairplace.town.governance.operations.meeting import save_line, save_meeting
from fairplace.town.governance.rules.meeting import Lack
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.operations.saving import ChangedMeanwhile
from tests.factories import (
    make_group,
    make_item,
    make_meeting,
    make_membership,
    make_organisation,
    make_series,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_ada(ada):
    client = Client()
    client.force_login(ada)
    return client


@pytest.fixture
def meeting(town):
    """A past meeting with one seat and one item, neither of which is dealt with."""
    group = make_group(town)
    make_membership(group, make_organisation(town))
    meeting = make_meeting(make_series(group, "Steering group"))
    make_item(meeting.series, meeting)
    return meeting


def deal_with(meeting):
    AgendaItem.objects.filter(meeting=meeting).update(outcome_kind="decision", outcome="Agreed.")
    seat = meeting.series.group.memberships.get()
    Attendance.objects.create(
        meeting=meeting, organisation=seat.organisation, membership=seat, state="present"
    )


def test_a_meeting_is_not_closed_before_it_is_complete(meeting):
    with pytest.raises(NotReady) as refused:
        close_meeting(by=None, meeting=meeting)

    item = meeting.items.get()
    assert refused.value.missing == [Lack("seats", count=1), Lack("outcome", "Warm homes", pk=item.pk)]
    meeting.refresh_from_db()
    assert meeting.state == "planned"


def test_a_meeting_is_not_closed_before_it_begins(meeting):
    later = make_meeting(meeting.series, timezone.now() + timedelta(days=1))
    Attendance.objects.create(
        meeting=later, organisation=meeting.series.group.memberships.get().organisation, state="present"
    )

    with pytest.raises(MeetingRefused, match="not begun"):
        close_meeting(by=None, meeting=later)


def test_closing_locks_it_and_keeps_what_it_opened_with(meeting, ada):
    deal_with(meeting)

    closed = close_meeting(by=ada, meeting=meeting)

    assert (closed.state, closed.closed_by) == ("closed", ada)
    assert closed.since["group"] == "Children"
    attempts = [
        lambda: close_meeting(by=None, meeting=closed),
        lambda: take_attendance(by=None, meeting=closed, marks=[]),
        lambda: add_guest(
            by=None, meeting=closed, organisation=make_organisation(closed.series.group.town, "x"), name=""
        ),
        lambda: save_line(by=None, meeting=closed, version=closed.version, line="Welcome."),
        lambda: save_meeting(by=None, meeting=closed, version=closed.version, values={}),
        lambda: cancel_meeting(by=None, meeting=closed, because="Snow.", version=closed.version),
    ]
    for attempt in attempts:
        with pytest.raises(MeetingLocked):
            attempt()


def test_reopening_needs_a_reason_and_is_written_down(meeting, ada):
    deal_with(meeting)
    closed = close_meeting(by=ada, meeting=meeting)
    with pytest.raises(MeetingRefused):
        reopen_meeting(by=ada, meeting=closed, because="  ", version=closed.version)
    with pytest.raises(ChangedMeanwhile):
        reopen_meeting(by=ada, meeting=closed, because="A date was wrong.", version=closed.version - 1)

    reopened = reopen_meeting(by=ada, meeting=closed, because="A date was wrong.", version=closed.version)

    assert (reopened.state, reopened.reopened_because, reopened.closed_at) == (
        "planned", "A date was wrong.", None,
    )  # fmt: skip
    assert reopened.version == closed.version + 1
    assert reopened.sequence == 0
    event = AuditEvent.objects.first()
    assert (event.by, event.verb, event.before, event.after) == (
        ada,
        "reopened",
        {"state": "closed"},
        {"state": "planned", "because": "A date was wrong."},
    )


def test_what_is_open_cannot_be_reopened(meeting):
    with pytest.raises(ChangedMeanwhile):
        reopen_meeting(by=None, meeting=meeting, because="Why not.", version=meeting.version)


def test_cancelling_sends_the_agenda_to_the_backlog_and_says_why(meeting):
    make_item(meeting.series, meeting, "Welcome", is_standing=True)

    cancelled = cancel_meeting(by=None, meeting=meeting, because="Snow.", version=meeting.version)

    assert (cancelled.state, cancelled.cancelled_because, cancelled.sequence) == ("cancelled", "Snow.", 1)
    waiting = AgendaItem.objects.filter(meeting=None)
    assert list(waiting.values_list("title", flat=True)) == ["Warm homes"]


def test_the_closing_page_says_what_is_missing_with_links_then_closes(as_ada, client, meeting):
    address = f"/meetings/{meeting.pk}/close/"

    before = as_ada.get(address).content.decode()
    refused = as_ada.post(address)
    deal_with(meeting)
    done = as_ada.post(address, follow=True).content.decode()

    assert f'<a href="/meetings/{meeting.pk}/attendance/">1 seat has no attendance yet.</a>' in before
    assert f'<a href="/agenda/{meeting.items.get().pk}/outcome/">“Warm homes” has no outcome.</a>' in before
    assert refused.status_code == 409
    assert "The meeting is closed." in done
    public = client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert "Agreed." in public
    assert "1 of 1 organisations were there" in public


def test_carrying_forward_from_the_page_makes_it_ready(as_ada, meeting):
    later = make_meeting(meeting.series, meeting.starts_at + timedelta(weeks=8))
    item = meeting.items.get()

    page = as_ada.get(f"/meetings/{meeting.pk}/carry/").content.decode()
    done = as_ada.post(f"/meetings/{meeting.pk}/carry/", {"items": [item.pk], "to": later.pk}, follow=True)

    assert "The meeting on 1 December 2026" in page
    assert "1 item is carried forward." in done.content.decode()
    assert later.items.get().carried_from == item
    assert "Every item has an outcome" in as_ada.get(f"/meetings/{meeting.pk}/carry/").content.decode()


def test_the_page_says_that_it_was_reopened_when_and_why(as_ada, client, meeting):
    deal_with(meeting)
    closed = close_meeting(by=None, meeting=meeting)
    address = f"/meetings/{meeting.pk}/reopen/"

    empty = as_ada.post(address, {"because": "", "version": closed.version}).content.decode()
    stale = as_ada.post(address, {"because": "A date was wrong.", "version": 1})
    as_ada.post(address, {"because": "A date was wrong.", "version": closed.version})

    assert "Say why." in empty
    assert stale.status_code == 409
    public = client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert "Reopened on " in public
    assert "A date was wrong." in public
    # What came of it is public again only when it is closed again.
    assert "Agreed." not in public


def test_a_cancelled_meeting_says_so_to_everybody(as_ada, client, meeting):
    as_ada.post(f"/meetings/{meeting.pk}/cancel/", {"because": "Snow.", "version": meeting.version})

    page = client.get(f"/meetings/{meeting.pk}/").content.decode()

    assert "This meeting is cancelled" in page
    assert "Snow." in page
