import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from fairplace.town.people.links import write_link
from fairplace.town.people.models import AuditEvent
from fairplace.town.people.operations import end_session
from tests.factories import ask_for_link, make_person, make_town

LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604"


@pytest.fixture
def ada(db):
    return make_person("Ada", make_town(), "programme-team")


def sign_in(ada, browser: str) -> Client:
    client = Client(headers={"User-Agent": browser})
    ada.refresh_from_db()
    client.post(write_link(ada, origin=""))
    return client


def is_in(client) -> bool:
    return client.get("/account/").status_code == 200


def test_sessions_are_listed_with_the_one_in_use_marked(ada):
    laptop, phone = sign_in(ada, LAPTOP), sign_in(ada, PHONE)

    page = phone.get("/account/sessions/").content.decode()

    assert page.index("Safari on iPhone") < page.index("Firefox on Linux")
    assert page.count("This is the session you are using now.") == 1
    assert is_in(laptop)


def test_one_session_is_ended_from_another(ada):
    laptop, phone = sign_in(ada, LAPTOP), sign_in(ada, PHONE)

    phone.post("/account/sessions/", {"session": UserSession.objects.get(user_agent=LAPTOP).pk})

    assert (is_in(laptop), is_in(phone)) == (False, True)
    event = AuditEvent.objects.get(kind="session")
    assert (event.by, event.verb, event.before["browser"]) == (ada, "ended a session", "Firefox on Linux")


def test_signing_out_everywhere_else_cancels_links_too(ada):
    laptop, phone = sign_in(ada, LAPTOP), sign_in(ada, PHONE)
    link = ask_for_link(Client())

    phone.post("/account/sessions/", {"session": "others"})

    assert (is_in(laptop), is_in(phone)) == (False, True)
    assert Client().post(link).status_code == 410
    assert AuditEvent.objects.filter(kind="session", verb="ended all other sessions").count() == 1


@pytest.mark.parametrize("chosen", ["", "x", "999999"])
def test_unknown_session_ends_nothing(ada, chosen):
    laptop = sign_in(ada, LAPTOP)

    assert laptop.post("/account/sessions/", {"session": chosen}).status_code == 302
    assert is_in(laptop)


def test_session_of_somebody_else_cannot_be_ended(ada):
    laptop = sign_in(ada, LAPTOP)
    ben = make_person("Ben")
    bens = Client()
    bens.force_login(ben)
    session = UserSession.objects.get(user=ada)

    bens.post("/account/sessions/", {"session": session.pk})

    assert is_in(laptop)
    with pytest.raises(AssertionError, match="their own"):
        end_session(by=ben, session=session)


def test_session_in_use_is_ended_by_signing_out_only(ada):
    laptop = sign_in(ada, LAPTOP)

    laptop.post("/account/sessions/", {"session": UserSession.objects.get().pk})

    assert is_in(laptop)
