"""How long to wait before asking again: politely, with an end, and with a clock that tests can hold."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """Everything that depends on time or chance. Tests give their own, and never wait."""

    now: Callable[[], datetime] = _now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random


@dataclass(frozen=True)
class Limits:
    """What one answer may cost, in seconds and bytes.

    `total` holds for one answer with all its tries and waits, so that a server that sends a byte a second
    cannot hold us. `interval` is the time between two calls to the same host.
    """

    connect: float = 10
    read: float = 60
    total: float = 300
    body: int = 300_000_000
    tries: int = 5
    first_wait: float = 1
    interval: float = 0.5


def back_off(tries: int, first_wait: float, chance: float) -> float:
    """Return how long to wait after so many tries, twice as long each time and a little by chance."""
    return first_wait * 2 ** (tries - 1) * (1 + chance / 2)


def retry_after(header: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After asks for, as a number or as a date; None if it says neither."""
    text = header.strip()
    if text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())


@dataclass
class Turn:
    """The queue at one host: one call at a time, and not too soon after the last."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    ended_at: float | None = None


@dataclass
class Turns:
    """The queues at all hosts. All clients of a process share one, unless told otherwise."""

    by_host: dict[str, Turn] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def take(self, host: str, interval: float, clock: Clock) -> Iterator[None]:
        """Wait for our turn at the host; others wait until we have left."""
        with self.lock:
            turn = self.by_host.setdefault(host, Turn())
        with turn.lock:
            if turn.ended_at is not None:
                wait = turn.ended_at + interval - clock.monotonic()
                if wait > 0:
                    clock.sleep(wait)
            try:
                yield
            finally:
                turn.ended_at = clock.monotonic()


TURNS = Turns()
