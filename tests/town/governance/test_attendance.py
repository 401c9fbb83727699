from datetime import date

import pytest
from django.test import Client

from fairplace.town.governance.models import Attendance
from fairplace.town.governance.operations.attendance import (
    Mark,
    MarkedMeanwhile,
    add_guest,
    remove_guest,
    take_attendance,
)
from fairplace.town.governance.operations.holding import MeetingRefused
from fairplace.town.governance.queries.attendance import OrganisationLine, get_attendance
from fairplace.town.people.models import AuditEvent
from tests.factories import (
    make_group,
    make_meeting,
    make_membership,
    make_organisation,
    make_person,
    make_series,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(town):
    return make_organisation(town)


@pytest.fixture
def seats(town, council):
    """Two seats of the council and one of homes, held on the day; one more ended before it."""
    group = make_group(town)
    homes = make_organisation(town, "homes")
    make_membership(group, council, name="Gone", until_on=date(2026, 1, 1))
    return [
        make_membership(group, council, name="Ann"),
        make_membership(group, council, name="Bob"),
        make_membership(group, homes),
    ]


@pytest.fixture
def meeting(seats):
    return make_meeting(make_series(seats[0].group))


@pytest.fixture
def as_ada(town):
    client = Client()
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def states(meeting):
    return [(str(line.seat), line.state) for line in get_attendance(meeting).seats]


def test_every_seat_of_the_day_is_listed_with_its_state_and_totals_by_organisation(meeting, seats, council):
    ann, bob, homes = seats
    marks = [Mark(ann, "", "present"), Mark(bob, "", "apologies"), Mark(homes, "", "absent")]

    assert take_attendance(by=None, meeting=meeting, marks=marks) == 3
    add_guest(by=None, meeting=meeting, organisation=council, name="Cat")

    page = get_attendance(meeting)
    assert states(meeting) == [
        ("Council: Ann", "present"), ("Council: Bob", "apologies"), ("Homes", "absent"),
    ]  # fmt: skip
    assert [str(one) for one in page.guests] == ["Council: Cat"]
    assert page.totals == (
        OrganisationLine(council, present=2, apologies=1, absent=0),
        OrganisationLine(homes.organisation, present=0, apologies=0, absent=1),
    )
    assert (page.present, page.organisations_present, page.unmarked) == (2, 1, 0)


def test_two_people_take_attendance_of_different_seats_at_once(meeting, seats):
    ann, bob, _homes = seats

    take_attendance(by=None, meeting=meeting, marks=[Mark(ann, "", "present"), Mark(bob, "", "")])
    take_attendance(by=None, meeting=meeting, marks=[Mark(ann, "", ""), Mark(bob, "", "absent")])

    assert [state for _seat, state in states(meeting)] == ["present", "absent", ""]


def test_what_both_marked_otherwise_is_refused_whole(meeting, seats):
    ann, bob, _homes = seats
    take_attendance(by=None, meeting=meeting, marks=[Mark(ann, "", "present")])

    marks = [Mark(bob, "", "present"), Mark(ann, "", "absent")]
    with pytest.raises(MarkedMeanwhile) as refused:
        take_attendance(by=None, meeting=meeting, marks=marks)

    assert [(row.seat, row.theirs, row.mine) for row in refused.value.rows] == [(ann, "present", "absent")]
    assert [state for _seat, state in states(meeting)] == ["present", "", ""]


def test_a_mark_can_be_taken_back_and_each_change_is_written_down(meeting, seats):
    ann = seats[0]
    take_attendance(by=None, meeting=meeting, marks=[Mark(ann, "", "present")])
    take_attendance(by=None, meeting=meeting, marks=[Mark(ann, "present", "present")])

    take_attendance(by=None, meeting=meeting, marks=[Mark(ann, "present", "")])

    assert not Attendance.objects.exists()
    assert [event.after for event in AuditEvent.objects.all()] == [
        {"Council: Ann": ""}, {"Council: Ann": "present"},
    ]  # fmt: skip


def test_a_guest_is_written_down_once_and_can_be_taken_away(meeting, council):
    guest = add_guest(by=None, meeting=meeting, organisation=council, name="Cat")
    with pytest.raises(MeetingRefused):
        add_guest(by=None, meeting=meeting, organisation=council, name="Cat")

    remove_guest(by=None, guest=guest)

    assert not Attendance.objects.exists()


def test_who_left_the_group_later_stays_in_the_record(meeting, seats):
    ann = seats[0]
    take_attendance(by=None, meeting=meeting, marks=[Mark(ann, "", "present")])

    ann.delete()

    assert [str(one) for one in get_attendance(meeting).guests] == ["Council: Ann"]


def test_a_chair_takes_attendance_in_one_go(as_ada, meeting, seats):
    _ann, bob, _homes = seats
    address = f"/meetings/{meeting.pk}/attendance/"
    said = {f"was_{seat.pk}": "" for seat in seats} | {f"seat_{bob.pk}": "apologies", "rest": "yes"}

    as_ada.post(address, said)

    assert [state for _seat, state in states(meeting)] == ["present", "apologies", "present"]
    page = as_ada.get(address).content.decode()
    assert "2 people of 2 organisations present, out of 2 organisations marked" in page


def test_a_clash_shows_both_marks_and_saving_again_writes_mine(as_ada, meeting, seats):
    ann, bob, _homes = seats
    take_attendance(by=None, meeting=meeting, marks=[Mark(ann, "", "present"), Mark(bob, "", "absent")])
    address = f"/meetings/{meeting.pk}/attendance/"

    clash = as_ada.post(address, {f"was_{ann.pk}": "", f"seat_{ann.pk}": "apologies", f"was_{bob.pk}": ""})
    page = clash.content.decode()
    as_ada.post(
        address,
        {
            f"was_{ann.pk}": "present", f"seat_{ann.pk}": "apologies",
            f"was_{bob.pk}": "absent", f"seat_{bob.pk}": "absent",
        },
    )  # fmt: skip

    assert clash.status_code == 409
    assert "Somebody else saved this meanwhile" in page
    assert "Sent apologies" in page
    # What only the other marked comes along as it stands now, so saving again does not undo it.
    assert f'name="was_{bob.pk}" value="absent"' in page
    assert [state for _seat, state in states(meeting)] == ["apologies", "absent", ""]


def test_guests_come_and_go_by_the_page(as_ada, meeting):
    address = f"/meetings/{meeting.pk}/attendance/guests/"

    empty = as_ada.post(address, {"organisation": ""})
    as_ada.post(address, {"organisation": "council", "name": "Cat"})
    twice = as_ada.post(address, {"organisation": "council", "name": "Cat"})
    guest = Attendance.objects.get()
    as_ada.post(f"{address}{guest.pk}/remove/")

    assert (empty.status_code, twice.status_code) == (400, 409)
    assert "They stand in the list already." in twice.content.decode()
    assert not Attendance.objects.exists()
    assert as_ada.post(f"{address}{guest.pk}/remove/").status_code == 404
