"""Journeys: signing in with a link."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from fairplace.town.people.links import WELCOME, write_link
from fairplace.town.people.models import AuditEvent, Person
from fairplace.town.people.operations import use_link
from tests.factories import ask_for_link, get_mailed_link, make_person, make_town

UNUSABLE = "This link no longer works"


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def ada(town) -> Person:
    return make_person("Ada", town, "programme-team")


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_link_is_mailed_and_signs_in_at_the_press_of_a_button(client, ada):
    link = ask_for_link(client)

    page = client.get(link)
    assert "Sign in as Ada" in page.content.decode()
    assert not is_signed_in(client)

    answer = client.post(link)
    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert is_signed_in(client)
    assert AuditEvent.objects.filter(town="testham", verb="signed in", by=ada).count() == 1


def test_mail_is_plain_and_says_what_it_is(client, ada):
    ask_for_link(client)

    message = mail.outbox[0]
    assert (message.subject, message.to) == ("Your link to sign in to Testham", ["ada@example.org"])
    assert message.body.startswith("Hello Ada,\n\npress this link to sign in to Testham:")
    assert "for 20 minutes" in message.body
    assert message.content_subtype == "plain"


def test_opening_a_link_often_does_not_use_it_up(client, ada):
    link = ask_for_link(client)

    for _ in range(3):
        client.get(link)

    assert client.post(link).status_code == 302


def test_link_works_once(client, ada):
    link = ask_for_link(client)
    client.post(link)
    client.post("/account/logout/")

    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 410
        assert UNUSABLE in answer.content.decode()
        assert "Ask for a new link" in answer.content.decode()
    assert not is_signed_in(client)


def test_using_one_link_uses_up_all(client, ada):
    first = ask_for_link(client)
    second = ask_for_link(client)

    client.post(second)

    assert client.post(first).status_code == 410


@pytest.mark.parametrize(("minutes", "status"), [(19, 302), (21, 410)])
def test_link_lives_for_twenty_minutes(client, ada, monkeypatch, minutes, status):
    link = ask_for_link(client)
    later = datetime.now(UTC) + timedelta(minutes=minutes)
    monkeypatch.setattr("sesame.tokens_v2.time.time", later.timestamp)

    assert client.post(link).status_code == status


@pytest.mark.parametrize(("days", "status"), [(6, 302), (8, 410)])
def test_welcome_lives_for_a_week(client, ada, monkeypatch, days, status):
    link = write_link(ada, origin="", scope=WELCOME)
    later = datetime.now(UTC) + timedelta(days=days)
    monkeypatch.setattr("sesame.tokens_v2.time.time", later.timestamp)

    assert client.post(link).status_code == status


def test_tampered_link_is_refused(client, ada):
    link = ask_for_link(client)
    letter = "A" if link[-9] != "A" else "B"
    tampered = f"{link[:-9]}{letter}{link[-8:]}"

    assert client.get(tampered).status_code == 410
    assert client.post(tampered).status_code == 410
    assert client.post("/account/login/link/abc/").status_code == 410


def test_link_of_somebody_who_lost_access_is_refused(client, ada):
    link = ask_for_link(client)
    ada.is_active = False
    ada.save()

    assert client.post(link).status_code == 410


def test_link_dies_with_a_new_address(client, ada):
    link = ask_for_link(client)
    ada.email = "ada@example.com"
    ada.save()

    assert client.post(link).status_code == 410


def test_two_presses_at_one_time_sign_in_once(ada, monkeypatch):
    token = write_link(ada, origin="").rstrip("/").rsplit("/", 1)[1]
    stale = Person.objects.get(pk=ada.pk)
    assert use_link(token=token) == ada
    # The second press read the link before the first had used it.
    monkeypatch.setattr("fairplace.town.people.operations.link.read_link", lambda token: stale)

    assert use_link(token=token) is None


def test_answer_does_not_tell_who_has_an_account(client, ada):
    pages = []
    for email in ("ada@example.org", "nobody@example.org"):
        answer = client.post("/account/login/", {"email": email}, follow=True)
        pages.append((answer.redirect_chain, answer.content.decode().replace(email, "X")))

    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_asking_needs_an_address(client, town):
    answer = client.post("/account/login/", {"email": ""})

    assert "Write your e-mail address." in answer.content.decode()


def test_asking_too_often_is_refused_whoever_asks(client, ada):
    answers = {}
    for email in ("ada@example.org", "nobody@example.org"):
        answers[email] = [client.post("/account/login/", {"email": email}).status_code for _ in range(4)]

    assert answers == {email: [302, 302, 302, 429] for email in answers}
    assert len(mail.outbox) == 3


def test_page_after_asking_is_only_for_those_who_asked(client, town):
    assert client.get("/account/login/sent/").url == "/account/login/"


def test_link_leads_on_to_the_page_that_was_wanted(client, ada):
    wanted = client.get("/audit/")
    assert wanted.url == "/account/login/?next=/audit/"
    link = ask_for_link(client, next_url="/audit/")

    assert client.post(link).url == "/audit/"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_link_leads_to_no_other_site(client, ada, evil):
    link = ask_for_link(client, next_url=evil)

    assert "evil" not in link
    assert "javascript" not in link
    assert client.post(f"{link}?next={evil}").url == "/desk/"


def test_sign_in_stays_in_the_town_it_began_in(client, ada):
    coventry = make_town("coventry", "E08000026", "Coventry", is_default=False)
    make_person("Cleo", coventry, "programme-team")

    link = ask_for_link(client, "cleo@example.org", prefix="/towns/coventry")

    assert link.startswith("/towns/coventry/account/login/link/")
    assert mail.outbox[0].subject == "Your link to sign in to Coventry"
    assert client.post(link).url == "/towns/coventry/desk/"
    assert AuditEvent.objects.filter(town="coventry", verb="signed in").count() == 1


def test_somebody_without_a_role_lands_on_their_account(client, town):
    make_person("Ben")
    link = ask_for_link(client, "ben@example.org")

    assert client.post(link).url == "/account/"


def test_link_of_another_person_changes_who_is_signed_in(client, ada, town):
    ben = make_person("Ben", town, "contributor")
    client.force_login(ben)
    client.post(write_link(ada, origin=""))

    assert client.session["_auth_user_id"] == str(ada.pk)


def test_those_signed_in_are_not_asked_again(client, ada):
    client.force_login(ada)

    assert client.get("/account/login/").url == "/account/"


def test_signing_out_needs_a_press_and_is_written_down(client, ada):
    client.force_login(ada)

    assert "Sign out" in client.get("/account/logout/").content.decode()
    assert is_signed_in(client)
    client.post("/account/logout/")

    assert not is_signed_in(client)
    assert AuditEvent.objects.filter(verb="signed out", by=ada).count() == 1


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "password/reset/", "confirm-email/", "2fa/", "login/code/x/"]
)
def test_other_pages_of_allauth_are_not_there(client, town, path):
    assert client.get(f"/account/{path}").status_code == 404


def test_link_survives_nothing_but_its_own_time(client, ada):
    link = ask_for_link(client)
    Person.objects.filter(pk=ada.pk).update(last_login=timezone.now())

    assert client.get(link).status_code == 410
    assert get_mailed_link() == link
