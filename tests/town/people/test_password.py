"""Journeys: passwords, for those who prefer them."""

import re

import pytest
from django.core import mail

from fairplace.town.people.models import AuditEvent
from tests.factories import make_person, make_town

PASSWORD = "seven blue herons"
LOGIN = "/account/login/password/"


@pytest.fixture
def ada(db):
    person = make_person("Ada", make_town(), "programme-team")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client, password, email="ada@example.org"):
    return client.post(LOGIN, {"login": email, "password": password})


def test_password_signs_in(client, ada):
    assert sign_in(client, PASSWORD, "ADA@example.org").url == "/desk/"


def test_wrong_password_says_the_same_for_everybody(client, ada):
    told = []
    for email in ("ada@example.org", "nobody@example.org"):
        page = sign_in(client, "wrong", email).content.decode().replace(email, "X")
        told.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page))

    assert "not correct" in told[0]
    assert told[0] == told[1]


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_five_wrong_passwords_lock_out_for_a_while(client, ada, email):
    answers = [sign_in(client, "wrong", email).status_code for _ in range(5)]

    assert answers == [200, 200, 200, 200, 429]
    locked = sign_in(client, PASSWORD, email)
    assert locked.status_code == 429
    assert "Wait 15 minutes" in locked.content.decode()


def test_lock_out_leaves_others_at_the_same_address_alone(client, ada):
    ben = make_person("Ben")
    ben.set_password(PASSWORD)
    ben.save()
    for _ in range(5):
        sign_in(client, "wrong")

    assert sign_in(client, PASSWORD, "ben@example.org").url == "/account/"


def test_password_can_be_set_changed_and_removed(client, db):
    ada = make_person("Ada", make_town(), "analyst")
    client.force_login(ada)
    new = "four green ladders"

    client.post("/account/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)

    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    ada.refresh_from_db()
    assert ada.check_password(new)

    assert client.get("/account/password/remove/").status_code == 200
    client.post("/account/password/remove/")
    ada.refresh_from_db()
    assert not ada.has_usable_password()
    assert client.get("/account/").status_code == 200
    assert client.get("/account/password/remove/").url == "/account/"
    verbs = AuditEvent.objects.filter(kind="password").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["set a password", "changed a password", "removed a password"]
    assert [message.to for message in mail.outbox] == [["ada@example.org"]] * 2
    assert "the way you sign in has changed: A password was set." in mail.outbox[0].body


def test_short_and_common_passwords_are_refused(client, db):
    client.force_login(make_person("Ada", make_town(), "analyst"))

    answer = client.post("/account/password/set/", {"password1": "password", "password2": "password"})

    assert "at least 12 characters" in answer.content.decode()
