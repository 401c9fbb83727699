"""Letters through a real mail server on loopback. Crashes are tested in config/test_postman.py."""

import smtplib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from fairplace.town.letters.models import Letter
from fairplace.town.letters.operations import recover, send_waiting, sending
from fairplace.town.letters.operations.handing import quote
from fairplace.town.letters.rules.retry import DELAYS, GONE_AFTER, delay_after
from tests.factories import make_letter
from tests.town.letters.mail_server import Server, free_port

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post(settings):
    """Return a function that begins a mail server and lets the town send through it."""
    servers = []

    def begin(**on_the_way) -> Server:
        server = Server(**on_the_way).__enter__()
        servers.append(server)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
        return server

    yield begin
    for server in servers:
        server.__exit__()


def test_a_letter_leaves_once_with_all_its_headers(post):
    server = post()
    letter = make_letter(subject="Zwölf Grüße", body="Dear Ada,\n.a line with a dot\nÇa va.\n")

    assert (send_waiting(), send_waiting()) == (1, 0)

    [arrived] = server.mails
    letter.refresh_from_db()
    assert arrived["Subject"] == "Zwölf Grüße"
    assert arrived["To"] == "ada@example.org"
    assert arrived["Message-ID"] == letter.message_id
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Date"].datetime == letter.written_at.replace(microsecond=0)
    assert arrived.get_content_type() == "text/plain"
    assert arrived.get_content_charset() == "utf-8"
    assert arrived.get_content().replace("\r\n", "\n") == "Dear Ada,\n.a line with a dot\nÇa va.\n"
    assert (letter.state, letter.body, letter.attachments) == ("sent", "", [])
    assert letter.sent_at is not None


def test_an_invitation_is_a_calendar_request(post):
    server = post()
    content = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    invite = {"name": "invite.ics", "type": "text/calendar; method=REQUEST", "content": content}
    plan = {"name": "plan.json", "type": "application/json", "content": '{"a": "é"}'}
    make_letter(attachments=[invite, plan])

    send_waiting()

    calendar, other = server.mails[0].iter_attachments()
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content_charset() == "utf-8"
    assert calendar.get_filename() == "invite.ics"
    assert calendar.get_content().split() == content.split()
    assert other.get_content_type() == "application/json"
    assert other.get_content().decode() == '{"a": "é"}'


def test_what_may_not_leave_yet_waits(post):
    server = post()
    letter = make_letter(not_before=timezone.now() + timedelta(hours=1))

    assert send_waiting() == 0

    Letter.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    assert send_waiting() == 1
    assert [one["Message-ID"] for one in server.mails] == [letter.message_id]


def test_a_limit_and_a_rate_hold(post, settings):
    server = post()
    for n in range(5):
        make_letter(key=f"k{n}")
    settings.LETTERS_A_MINUTE = 3

    assert send_waiting(2) == 2
    assert send_waiting() == 1
    assert len(server.raw) == 3


def test_no_transaction_is_open_while_the_server_is_talked_to(post):
    open_then = []
    server = post(at_end=lambda envelope: open_then.append(1) or None)
    make_letter()

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        send_waiting()

    assert (open_then, server.raw) == ([], [])


def test_a_temporary_no_is_tried_again_later_and_later(post):
    server = post(at_rcpt=lambda address: "450 Come back later")
    letter = make_letter()

    for tries, minutes in enumerate(DELAYS, start=1):
        before = timezone.now()
        assert send_waiting() == 0
        letter.refresh_from_db()
        assert (letter.state, letter.tries) == ("waiting", tries)
        assert "450 Come back later" in letter.trouble
        assert letter.not_before is not None
        assert abs(letter.not_before - before - timedelta(minutes=minutes)) < timedelta(seconds=30)
        Letter.objects.update(not_before=None, claimed_at=None)
    send_waiting()

    letter.refresh_from_db()
    assert letter.state == "failed"
    assert not server.raw
    assert list(DELAYS) == sorted(DELAYS)
    assert delay_after(len(DELAYS) + 1) is None


def test_a_permanent_no_fails_in_the_words_of_the_server_and_holds_nobody_up(post):
    server = post(at_rcpt=lambda address: "550 No such person" if address.startswith("gone") else None)
    gone, there = make_letter(key="1", to="gone@example.org"), make_letter(key="2")

    assert send_waiting() == 1

    gone.refresh_from_db(), there.refresh_from_db()
    assert (gone.state, gone.trouble) == ("failed", "550 No such person")
    assert there.state == "sent"
    assert len(server.raw) == 1


