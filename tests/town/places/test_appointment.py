"""Who may give and take which role, and what is written down."""

import pytest
from django.core import mail

from fairplace.town.people.models import AuditEvent, Person
from fairplace.town.places.models import Appointment
from fairplace.town.places.operations import (
    RoleRefused,
    appoint,
    dismiss,
    invite_person,
    make_demonstration_people,
    set_roles,
    take_away_access,
)
from fairplace.town.places.queries import list_roles
from tests.factories import make_person, make_town

ORIGIN = "https://testham.example"


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def ada(town):
    return make_person("Ada", town, "administrator")


@pytest.fixture
def pia(town):
    return make_person("Pia", town, "programme-team")


def list_written() -> list[tuple]:
    events = AuditEvent.objects.order_by("id")
    return [(event.by, event.verb, event.subject, event.before, event.after) for event in events]


def test_giving_a_role_is_written_down(town, ada):
    ben = make_person("Ben")

    appoint(by=ada, person=ben, town=town, role="analyst")

    assert list_roles(person=ben, town=town) == ["analyst"]
    assert list_written() == [(ada, "gave a role", "Ben", {"roles": []}, {"roles": ["analyst"]})]


def test_giving_a_role_twice_is_written_down_once(town, ada):
    ben = make_person("Ben", town, "analyst")

    appoint(by=ada, person=ben, town=town, role="analyst")

    assert list_written() == []


def test_taking_a_role_is_written_down(town, ada):
    ben = make_person("Ben", town, "analyst")

    dismiss(by=ada, person=ben, town=town, role="analyst")

    assert list_roles(person=ben, town=town) == []
    assert list_written() == [(ada, "took a role", "Ben", {"roles": ["analyst"]}, {"roles": []})]


def test_taking_a_role_that_nobody_holds_changes_nothing(town, ada):
    dismiss(by=ada, person=make_person("Ben"), town=town, role="analyst")

    assert list_written() == []


@pytest.mark.parametrize("change", [appoint, dismiss])
@pytest.mark.parametrize("role", ["administrator", "analyst"])
def test_nobody_gives_or_takes_a_role_that_can_do_more_than_they(town, ada, pia, change, role):
    with pytest.raises(RoleRefused, match="Only somebody who may do all"):
        change(by=pia, person=pia, town=town, role=role)

    assert list_roles(person=pia, town=town) == ["programme-team"]
    assert list_written() == []


@pytest.mark.parametrize("role", ["contributor", "analyst", "director", "auditor"])
def test_those_who_keep_no_people_give_no_role(town, role):
    with pytest.raises(RoleRefused):
        appoint(by=make_person("Ben", town, role), person=make_person("Cy"), town=town, role="contributor")


def test_administrator_of_one_town_gives_no_role_in_another(town, ada):
    coventry = make_town("coventry", "E08000026", "Coventry", is_default=False)

    with pytest.raises(RoleRefused):
        appoint(by=ada, person=ada, town=coventry, role="contributor")


def test_last_administrator_stays(town, ada):
    with pytest.raises(RoleRefused, match="Ada is the last administrator of Testham"):
        dismiss(by=ada, person=ada, town=town, role="administrator")
    with pytest.raises(RoleRefused):
        take_away_access(by=ada, person=ada, town=town)

    assert list_roles(person=ada, town=town) == ["administrator"]
    assert list_written() == []


def test_administrator_who_cannot_sign_in_does_not_count(town, ada):
    gone = make_person("Gone", town, "administrator")
    gone.is_active = False
    gone.save()

    with pytest.raises(RoleRefused):
        dismiss(by=ada, person=ada, town=town, role="administrator")


def test_administrator_goes_when_there_is_another(town, ada):
    make_person("Ben", town, "administrator")

    dismiss(by=ada, person=ada, town=town, role="administrator")

    assert list_roles(person=ada, town=town) == []


def test_roles_are_set_together_and_those_beyond_stay(town, ada, pia):
    ben = make_person("Ben", town, "analyst")
    appoint(by=ada, person=ben, town=town, role="contributor")

    set_roles(by=pia, person=ben, town=town, roles=["auditor", "director"])

    assert sorted(list_roles(person=ben, town=town)) == ["analyst", "auditor", "director"]


def test_roles_that_are_partly_refused_are_not_set_at_all(town, pia):
    ben = make_person("Ben", town, "contributor")

    with pytest.raises(RoleRefused):
        set_roles(by=pia, person=ben, town=town, roles=["auditor", "administrator"])

    assert list_roles(person=ben, town=town) == ["contributor"]


