"""A fake publisher: a real HTTP server on loopback that replays a publisher's shapes, with faults by name.

A publisher's own fake is one function from a Question to an Answer (see fake_nomis.py). What it says is typed
by us and invented; that its shapes are those of the real thing is tested beside real downloads where those are.
"""

import gzip
import re
import threading
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from fairplace.equity.sources.http import HttpClient
from fairplace.equity.sources.waiting import Clock, Limits, Turns


@dataclass(frozen=True)
class Question:
    """What the fake was asked."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What it says, before a fault spoils it."""

    body: bytes
    kind: str = "text/csv"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


# What is done to a good answer. None of these closes the line: those are in Handler.answer.
SPOILED: dict[str, Callable[[Answer], Answer]] = {
    "500": lambda _: Answer(b"The server is unwell.", "text/plain", 500),
    "429": lambda _: Answer(b"Slower, please.", "text/plain", 429, {"Retry-After": "7"}),
    "429 for an hour": lambda _: Answer(b"Slower, please.", "text/plain", 429, {"Retry-After": "3600"}),
    "400": lambda _: Answer(b"Parameter x is\nnot known.", "text/plain", 400),
    "empty": lambda good: replace(good, body=b""),
    "html": lambda _: Answer(b"<!DOCTYPE html>\n<html><body>We are being mended</body></html>", "text/html"),
    "header only": lambda good: replace(good, body=good.body.split(b"\n")[0] + b"\n"),
    "cut without a word": lambda good: replace(good, body=good.body[: len(good.body) * 2 // 3]),
    "changed columns": lambda good: replace(good, body=_rename(good.body)),
    "wrong content": lambda _: Answer(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "image/png"),
}
LINE = ("timeout", "truncated", "slow drip", "slow headers", "hang up")
FAULTS = (*SPOILED, *LINE)


def _rename(body: bytes) -> bytes:
    """Return the body as if the publisher had found better names for its columns."""
    header, newline, rest = body.partition(b"\n")
    return re.sub(rb"(?i)value|area|geography", b"Thing", header) + newline + rest


@dataclass
class Fake:
    """The server as a test sees it: its address, what it was asked, and the fault that is on."""

    base: str
    answer: Callable[[Question], Answer]
    asked: list[Question] = field(default_factory=list)
    fault: str = ""
    times: int = 0
    on: str = ""
    tags: bool = True
    gone: threading.Event = field(default_factory=threading.Event)

    def break_with(self, fault: str, times: int = 1000, on: str = "") -> None:
        """Let the next answers fail so, of paths that hold `on`; times=2 means twice, and then good."""
        assert fault in FAULTS
        self.fault, self.times, self.on = fault, times, on

    def mend(self) -> None:
        self.fault, self.times = "", 0

    def take_fault(self, path: str) -> str:
        if self.times <= 0 or self.on not in path:
            return ""
        self.times -= 1
        return self.fault


class _Handler(BaseHTTPRequestHandler):
    fake: Fake

    def do_GET(self):
        self._answer()

    def do_POST(self):
        self._answer()

    def log_message(self, *_):
        pass

    def _answer(self):
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        question = Question(
            self.command, parts.path, dict(parse_qsl(parts.query)), dict(self.headers.items()), body
        )
        self.fake.asked.append(question)
        fault = self.fake.take_fault(parts.path)
        answer = self.fake.answer(question)
        if fault in SPOILED:
            return self._send(SPOILED[fault](answer))
        if fault in LINE:
            return self._fail(fault, answer)
        tag = f'"{sha256(answer.body).hexdigest()[:16]}"'
        if self.fake.tags and answer.status == 200:
            if self.headers.get("If-None-Match") == tag:
                return self._send(Answer(b"", status=304, headers={"ETag": tag}))
            answer = replace(answer, headers={"ETag": tag, **answer.headers})
        return self._send(answer)

    def _send(self, answer, *, cut=False):
        body = answer.body
        if "gzip" in self.headers.get("Accept-Encoding", "") and answer.status == 200 and body:
            body = gzip.compress(body, mtime=0)
            answer = replace(answer, headers={**answer.headers, "Content-Encoding": "gzip"})
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)

    def _fail(self, fault, answer):
        self.close_connection = True
        if fault == "timeout":
            self.fake.gone.wait(10)
        elif fault == "truncated":
            self._send(answer, cut=True)
        elif fault == "slow headers":
            self._drip(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 1000)
        elif fault == "slow drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 100000\r\n\r\n")
            self._drip(b"x" * 100_000)

    def _drip(self, content):
        for byte in content:
            if self.fake.gone.wait(0.01):
                return
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return


@contextmanager
def serve(answer, *, tls=None):
    """Serve a publisher's fake for as long as the block lasts; encrypted with an ssl context."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    fake = handler.fake = Fake(f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}/api/", answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.gone.set()
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Watch:
    """A clock that goes on only when somebody sleeps, and notes how long."""

    at: datetime = datetime(2026, 3, 2, 9, tzinfo=UTC)
    seconds: float = 0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    @property
    def clock(self) -> Clock:
        return Clock(
            now=lambda: self.at + timedelta(seconds=self.seconds),
            monotonic=lambda: self.seconds,
            sleep=self.sleep,
            random=lambda: 0.0,
        )


# Short where a fault takes real time: a reading that waits, and an answer without end.
QUICK = Limits(connect=2, read=0.2, total=100, tries=3, interval=0)
BRIEF = replace(QUICK, total=0.3, tries=1)


def client_of(fake, *, title="The fake", limits=QUICK, watch=None, **settings):
    """Return a client that never waits for the wall's clock."""
    clock = (watch or Watch()).clock
    return HttpClient(fake.base, title=title, limits=limits, clock=clock, turns=Turns(), **settings)
