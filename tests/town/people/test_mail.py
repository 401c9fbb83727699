"""Mail through a real SMTP server on this machine."""

import socket
import time
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller

from fairplace.town.people.operations import mail_link
from tests.factories import make_person, make_town


class Postbox:
    def __init__(self) -> None:
        self.mails = []

    async def handle_DATA(self, server, session, envelope):  # named by aiosmtpd
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 OK"


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def postbox(settings):
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=find_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = False
    yield box
    controller.stop()


def wait_for(condition) -> None:
    until = time.monotonic() + 5
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)


def test_link_arrives_by_smtp_as_plain_text(postbox, db):
    make_person("Ada", make_town())

    mail_link(email="ada@example.org", origin="https://testham.example", town="Testham")
    wait_for(lambda: postbox.mails)

    [(to, message)] = postbox.mails
    assert to == ["ada@example.org"]
    assert (message["Subject"], message.get_content_type()) == (
        "Your link to sign in to Testham",
        "text/plain",
    )
    assert "https://testham.example/account/login/link/" in message.get_payload(decode=True).decode()


def test_server_that_cannot_be_reached_is_logged_and_tells_nobody(settings, db, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    make_person("Ada", make_town())

    mail_link(email="ada@example.org", origin="https://testham.example", town="Testham")
    wait_for(lambda: caplog.records)

    assert "could not be sent" in caplog.text
