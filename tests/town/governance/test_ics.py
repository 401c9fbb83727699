from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from fairplace.town.governance.ics import write_calendar, write_invitation
from tests.factories import make_group, make_meeting, make_series, make_town

pytestmark = pytest.mark.django_db
STAMP = datetime(2026, 9, 1, 8, tzinfo=UTC)
SUMMER, WINTER = datetime(2026, 10, 6, 13, tzinfo=UTC), datetime(2026, 11, 3, 14, tzinfo=UTC)


@pytest.fixture
def series(db):
    return make_series(make_group(make_town()), "Steering group")


def events_of(text):
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_an_invitation_says_who_what_when_and_where(series, settings):
    settings.DEFAULT_FROM_EMAIL = "Fairplace <town@example.org>"
    settings.WAGTAILADMIN_BASE_URL = "https://fair.example.org"
    meeting = make_meeting(series, SUMMER, where="Town hall", sequence=3)

    text = write_invitation(meeting, email="dee@example.org", name="Dee", stamp=STAMP)
    calendar, (event,) = Calendar.from_ical(text), events_of(text)

    assert (calendar["method"], calendar["version"]) == ("REQUEST", "2.0")
    assert {
        name: str(event[name]) for name in ("uid", "summary", "location", "status", "organizer", "attendee")
    } == {
        "uid": str(meeting.uid),
        "summary": "Children: Steering group",
        "location": "Town hall",
        "status": "CONFIRMED",
        "organizer": "mailto:town@example.org",
        "attendee": "mailto:dee@example.org",
    }
    assert event["sequence"] == 3
    assert event.DTSTAMP == STAMP
    assert (event.start, event.end) == (SUMMER, SUMMER + timedelta(minutes=90))
    assert f"https://fair.example.org/meetings/{meeting.pk}/" in event["description"]


def test_times_are_londons_on_both_sides_of_the_change_of_clocks(series):
    meetings = [make_meeting(series, SUMMER), make_meeting(series, WINTER)]

    text = write_calendar(meetings, stamp=STAMP)

    assert "DTSTART;TZID=Europe/London:20261006T140000" in text
    assert "DTSTART;TZID=Europe/London:20261103T140000" in text
    assert [one.start.astimezone(UTC) for one in events_of(text)] == [SUMMER, WINTER]
    (zone,) = Calendar.from_ical(text).walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/London"
    # The zone as written knows both hours, for programs that do not know the name.
    own = zone.to_tz()
    assert datetime(2026, 10, 6, 14, tzinfo=own).utcoffset() == timedelta(hours=1)
    assert datetime(2026, 11, 3, 14, tzinfo=own).utcoffset() == timedelta(0)


def test_long_lines_are_folded_and_commas_and_new_lines_escaped(series):
    where = "Room 1, first floor; ring twice\nthen go up the stairs to the right, past the café " + "é" * 60
    meeting = make_meeting(series, SUMMER, where=where)

    text = write_calendar([meeting], stamp=STAMP)

    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75
    assert r"LOCATION:Room 1\, first floor\; ring twice\nthen go up" in text.replace("\r\n ", "")
    assert str(events_of(text)[0]["location"]) == where


def test_cancelling_takes_it_back(series):
    meeting = make_meeting(series, SUMMER, state="cancelled", cancelled_because="Snow.", sequence=1)

    text = write_invitation(meeting, email="dee@example.org", stamp=STAMP)

    assert Calendar.from_ical(text)["method"] == "CANCEL"
    (event,) = events_of(text)
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 1)
    assert "Snow." in event["description"]


def test_everybodys_calendar_names_nobody(client, series):
    meeting = make_meeting(series, SUMMER)
    meeting.invitations.create(email="dee@example.org", name="Dee")

    answers = [client.get(f"/meetings/{meeting.pk}/meeting.ics"), client.get("/groups/children/meetings.ics")]

    for answer in answers:
        text = answer.content.decode()
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert "public" in answer["Cache-Control"]
        assert Calendar.from_ical(text)["method"] == "PUBLISH"
        assert [str(one["uid"]) for one in events_of(text)] == [str(meeting.uid)]
        assert not any(part in text for part in ("Dee", "dee@"))
        assert "ATTENDEE" not in text


def test_the_feed_of_a_group_without_meetings_is_an_empty_calendar(client, series):
    text = client.get("/groups/children/meetings.ics").content.decode()

    assert str(Calendar.from_ical(text)["x-wr-calname"]) == "Children"
    assert events_of(text) == []
