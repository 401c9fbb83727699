import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairplace.town.letters.models import Letter
from fairplace.town.letters.operations import (
    LetterRefused,
    compose_letter,
    confirm_arrived,
    drop,
    send_again,
    write_letter,
    write_letters,
)
from fairplace.town.letters.queries.letter import count_troubled
from fairplace.town.people.models import AuditEvent
from tests.factories import make_letter, make_person, make_town

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "fresh link",
    "town": "testham",
    "to": "ada@example.org",
    "subject": "A\nlink",
    "template": "governance/mail/fresh_link.txt",
}


def test_the_same_key_is_one_letter():
    first, second = write_letter(key="a", **SAID), write_letter(key="a", **{**SAID, "subject": "Other"})

    assert first == second
    assert (second.subject, second.state, Letter.objects.count()) == ("A link", "waiting", 1)


def test_many_letters_are_written_at_once_and_each_key_once(django_assert_num_queries):
    write_letter(key="0", **SAID)
    letters = [compose_letter(key=str(n), **SAID) for n in range(30)]

    with django_assert_num_queries(2 + 2):  # and the savepoint around them
        assert write_letters(letters) == 29

    assert Letter.objects.count() == 30


@pytest.fixture
def ada(client):
    town = make_town()
    ada = make_person("Ada", town, "programme-team")
    client.force_login(ada)
    return ada


DEEDS = {
    "again": {"unsure": "waiting", "failed": "waiting"},
    "drop": {"unsure": "dropped", "failed": "dropped", "waiting": "dropped"},
    "arrived": {"unsure": "sent"},
}


@pytest.mark.parametrize("state", Letter.State.values)
@pytest.mark.parametrize("deed", DEEDS)
def test_each_deed_is_for_some_states_only(client, ada, deed, state):
    letter = make_letter(state=state, tries=3, trouble="No")

    client.post(f"/letters/{letter.pk}/", {"deed": deed})

    letter.refresh_from_db()
    assert letter.state == DEEDS[deed].get(state, state)
    assert AuditEvent.objects.filter(kind="letter", by=ada).count() == (state in DEEDS[deed])


def test_who_comes_second_is_told_so(ada):
    letter = make_letter(state="unsure")
    confirm_arrived(by=ada, letter=letter)

    with pytest.raises(LetterRefused, match="Sent"):
        send_again(by=ada, letter=letter)
    with pytest.raises(LetterRefused):
        drop(by=ada, letter=letter)


def test_the_list_shows_what_has_not_left_and_filters_by_the_address(client, ada):
    for state in Letter.State.values:
        make_letter(key=state, state=state, subject=f"About {state} things", sent_at="2026-10-01T09:00Z")
    make_letter(key="elsewhere", town="other", subject="About other towns")

    def shown(address):
        page = client.get(address).content.decode()
        return {state for state in [*Letter.State.values, "other"] if f"About {state} " in page}

    assert shown("/letters/") == {"unsure", "failed", "waiting", "leaving"}
    assert shown("/letters/?state=waiting") == {"waiting", "leaving"}
    assert shown("/letters/?state=sent") == {"sent"}
    assert shown("/letters/?state=dropped") == {"dropped"}
    assert count_troubled(town="testham") == 2


def test_the_list_shows_no_words_of_a_letter(client, ada):
    make_letter(body="https://example.org/update/a-secret/")

    assert "a-secret" not in client.get("/letters/").content.decode()


def test_the_list_asks_as_often_for_three_as_for_one(client, ada, django_assert_num_queries):
    make_letter(key="1", person=ada)
    client.get("/letters/")
    with CaptureQueriesContext(connection) as one:
        client.get("/letters/")
    make_letter(key="2", person=make_person("Ben")), make_letter(key="3", person=make_person("Cy"))

    with django_assert_num_queries(len(one)):
        client.get("/letters/")


def test_nobody_decides_on_letters_of_another_town(client, ada):
    letter = make_letter(town="other", state="failed")

    assert client.post(f"/letters/{letter.pk}/", {"deed": "again"}).status_code == 404
    letter.refresh_from_db()
    assert letter.state == "failed"
