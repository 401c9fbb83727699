"""A real mail server on loopback, which keeps what arrives and can be told to misbehave."""

import email
import email.policy
import socket

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 Taken"


class Handler:
    """Keeps each mail as it came. `at_rcpt`, `at_data`, `in_body`, `at_end` and `after` are called on the way.

    What `at_rcpt` and `at_end` return is the server's answer; `at_end` decides whether the mail is kept.
    """

    def __init__(self, **on_the_way) -> None:
        self.raw: list[bytes] = []
        self.on_the_way = on_the_way

    def call(self, name, *arguments):
        return self.on_the_way.get(name, lambda *_: None)(*arguments)

    @property
    def mails(self):
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.raw]

    async def handle_RCPT(self, server, session: Session, envelope: Envelope, address, options):
        answer = self.call("at_rcpt", address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope: Envelope):
        answer = self.call("at_end", envelope) or OK
        if answer.startswith("250"):
            self.raw.append(bytes(envelope.content or b""))
        return answer


class Watched(SMTP):
    """The server's conversation, with a look at the moments for which the library has no hook."""

    async def smtp_DATA(self, arg) -> None:
        self.event_handler.call("at_data")
        reader, usual = self._reader, self._reader.readuntil

        async def readuntil(*arguments):
            line = await usual(*arguments)
            self.event_handler.call("in_body", line)
            return line

        reader.readuntil = readuntil
        try:
            await super().smtp_DATA(arg)
        finally:
            reader.readuntil = usual

    async def push(self, status) -> None:
        await super().push(status)
        if OK in str(status):
            self.event_handler.call("after")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


class Server(Controller):
    def __init__(self, **on_the_way) -> None:
        super().__init__(Handler(**on_the_way), hostname="127.0.0.1", port=free_port(), ready_timeout=30)

    def factory(self):
        return Watched(self.handler, **self.SMTP_kwargs)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop(no_assert=True)

    @property
    def raw(self):
        return self.handler.raw

    @property
    def mails(self):
        return self.handler.mails