def test_invited_person_gets_account_role_and_welcome(town, ada, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ben = invite_person(
            by=ada, town=town, name="Ben", email="Ben@Example.org", role="analyst", origin=ORIGIN
        )

    assert (ben.email, ben.has_usable_password(), ben.is_demonstration) == ("ben@example.org", False, False)
    assert list_roles(person=ben, town=town) == ["analyst"]
    assert [verb for _, verb, *_ in list_written()] == ["added a person", "gave a role"]
    [message] = mail.outbox
    assert (message.subject, message.to) == ("Welcome to Testham", ["ben@example.org"])
    assert "Ada has given you the role “Analyst” in Testham" in message.body
    assert f"{ORIGIN}/account/login/link/" in message.body


def test_first_administrator_is_invited_by_nobody(town, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite_person(
            by=None, town=town, name="Ada", email="ada@example.org", role="administrator", origin=ORIGIN
        )

    assert mail.outbox[0].body.startswith("Hello Ada,\n\nYou have the role “Administrator” in Testham now.")
    assert [by for by, *_ in list_written()] == [None, None]


def test_refused_invitation_leaves_nothing_behind(town, pia, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RoleRefused):
        invite_person(
            by=pia, town=town, name="Ben", email="ben@example.org", role="administrator", origin=ORIGIN
        )

    assert not Person.objects.filter(email="ben@example.org").exists()
    assert (list_written(), mail.outbox) == ([], [])


def test_somebody_known_from_another_town_keeps_their_name(town, ada):
    ben = make_person("Ben")

    invite_person(by=ada, town=town, name="Benjamin", email=ben.email, role="analyst", origin=ORIGIN)

    ben.refresh_from_db()
    assert ben.name == "Ben"


def test_losing_the_last_role_ends_access_and_an_invitation_restores_it(client, town, ada):
    ben = make_person("Ben", town, "analyst")
    client.force_login(ben)

    take_away_access(by=ada, person=ben, town=town)

    ben.refresh_from_db()
    assert not ben.is_active
    assert client.get("/account/").status_code == 302
    assert [verb for _, verb, *_ in list_written()][-2:] == ["took a role", "ended all sessions"]

    invite_person(by=ada, town=town, name="Ben", email=ben.email, role="analyst", origin=ORIGIN)
    ben.refresh_from_db()
    assert ben.is_active
    assert [verb for _, verb, *_ in list_written()][-2:] == ["let back in", "gave a role"]


def test_losing_the_roles_of_one_town_keeps_those_of_another(town, ada):
    coventry = make_town("coventry", "E08000026", "Coventry", is_default=False)
    ben = make_person("Ben", town, "analyst")
    Appointment.objects.create(person=ben, town=coventry, role="director")

    take_away_access(by=ada, person=ben, town=town)

    ben.refresh_from_db()
    assert ben.is_active
    assert list_roles(person=ben, town=coventry) == ["director"]


def test_demonstration_people_are_made_once_and_labelled(town):
    rows = [
        {"name": "Ada Example", "email": "ada@example.org", "role": "programme-team"},
        {"name": "Ben Example", "email": "ben@example.org", "role": "contributor"},
    ]

    first = make_demonstration_people(rows, town)
    second = make_demonstration_people(rows, town)

    assert first == second
    assert [person.is_demonstration for person in first] == [True, True]
    assert Appointment.objects.count() == 2
    assert [by for by, *_ in list_written()] == [None, None]


@pytest.mark.parametrize(
    ("role", "opens"), [("programme-team", 200), ("administrator", 200), ("analyst", 302)]
)
def test_editor_opens_for_those_who_edit_pages(client, town, ada, role, opens):
    ben = make_person("Ben")
    appoint(by=ada, person=ben, town=town, role=role)
    client.force_login(ben)

    assert client.get("/manage/").status_code == opens
    assert client.get("/manage/account/").status_code == opens


def test_editor_closes_with_the_last_role_that_edits_pages(client, town, ada):
    ben = make_person("Ben")
    for role in ("programme-team", "administrator"):
        appoint(by=ada, person=ben, town=town, role=role)

    dismiss(by=ada, person=ben, town=town, role="administrator")
    assert ben.groups.filter(name="Editors").exists()
    dismiss(by=ada, person=ben, town=town, role="programme-team")
    assert not ben.groups.exists()
