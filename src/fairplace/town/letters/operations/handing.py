"""Hands one mail to a mail server, step by step, so that little can happen without our knowing of it."""

import re
import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from fairplace.town.letters.rules.retry import PATIENCE, is_permanent


class Refused(Exception):
    """The mail server said no, and certainly does not have the mail."""

    def __init__(self, words: str, *, is_permanent: bool, is_everybody: bool = False) -> None:
        super().__init__(words)
        self.is_permanent = is_permanent
        # Nothing else can leave now either: the server is not there, or does not know us.
        self.is_everybody = is_everybody


class Unknown(Exception):
    """The mail was handed over, and the server did not say whether it has it."""


class Lost(Exception):
    """Somebody else has taken the letter back meanwhile. Nothing was handed over."""


class Server:
    """A mail server while several mails are handed to it, over one connection where it holds."""

    def __init__(self) -> None:
        self.backend: BaseEmailBackend = get_connection()

    def open(self) -> None:
        try:
            self.backend.open()
        except (OSError, smtplib.SMTPException) as error:
            self.hang_up()
            words = f"The mail server could not be reached: {error}"
            raise Refused(words, is_permanent=False, is_everybody=True) from error

    def hand_over(self, message: EmailMessage, commit: Callable[[], bool]) -> None:
        """Hand the mail over. `commit` is called just before what makes it the server's.

        It writes down that the mail may have been sent from now on; where it returns False the mail is
        withdrawn. Raises Refused, Unknown or Lost.
        """
        self.open()
        if isinstance(self.backend, EmailBackend):
            self._hand_over_by_smtp(message, commit)
            return
        # A folder, or the memory of a test: there is one step only.
        if not commit():
            raise Lost
        try:
            self.backend.send_messages([message])
        except OSError as error:
            raise Unknown(str(error)) from error

    def _hand_over_by_smtp(self, message: EmailMessage, commit: Callable[[], bool]) -> None:
        """Send all but the last line, commit, and send the last line: before it, no server has a mail."""
        smtp: Any = getattr(self.backend, "connection", None)
        sender = sanitize_address(message.from_email, "utf-8")
        data = quote(message.message().as_bytes())
        try:
            smtp.ehlo_or_helo_if_needed()
            size = [f"SIZE={len(data)}"] if smtp.has_extn("size") else []
            self._expect(smtp.mail(sender, size), 250)
            for address in message.recipients():
                self._expect(smtp.rcpt(sanitize_address(address, "utf-8")), 250, 251)
            self._expect(smtp.docmd("DATA"), 354)
            smtp.send(data)
        except (OSError, smtplib.SMTPException) as error:
            self.hang_up()
            words = f"The connection to the mail server broke: {error}"
            raise Refused(words, is_permanent=False) from error
        try:
            is_ours = commit()
        except BaseException:
            self.hang_up()
            raise
        if not is_ours:
            self.hang_up()
            raise Lost
        self._finish(smtp)

    def _finish(self, smtp: smtplib.SMTP) -> None:
        try:
            usual = smtp.sock.gettimeout() if smtp.sock else None
            if smtp.sock:
                smtp.sock.settimeout(PATIENCE)
            smtp.send(b".\r\n")
            answer = smtp.getreply()
            if smtp.sock:
                smtp.sock.settimeout(usual)
        except (OSError, smtplib.SMTPException) as error:
            self.hang_up()
            raise Unknown(str(error)) from error
        self._expect(answer, 250)

    def _expect(self, answer: tuple[int, bytes], *wanted: int) -> None:
        code, words = answer
        if code in wanted:
            return
        said = f"{code} {words.decode('utf-8', 'replace')}"
        # The next mail would be answered as part of this one: a new connection is the surest beginning.
        self.hang_up()
        raise Refused(said, is_permanent=is_permanent(code))

    def hang_up(self) -> None:
        """End the connection without a word: after half a mail, a polite "quit" would be taken for text."""
        smtp = getattr(self.backend, "connection", None)
        if isinstance(self.backend, EmailBackend) and smtp is not None:
            smtp.close()
            self.backend.connection = None

    def close(self) -> None:
        try:
            self.backend.close()
        except (OSError, smtplib.SMTPException):
            self.hang_up()


def quote(data: bytes) -> bytes:
    """Return a mail's bytes as they go over the wire, without the single dot that ends them."""
    data = re.sub(rb"(?m)^\.", b"..", re.sub(rb"\r\n|\r|\n", b"\r\n", data))
    return data if data.endswith(b"\r\n") else data + b"\r\n"
