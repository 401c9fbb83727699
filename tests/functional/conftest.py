"""A real town, served by the real command, seen in a real browser.

The browser is found by name or by FAIRPLACE_CHROMIUM. Without one these tests say that they did
not run; where FAIRPLACE_REQUIRE_BROWSER is set they fail instead.
"""

import email
import email.policy
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.functional.mailed_town import MailedTown, make_town, start_mailed_town
from tests.functional.people import PEOPLE, address_of, sign_in

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
REASON = "No Chromium was found: install one, or name it in FAIRPLACE_CHROMIUM. Browser tests did not run."
# Nothing is timed here (`bench` does that), and the machine may be busy with all the other tests.
expect.set_options(timeout=15_000)


def find_chromium() -> str | None:
    return os.environ.get("FAIRPLACE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Run the tests that need a browser last.

    Playwright keeps an event loop in this thread from its first test on, and Django then refuses
    to ask the database.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = find_chromium()
    if found:
        return found
    if os.environ.get("FAIRPLACE_REQUIRE_BROWSER"):
        pytest.fail(REASON)
    return pytest.skip(REASON)


@dataclass
class Site:
    """A running demonstration."""

    address: str
    data: Path

    def mail(self) -> list[email.message.EmailMessage]:
        """Return every message in the outbox, oldest first."""
        files = sorted((self.data / "outbox").glob("*.log"), key=lambda file: file.stat().st_mtime)
        return [
            email.message_from_bytes(part, policy=email.policy.default)
            for file in files
            for part in file.read_bytes().split(b"-" * 79 + b"\n")
            if part.strip()
        ]


@pytest.fixture(scope="session")
def demonstration(chromium, tmp_path_factory) -> Path:
    """Return the data folder of the demonstration, as a newcomer's first start makes it. Copied, never changed."""
    data = tmp_path_factory.mktemp("demonstration")
    with start_demonstration(data):
        pass
    return data


@pytest.fixture(scope="session")
def site(demonstration, tmp_path_factory) -> Iterator[Site]:
    """Start the demonstration on a free port, and stop it at the end."""
    with start_copy(demonstration, tmp_path_factory) as running:
        yield running


def start_copy(demonstration: Path, tmp_path_factory) -> AbstractContextManager[Site]:
    """Start the demonstration for tests that write much."""
    folder = tmp_path_factory.mktemp("site") / "data"
    return start_demonstration(shutil.copytree(demonstration, folder))


@pytest.fixture(scope="session")
def made_town(tmp_path_factory) -> Path:
    """Return the data folder of a town with Luton's pack and one administrator. Copied, never changed."""
    folder = tmp_path_factory.mktemp("made") / "town"
    make_town(folder)
    return folder


@pytest.fixture(scope="module")
def town(made_town, tmp_path_factory) -> Iterator[MailedTown]:
    """Serve a town as a council runs it."""
    folder = tmp_path_factory.mktemp("mailed") / "town"
    with start_mailed_town(shutil.copytree(made_town, folder)) as running:
        yield running


@contextmanager
def start_demonstration(data: Path) -> Iterator[Site]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {key: value for key, value in os.environ.items() if not key.startswith(("FAIRPLACE_", "DJANGO_"))}
    options = ["--no-open", "--port", str(port), "--data-dir", str(data)]
    command = [sys.executable, "-m", "fairplace", "demo", *options]
    log = data.parent / f"{data.name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=own, stdout=output, stderr=subprocess.STDOUT)
    running = Site(f"http://127.0.0.1:{port}", data)
    try:
        _wait(running, process, log)
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def _wait(site: Site, process: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        if process.poll() is not None:
            pytest.fail(f"The demonstration stopped: {log.read_text()}")
        try:
            with urllib.request.urlopen(site.address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"The demonstration did not answer within two minutes: {log.read_text()}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, chromium):
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    safe = ["--no-sandbox", "--disable-dev-shm-usage", *quiet]
    return {**browser_type_launch_args, "executable_path": chromium, "args": safe}


@dataclass
class Watched:
    """A page, with what its browser complained of and where it sent requests."""

    page: object
    complaints: list[str]
    hosts: set[str]


@pytest.fixture
def open_page(browser, site):
    """Return a function that opens a watched page in a fresh browser context."""
    contexts = []

    def open_one(**options) -> Watched:
        context = browser.new_context(base_url=site.address, **options)
        contexts.append(context)
        page = context.new_page()
        watched = Watched(page, [], set())
        page.on("console", lambda line: line.type == "error" and watched.complaints.append(line.text))
        page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        page.on("request", lambda request: watched.hosts.add(request.url.split("/")[2]))
        return watched

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def analyst(browser, site) -> dict:
    """Sign the analyst in once, and return what their browser keeps."""
    page = browser.new_page(base_url=site.address)
    sign_in(page, site, address_of(site, PEOPLE["analyst"]))
    page.wait_for_url("**/desk/")
    state = page.context.storage_state()
    page.close()
    return state
