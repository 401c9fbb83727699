"""A town as a council runs it: made by `fairplace init`, served, its mail sent to a real SMTP server on loopback."""

import email.policy
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller


@dataclass
class PostBox:
    """Takes every mail that arrives, in order."""

    letters: list[EmailMessage] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_DATA(self, server, session, envelope) -> str:
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self.lock:
            self.letters.append(letter)
        return "250 taken"

    def list_to(self, address: str) -> list[EmailMessage]:
        with self.lock:
            return [letter for letter in self.letters if address in letter["To"]]


@dataclass
class MailedTown:
    """A running town, with what it takes to call its commands and to read its mail."""

    address: str
    environment: dict[str, str]
    post: PostBox
    first_link: str

    def command(self, *words: str) -> str:
        return run(self.environment, *words)

    def send_what_waits(self) -> None:
        self.command("worker", "--batch")

    def wait_for_link(self, address: str, pattern: str) -> str:
        """Return the first address in the newest mail to somebody that fits; sign-in mail leaves in a thread."""
        for _ in range(100):
            for letter in reversed(self.post.list_to(address)):
                found = re.search(pattern, _text_of(letter))
                if found:
                    return found[0]
            time.sleep(0.1)
        raise AssertionError(f"No mail to {address} holds {pattern}.")


def _text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return body.get_content() if body else ""


def make_town(folder: Path) -> None:
    """Make a town of Luton's pack alone, without anybody invented, and keep what the command said in it."""
    environment = {**_own_environment(), "FAIRPLACE_DATA_DIR": str(folder)}
    said = run(environment, "init", "--admin-email", "admin@example.org")
    run(environment, "pack", "load", "luton")
    (folder / "said").write_text(said)


@contextmanager
def start_mailed_town(folder: Path) -> Iterator[MailedTown]:
    """Serve a town that was made, with a post office of its own."""
    post = PostBox()
    controller = Controller(post, hostname="127.0.0.1", port=_free_port())
    controller.start()
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    own = {
        **_own_environment(),
        "FAIRPLACE_DATA_DIR": str(folder),
        "FAIRPLACE_ADDRESS": address,
        "FAIRPLACE_SMTP_HOST": "127.0.0.1",
        "FAIRPLACE_SMTP_PORT": str(controller.port),
        "FAIRPLACE_SMTP_TLS": "0",
        "FAIRPLACE_MAIL_A_MINUTE": "6000",
    }
    # The link was written before this town had its port.
    path = re.search(r"http://[^/]+(/\S+)", (folder / "said").read_text())[1]
    town = MailedTown(address, own, post, address + path)
    server = subprocess.Popen(
        [sys.executable, "-m", "fairplace", "serve", "--port", str(port)], env=own, stdout=subprocess.DEVNULL
    )
    try:
        _wait(address, server)
        yield town
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)
        controller.stop()


def run(environment: dict[str, str], *words: str) -> str:
    """Run a command to its end, and return what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "fairplace", *words],
        env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def _own_environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(("FAIRPLACE_", "DJANGO_"))}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(address: str, server: subprocess.Popen) -> None:
    for _ in range(240):
        assert server.poll() is None, "The town stopped."
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("The town did not answer within a minute.")
