"""Journeys: keeping people and their roles, and one's own account."""

import pytest

from fairplace.town.people.models import Person
from fairplace.town.places.models import Appointment
from fairplace.town.places.queries import list_roles
from tests.factories import make_person, make_town


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def pia(client, town):
    person = make_person("Pia", town, "programme-team")
    client.force_login(person)
    return person


def test_list_shows_people_of_this_town_only(client, town, pia):
    coventry = make_town("coventry", "E08000026", "Coventry", is_default=False)
    make_person("Ben", town, "analyst")
    make_person("Cleo", coventry, "analyst")

    page = client.get("/people/").content.decode()

    assert "Ben" in page
    assert "Cleo" not in page
    assert "2 people" in page


def test_list_is_searched_by_name_and_address(client, town, pia):
    make_person("Ben", town, "analyst")

    assert "1 person" in client.get("/people/?q=ben@").content.decode()
    assert "Nobody found" in client.get("/people/?q=zzz").content.decode()


def test_empty_list_says_so(client, town):
    client.force_login(Person.objects.create_superuser(email="root@example.org", name="Root"))

    assert "Nobody has a role yet" in client.get("/people/").content.decode()


def test_somebody_is_added(client, town, pia):
    answer = client.post("/people/add/", {"name": "Ben", "email": "ben@example.org", "role": "auditor"})

    assert answer.url == "/people/"
    assert list_roles(person=Person.objects.get(name="Ben"), town=town) == ["auditor"]
    assert "Ben is added. A welcome is on its way." in client.get("/people/").content.decode()


def test_role_beyond_ones_own_is_neither_offered_nor_taken(client, town, pia):
    page = client.get("/people/add/").content.decode()
    assert "Auditor" in page
    assert "Administrator" not in page

    client.post("/people/add/", {"name": "Ben", "email": "ben@example.org", "role": "administrator"})

    assert not Person.objects.filter(name="Ben").exists()


def test_roles_are_changed(client, town, pia):
    ben = make_person("Ben", town, "contributor")

    client.post(f"/people/{ben.pk}/", {"roles": ["director", "auditor"]})

    assert sorted(list_roles(person=ben, town=town)) == ["auditor", "director"]


def test_last_role_is_taken_on_its_own_page_only(client, town, pia):
    ben = make_person("Ben", town, "contributor")

    page = client.post(f"/people/{ben.pk}/", {}).content.decode()

    assert "Leave one role." in page
    assert list_roles(person=ben, town=town) == ["contributor"]


def test_roles_beyond_ones_own_are_named_and_stay(client, town, pia):
    ben = make_person("Ben", town, "administrator")

    assert "Roles that you cannot change" in client.get(f"/people/{ben.pk}/").content.decode()
    client.post(f"/people/{ben.pk}/", {})

    assert list_roles(person=ben, town=town) == ["administrator"]


def test_last_administrator_is_told_why_they_stay(client, town):
    ada = make_person("Ada", town, "administrator")
    client.force_login(ada)

    for path, data in ((f"/people/{ada.pk}/", {"roles": ["auditor"]}), (f"/people/{ada.pk}/remove/", {})):
        assert "Ada is the last administrator of Testham" in client.post(path, data).content.decode()
    assert list_roles(person=ada, town=town) == ["administrator"]


def test_access_is_taken_away_after_asking(client, town, pia):
    ben = make_person("Ben", town, "contributor")

    assert "Take away the access of Ben" in client.get(f"/people/{ben.pk}/remove/").content.decode()
    assert client.post(f"/people/{ben.pk}/remove/").url == "/people/"

    assert not Appointment.objects.filter(person=ben).exists()


def test_somebody_of_another_town_is_not_found(client, town, pia):
    coventry = make_town("coventry", "E08000026", "Coventry", is_default=False)
    cleo = make_person("Cleo", coventry, "analyst")

    for path in (f"/people/{cleo.pk}/", f"/people/{cleo.pk}/remove/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("role", ["contributor", "analyst", "director", "auditor"])
def test_others_keep_no_people(client, town, role):
    client.force_login(make_person("Ben", town, role))

    for path in ("/people/", "/people/add/"):
        assert client.get(path).status_code == 403
        assert client.post(path).status_code == 403


def test_list_needs_as_many_queries_for_three_people_as_for_one(
    client, town, pia, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12) as one:
        client.get("/people/")
    make_person("Ben", town, "analyst")
    make_person("Cy", town, "director")

    with django_assert_num_queries(len(one)):
        client.get("/people/")


def test_account_shows_roles_in_every_town_in_words(client, town, pia):
    coventry = make_town("coventry", "E08000026", "Coventry", is_default=False)
    Appointment.objects.create(person=pia, town=coventry, role="analyst")

    page = client.get("/account/").content.decode()

    assert "Runs the programme day to day" in page
    assert "Brings in figures" in page
    assert "Coventry" in page


def test_account_without_a_role_says_what_to_do(client, town):
    client.force_login(make_person("Ben"))

    assert "You have no role in a town" in client.get("/account/").content.decode()


def test_account_is_only_for_those_signed_in(client, town):
    assert client.get("/account/").url == "/account/login/?next=/account/"
