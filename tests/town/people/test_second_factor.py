"""Journeys: codes from an app, recovery codes, passkeys."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from fairplace.town.people.models import AuditEvent
from tests.factories import ask_for_link, make_person, make_town


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def ada(db):
    return make_person("Ada", make_town(), "programme-team")


@pytest.fixture
def secret(ada) -> str:
    made = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(ada, made)
    return made


@pytest.fixture
def app(client, ada) -> None:
    """Sign Ada in and set up an app for codes as she would. Allauth tells of it when that is committed."""
    client.force_login(ada)
    page = client.get("/account/app/add/").content.decode()
    secret = client.session["mfa.totp.secret"]
    assert secret in page
    assert 'src="data:image/svg+xml;base64,' in page
    answer = client.post("/account/app/add/", {"code": code_now(secret)})
    assert answer.url == "/account/recovery-codes/"


def prove_recently(client, person) -> None:
    """Let the session believe that the person has just shown a second factor."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


@pytest.mark.django_db(transaction=True)
def test_app_is_set_up_with_a_code_and_brings_recovery_codes(client, ada, app):
    page = client.get("/account/recovery-codes/").content.decode()

    assert "10 of 10 are left" in page
    assert client.get("/account/recovery-codes/download/").content.count(b"\n") == 10
    assert AuditEvent.objects.filter(verb="added a second factor", kind="second factor", by=ada).exists()


def test_wrong_code_sets_up_nothing(client, ada):
    client.force_login(ada)
    client.get("/account/app/add/")

    answer = client.post("/account/app/add/", {"code": "000000"})

    assert "Incorrect code" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_link_alone_does_not_sign_in_with_a_second_factor(client, ada, secret):
    link = ask_for_link(client, next_url="/audit/")

    answer = client.post(link)
    assert answer.url == "/account/login/code/"
    assert "_auth_user_id" not in client.session
    assert client.get("/desk/").status_code == 302

    wrong = client.post("/account/login/code/", {"code": "000000"})
    assert "Incorrect code" in wrong.content.decode()
    failed = AuditEvent.objects.get(verb="saw a second factor fail")
    assert (failed.by, failed.subject, failed.town) == (None, "Ada", "testham")

    right = client.post("/account/login/code/", {"code": code_now(secret)})
    assert right.url == "/audit/"
    assert client.session["_auth_user_id"] == str(ada.pk)


def test_wrong_passkey_is_written_down(client, ada, secret):
    client.post(ask_for_link(client))

    client.post("/account/login/code/", {"credential": '{"id": "x"}'})

    assert AuditEvent.objects.filter(verb="saw a second factor fail", subject="Ada").count() == 1
    assert "_auth_user_id" not in client.session


def test_link_is_used_up_before_the_second_factor(client, ada, secret):
    link = ask_for_link(client)
    client.post(link)

    assert Client().post(link).status_code == 410


def test_page_for_the_code_is_only_for_those_on_their_way_in(client, ada):
    assert client.get("/account/login/code/").url == "/account/login/"


def test_changing_a_second_factor_asks_once_more(client, ada, secret, django_capture_on_commit_callbacks):
    client.force_login(ada)

    answer = client.get("/account/app/remove/")
    assert answer.url == "/account/confirm/code/?next=%2Faccount%2Fapp%2Fremove%2F"
    assert client.get(answer.url).status_code == 200

    client.post("/account/confirm/code/", {"code": code_now(secret), "next": "/account/app/remove/"})
    assert client.get("/account/app/remove/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/app/remove/")

    assert not Authenticator.objects.filter(type="totp").exists()
    assert AuditEvent.objects.filter(verb="removed a second factor", kind="second factor").exists()


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes_replace_the_old(client, app):
    old = client.get("/account/recovery-codes/download/").content

    assert "10 old codes" in client.get("/account/recovery-codes/new/").content.decode()
    client.post("/account/recovery-codes/new/")

    assert client.get("/account/recovery-codes/download/").content != old
    assert AuditEvent.objects.filter(verb="renewed recovery codes").exists()


def test_pages_of_passkeys_open_without_inline_script(client, ada):
    client.force_login(ada)

    for path in ("/account/passkeys/", "/account/passkeys/add/"):
        page = client.get(path).content.decode()
        assert "passkey" in page.lower()
        assert page.count("<script") == page.count('<script type="module" src=') + page.count(
            'type="application/json"'
        )


def test_passkey_is_renamed_and_removed(client, ada):
    passkey = Authenticator.objects.create(
        user=ada, type="webauthn", data={"name": "Old name", "credential": {}}
    )
    client.force_login(ada)
    prove_recently(client, ada)

    assert client.post(f"/account/passkeys/{passkey.pk}/rename/", {"name": "Work laptop"}).status_code == 302
    assert "Work laptop" in client.get("/account/passkeys/").content.decode()
    assert "Work laptop" in client.get(f"/account/passkeys/{passkey.pk}/remove/").content.decode()
    client.post(f"/account/passkeys/{passkey.pk}/remove/")

    assert not Authenticator.objects.exists()


def test_sign_in_by_passkey_hands_out_a_challenge_and_refuses_nonsense(client, ada):
    options = client.get("/account/login/passkey/", headers={"Accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["challenge"]

    for nonsense in ({}, {"id": "x"}, {"id": "eA", "rawId": "eA", "response": {}, "type": "public-key"}, []):
        answer = client.post("/account/login/passkey/", {"credential": json.dumps(nonsense)})

        assert answer.url == "/account/login/"
        assert "_auth_user_id" not in client.session


def test_passkey_that_is_nonsense_adds_nothing(client, ada):
    client.force_login(ada)
    client.get("/account/passkeys/add/")

    answer = client.post("/account/passkeys/add/", {"name": "X", "credential": '{"id": "x"}'})

    assert "not accepted" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_passkey_in_another_town_returns_to_that_town(client, ada):
    make_town("coventry", "E08000026", "Coventry", is_default=False)

    answer = client.post("/towns/coventry/account/login/passkey/", {"credential": "{}"})

    assert answer.url == "/towns/coventry/account/login/"
