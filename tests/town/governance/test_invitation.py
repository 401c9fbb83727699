from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from fairplace.town.governance.models import Invitation
from fairplace.town.governance.operations.closing import cancel_meeting, reopen_meeting
from fairplace.town.governance.operations.holding import MeetingRefused
from fairplace.town.governance.operations.invitation import invite
from fairplace.town.governance.operations.meeting import MEETING_FIELDS, save_meeting, save_series
from fairplace.town.letters.models import Letter
from tests.factories import (
    make_group,
    make_meeting,
    make_membership,
    make_organisation,
    make_person,
    make_series,
    make_town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db):
    """A meeting in a week, of a group with a seat that signs in, one with an address, and three without."""
    town = make_town()
    group = make_group(town)
    council, homes = make_organisation(town), make_organisation(town, "homes")
    make_membership(
        group, council, person=make_person("Ada", town, "programme-team"), email="old@example.org"
    )
    make_membership(group, homes, name="Dee", email="Dee@Example.org")
    make_membership(group, homes, name="Nobody")
    make_membership(group, homes, name="Gone", email="gone@example.org", until_on=date(2020, 1, 1))
    make_membership(group, council, name="Left", person=make_person("Lee", is_active=False))
    start = (timezone.now() + timedelta(days=7)).replace(microsecond=0)
    return make_meeting(make_series(group, "Steering group"), start, where="Town hall")


def change(meeting, **fields):
    values = {name: getattr(meeting, name) for name in MEETING_FIELDS} | fields
    return save_meeting(by=None, meeting=meeting, version=meeting.version, values=values)


def list_letters():
    """Return what is waiting to leave: to whom, the subject's first word, method and sequence."""
    found = []
    for letter in Letter.objects.order_by("pk"):
        (file,) = letter.attachments
        calendar = Calendar.from_ical(file["content"])
        (event,) = calendar.walk("VEVENT")
        assert file["name"] == "invite.ics"
        assert file["type"] == f"text/calendar; method={calendar['method']}; charset=utf-8"
        assert str(event["attendee"]) == f"mailto:{letter.to}"
        found.append((letter.to, letter.subject.split(":")[0], str(calendar["method"]), event["sequence"]))
    return found


def test_every_seat_with_an_address_is_invited_once(meeting):
    assert invite(by=None, meeting=meeting) == 2
    assert invite(by=None, meeting=meeting) == 0

    assert list_letters() == [
        ("ada@example.org", "Invitation", "REQUEST", 0),
        ("dee@example.org", "Invitation", "REQUEST", 0),
    ]
    letter = Letter.objects.get(to="dee@example.org")
    assert "Hello Dee," in letter.body
    assert f"/meetings/{meeting.pk}/" in letter.body


def test_who_comes_to_the_group_later_is_invited_with_how_the_meeting_stands(meeting):
    invite(by=None, meeting=meeting)
    meeting = change(meeting, where="Library")
    make_membership(
        meeting.series.group, make_organisation(meeting.series.group.town, "cafe"), email="cy@example.org"
    )

    assert invite(by=None, meeting=meeting) == 1

    assert list_letters()[-1] == ("cy@example.org", "Invitation", "REQUEST", 1)


def test_another_time_or_place_tells_those_who_were_invited_by_itself(meeting):
    invite(by=None, meeting=meeting)
    uid = meeting.uid

    meeting = change(meeting, where="Library, room 2")
    meeting = change(meeting, ends_at=meeting.ends_at + timedelta(minutes=15))

    assert meeting.uid == uid
    assert list_letters()[2:] == [
        ("ada@example.org", "Changed", "REQUEST", 1),
        ("dee@example.org", "Changed", "REQUEST", 1),
        ("ada@example.org", "Changed", "REQUEST", 2),
        ("dee@example.org", "Changed", "REQUEST", 2),
    ]
    assert set(Invitation.objects.values_list("sequence", flat=True)) == {2}


def test_another_note_or_nothing_tells_nobody(meeting):
    invite(by=None, meeting=meeting)

    meeting = change(meeting, note="Bring the plan.")
    meeting = change(meeting)

    assert meeting.sequence == 0
    assert Letter.objects.count() == 2


def test_before_anybody_is_invited_nobody_is_told_and_the_sequence_still_counts(meeting):
    assert change(meeting, where="Library").sequence == 1

    assert not Letter.objects.exists()


def test_another_name_of_the_series_tells_those_invited_to_what_is_to_come(meeting):
    invite(by=None, meeting=meeting)
    past = make_meeting(meeting.series)
    series = meeting.series

    values = {"name": "Board", "where": "", "minutes": 60, "every_weeks": 4}
    save_series(by=None, series=series, version=series.version, values=values)

    meeting.refresh_from_db()
    past.refresh_from_db()
    assert (meeting.sequence, past.sequence) == (1, 0)
    assert [one[1:] for one in list_letters()[2:]] == [("Changed", "REQUEST", 1)] * 2
    assert "Children: Board" in Letter.objects.order_by("pk").last().subject


def test_cancelling_takes_it_from_calendars_and_reopening_puts_it_back(meeting):
    invite(by=None, meeting=meeting)

    off = cancel_meeting(by=None, meeting=meeting, because="Snow.", version=meeting.version)
    reopen_meeting(by=None, meeting=off, because="It thawed.", version=off.version)

    assert [one[1:] for one in list_letters()[2:]] == [
        ("Cancelled", "CANCEL", 1),
        ("Cancelled", "CANCEL", 1),
        ("Changed", "REQUEST", 2),
        ("Changed", "REQUEST", 2),
    ]
    assert "Snow." in Letter.objects.filter(subject__startswith="Cancelled").first().body


def test_nobody_is_invited_to_what_has_begun_or_is_cancelled(meeting):
    past = make_meeting(meeting.series)
    off = make_meeting(meeting.series, meeting.starts_at + timedelta(days=1), state="cancelled")

    for one in (past, off):
        with pytest.raises(MeetingRefused):
            invite(by=None, meeting=one)

    assert not Letter.objects.exists()


def test_a_chair_invites_from_the_page(client, meeting):
    client.force_login(make_person("Eve", meeting.series.group.town, "programme-team"))

    answer = client.post(f"/meetings/{meeting.pk}/invite/", follow=True)
    again = client.post(f"/meetings/{meeting.pk}/invite/", follow=True)

    assert "2 invitations are on their way." in answer.content.decode()
    assert "2 people are invited." in answer.content.decode()
    assert "Everybody with an address is invited already." in again.content.decode()
