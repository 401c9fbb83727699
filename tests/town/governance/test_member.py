"""The seats of a group, kept by whoever leads it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairplace.town.partners.models import Membership
from fairplace.town.people.models import AuditEvent, Person
from fairplace.town.places.models import Appointment
from tests.factories import make_group, make_membership, make_organisation, make_person, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def council(town):
    return make_organisation(town)


@pytest.fixture
def chair(town, group, council):
    person = make_person("Chi", town, "group-chair")
    make_membership(group, council, name="Chi", person=person, email=person.email, is_chair=True)
    client = Client()
    client.force_login(person)
    return client


def test_a_chair_keeps_the_members_of_their_own_group_alone(chair, town, group, council):
    other = make_group(town, "board")
    seat = make_membership(other, council, name="Dee")

    assert chair.get("/groups/children/members/").status_code == 200
    assert chair.get("/groups/board/members/").status_code == 403
    assert chair.get(f"/groups/board/members/{seat.pk}/").status_code == 403
    assert chair.get(f"/groups/children/members/{seat.pk}/").status_code == 404
    assert chair.post(f"/groups/board/members/{seat.pk}/remove/").status_code == 403


def test_a_chair_whose_seat_ended_keeps_nothing(town, group, council, client):
    person = make_person("Old", town, "group-chair")
    make_membership(
        group, council, name="Old", person=person, is_chair=True, until_on=timezone.localdate() - timedelta(1)
    )
    client.force_login(person)

    assert client.get("/groups/children/members/").status_code == 403


def test_a_seat_finds_the_account_of_its_address(chair, group, council, town):
    ben = make_person("Ben", town, "contributor")

    chair.post(
        "/groups/children/members/",
        {"organisation": council.pk, "name": "Ben", "email": "BEN@example.org", "is_deputy": "on"},
    )

    seat = Membership.objects.get(name="Ben")
    assert (seat.person, seat.email, seat.is_deputy, seat.is_chair) == (ben, "ben@example.org", True, False)
    event = AuditEvent.objects.get(verb="gave a seat")
    assert (event.subject, event.after["account"]) == ("children: council", "Ben")


def test_an_account_is_made_without_a_role_where_that_is_asked_for(chair, group, council):
    said = {"organisation": council.pk, "name": "New", "email": "new@example.org"}
    chair.post("/groups/children/members/", said)
    without = Membership.objects.get(name="New")
    assert (without.person, without.email) == (None, "new@example.org")

    chair.post(f"/groups/children/members/{without.pk}/", {**said, "with_account": "on"})

    person = Person.objects.get(email="new@example.org")
    assert Membership.objects.get(name="New").person == person
    assert not Appointment.objects.filter(person=person).exists()
    assert not person.has_usable_password()
    assert AuditEvent.objects.filter(verb="added a person", subject="New").exists()


def test_a_last_day_ends_a_seat_and_keeps_it_in_the_list(chair, group, council):
    seat = make_membership(group, council, name="Dee")

    chair.post(
        f"/groups/children/members/{seat.pk}/",
        {"organisation": council.pk, "name": "Dee", "until_on": "2025-01-31"},
    )

    seat.refresh_from_db()
    assert seat.until_on == date(2025, 1, 31)
    assert "1 seat that came to an end" in chair.get("/groups/children/members/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"organisation": ""}, "Choose an organisation."),
        ({"since_on": "2026-02-01", "until_on": "2026-01-01"}, "The last day is before the first."),
        ({"is_chair": "on", "is_deputy": "on"}, "Nobody is their own deputy."),
        ({"with_account": "on"}, "An account needs an e-mail address."),
        ({"email": "nowhere"}, "Write a whole address"),
        ({"name": "Chi"}, "This seat is written down already."),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason_and_kept_in_the_form(chair, council, wrong, words):
    said = {"organisation": council.pk, "name": "Fay", **wrong}

    html = chair.post("/groups/children/members/", said).content.decode()

    assert words in html
    assert f'value="{said["name"]}"' in html
    assert Membership.objects.count() == 1


def test_a_seat_that_was_a_mistake_is_taken_away_and_written_down(chair, group, council):
    seat = make_membership(group, council, name="Dee")

    chair.post(f"/groups/children/members/{seat.pk}/remove/")

    assert not Membership.objects.filter(pk=seat.pk).exists()
    assert AuditEvent.objects.get(verb="took away a seat").before["name"] == "Dee"


def test_a_seat_whose_person_is_known_only_by_account_keeps_it_when_saved(chair, group, council, town):
    ben = make_person("Ben", town, "contributor")
    seat = make_membership(group, council, name="Ben", person=ben)

    assert 'value="ben@example.org"' in chair.get(f"/groups/children/members/{seat.pk}/").content.decode()