def test_a_no_after_the_last_line_is_a_no(post):
    server = post(at_end=lambda envelope: "451 Try again")
    letter = make_letter()

    send_waiting()

    letter.refresh_from_db()
    assert (letter.state, letter.handing_since) == ("waiting", None)
    assert not server.raw


def test_a_server_that_is_not_there_is_asked_once_a_look(settings, post):
    post()
    settings.EMAIL_PORT = free_port()
    first, second = make_letter(key="1"), make_letter(key="2")

    assert send_waiting() == 0

    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, first.tries) == ("waiting", 1)
    assert "could not be reached" in first.trouble
    assert (second.state, second.tries) == ("waiting", 0)


def test_silence_after_the_last_line_makes_a_letter_unsure(post, monkeypatch):
    server = post()
    letter = make_letter()
    usual = smtplib.SMTP.getreply

    def getreply(self):
        answer = usual(self)
        if b"Taken" in answer[1]:
            raise smtplib.SMTPServerDisconnected("gone")
        return answer

    monkeypatch.setattr(smtplib.SMTP, "getreply", getreply)
    send_waiting()
    monkeypatch.undo()
    send_waiting()

    letter.refresh_from_db()
    assert letter.state == "unsure"
    assert len(server.raw) == 1


def test_a_mail_that_can_never_be_made_fails_and_holds_nobody_up(post):
    server = post()
    broken = make_letter(key="1", attachments=[{"name": "a"}])
    fine = make_letter(key="2")

    assert send_waiting() == 1

    broken.refresh_from_db(), fine.refresh_from_db()
    assert (broken.state, fine.state) == ("failed", "sent")
    assert len(server.raw) == 1


def test_whoever_was_asleep_finds_its_claim_gone_and_withdraws_the_mail(post):
    def taken_back(one):
        Letter.objects.filter(state="leaving").update(state="waiting", claimed_by="")

    server = post()
    letter = make_letter()
    with pytest.MonkeyPatch.context() as patch:
        usual = sending._begin_handing
        patch.setattr(sending, "_begin_handing", lambda one: taken_back(one) or usual(one))
        # Taken back once: the second look sends it.
        assert send_waiting(1) == 0

    assert not server.raw
    assert send_waiting() == 1
    letter.refresh_from_db()
    assert (letter.state, len(server.raw)) == ("sent", 1)


def test_only_old_claims_are_taken_up_again():
    now, old = timezone.now(), timezone.now() - GONE_AFTER - timedelta(seconds=1)
    make_letter(key="new", state="leaving", claimed_by="a", claimed_at=now)
    make_letter(key="old", state="leaving", claimed_by="a", claimed_at=old)
    make_letter(key="old handing", state="leaving", claimed_by="a", claimed_at=old, handing_since=old)
    make_letter(key="new handing", state="leaving", claimed_by="a", claimed_at=old, handing_since=now)

    assert (recover(), recover()) == (2, 0)

    states = dict(Letter.objects.values_list("key", "state"))
    assert states == {
        "new": "leaving", "old": "waiting", "old handing": "unsure", "new handing": "leaving",
    }  # fmt: skip


def test_a_folder_or_a_memory_takes_letters_too():
    letter = make_letter()

    assert send_waiting() == 1

    letter.refresh_from_db()
    assert letter.state == "sent"
    assert mail.outbox[0].extra_headers["Message-ID"] == letter.message_id


def test_dots_and_line_ends_go_over_the_wire_as_they_must():
    assert quote(b".a\nb\r\n.\rc") == b"..a\r\nb\r\n..\r\nc\r\n"


@pytest.mark.skipif(connection.vendor == "sqlite", reason="The tests' SQLite lives in one thread's memory.")
def test_senders_at_once_send_each_letter_once(post, settings):
    server = post()
    for n in range(40):
        make_letter(key=f"k{n}")

    def send():
        try:
            return send_waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as senders:
        sent = sum(one.result() for one in [senders.submit(send) for _n in range(4)])

    assert sent == 40
    assert set(Counter(mail["Message-ID"] for mail in server.mails).values()) == {1}
    assert len(server.raw) == 40
