"""Mail leaves exactly once, also when the worker is killed: the real command against a real mail server."""

import os
import signal
import sqlite3
import threading
from argparse import Namespace
from collections import Counter
from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import pytest

from fairplace.town.config import postman
from fairplace.town.config.commands import worker
from fairplace.town.letters.models import Letter
from tests.factories import make_letter
from tests.town.config.command import begin
from tests.town.letters.mail_server import Server

LETTERS = 40
LATER = timedelta(minutes=13)


def write(town):
    """Put the letters into the queue of a town in a folder."""
    row = {
        "town": "testham", "kind": "digest", "to": "ada@example.org", "body": "Dear Ada.\n" * 50,
        "attachments": "[]", "state": "waiting", "written_at": "2026-10-01 09:00:00", "claimed_by": "",
        "tries": 0, "trouble": "",
    }  # fmt: skip
    with sqlite3.connect(town / "town.sqlite3") as database:
        for n in range(LETTERS):
            said = {**row, "key": f"k{n}", "subject": f"Letter {n}", "message_id": f"<{n}@example.org>"}
            columns, marks = ", ".join(f'"{name}"' for name in said), ", ".join(f":{name}" for name in said)
            database.execute(f"INSERT INTO letters_letter ({columns}) VALUES ({marks})", said)
    database.close()


def read(town):
    with sqlite3.connect(town / "town.sqlite3") as database:
        found = dict(database.execute("SELECT message_id, state FROM letters_letter"))
    database.close()
    return found


def let_time_pass(town):
    """Make what was claimed as old as a claim is whose process is gone."""
    with sqlite3.connect(town / "town.sqlite3") as database:
        for name in ("claimed_at", "handing_since"):
            old = (datetime.now(UTC) - LATER).strftime("%Y-%m-%d %H:%M:%S")
            database.execute(f"UPDATE letters_letter SET {name} = ? WHERE {name} IS NOT NULL", [old])
    database.close()


def work(town, server):
    return begin(
        "worker", "--batch", "--data-dir", town,
        FAIRPLACE_SMTP_HOST="127.0.0.1", FAIRPLACE_SMTP_PORT=str(server.port), FAIRPLACE_SMTP_TLS="0",
    )  # fmt: skip


def finish(process):
    said = process.communicate(timeout=120)
    assert process.returncode == 0, said


class Killer:
    """Kills the worker the n-th time that the mail server comes to one moment of the conversation."""

    def __init__(self, nth: int = LETTERS // 2, answer: str = "") -> None:
        self.left, self.answer = nth, answer
        self.process = None

    def __call__(self, *_):
        self.left -= 1
        if self.left:
            return None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(30)
        return self.answer or None


# Moment, what the server answers to a dead worker, letters of which nobody can know, letters that are missing.
MOMENTS = [
    ("at_rcpt", "", {0}, {0}),
    ("at_data", "", {0}, {0}),
    # What the server reads of a body was written a moment before: the worker may have come to the end of it.
    ("in_body", "", {0, 1}, {0, 1}),
    ("at_end", "", {1}, {0}),
    ("at_end", "451 I had no room", {1}, {1}),
]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
@pytest.mark.parametrize(("moment", "answer", "unknowable", "missing"), MOMENTS)
def test_a_killed_worker_loses_nothing_and_sends_nothing_twice(town, moment, answer, unknowable, missing):
    write(town)
    killer = Killer(LETTERS // 2 if moment != "in_body" else 1000, answer)

    with Server(**{moment: killer}) as server:
        killer.process = work(town, server)
        killer.process.communicate(timeout=120)
        assert killer.process.returncode == -signal.SIGKILL
        assert 0 < len(server.raw) < LETTERS
        let_time_pass(town)
        finish(work(town, server))
        finish(work(town, server))
        arrived = Counter(mail["Message-ID"] for mail in server.mails)

    states = read(town)
    unsure = [key for key, state in states.items() if state == "unsure"]
    assert len(unsure) in unknowable
    assert set(arrived.values()) == {1}
    assert LETTERS - len(arrived) in missing
    assert set(states) - set(arrived) <= set(unsure)
    assert {state for key, state in states.items() if key not in unsure} == {"sent"}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_a_worker_that_dies_after_the_answer_has_either_noted_it_or_is_unsure(town):
    write(town)
    killer = Killer()

    with Server(after=killer) as server:
        killer.process = work(town, server)
        killer.process.communicate(timeout=120)
        let_time_pass(town)
        finish(work(town, server))
        arrived = Counter(mail["Message-ID"] for mail in server.mails)

    states = Counter(read(town).values())
    assert set(arrived.values()) == {1}
    assert len(arrived) == LETTERS
    assert states["sent"] + states["unsure"] == LETTERS
    assert states["unsure"] <= 1


def test_two_workers_at_once_send_each_letter_once(town):
    write(town)

    with Server() as server:
        both = [work(town, server), work(town, server)]
        for process in both:
            finish(process)
        arrived = Counter(mail["Message-ID"] for mail in server.mails)

    assert set(arrived.values()) == {1}
    assert len(arrived) == LETTERS
    assert set(read(town).values()) == {"sent"}


def test_a_worker_that_is_told_to_stop_ends_the_letter_in_its_hands(town):
    write(town)
    told = threading.Event()
    process = None

    def tell(*_):
        if not told.is_set():
            told.set()
            process.send_signal(signal.SIGTERM)

    with Server(at_rcpt=tell) as server:
        process = begin(
            "worker", "--data-dir", town,
            FAIRPLACE_SMTP_HOST="127.0.0.1", FAIRPLACE_SMTP_PORT=str(server.port), FAIRPLACE_SMTP_TLS="0",
        )  # fmt: skip
        finish(process)
        arrived = {mail["Message-ID"] for mail in server.mails}

    states = read(town)
    assert set(states.values()) <= {"sent", "waiting"}
    assert {key for key, state in states.items() if state == "sent"} == arrived
    assert arrived


def test_a_worker_can_be_told_to_stop_before_its_first_letter_leaves(monkeypatch, tmp_path):
    before, found = signal.getsignal(signal.SIGTERM), []
    sending = Mock(start=lambda: found.append(signal.getsignal(signal.SIGTERM)) or Mock())
    monkeypatch.setattr(worker, "postman", Mock(Postman=lambda: sending))
    for name in ("database", "clock"):
        monkeypatch.setattr(worker, name, Mock())
    monkeypatch.setattr("django.core.management.call_command", Mock())

    try:
        worker.run(Namespace(data_dir=tmp_path, batch=False))
    finally:
        signal.signal(signal.SIGTERM, before)

    with pytest.raises(SystemExit):
        found[0](signal.SIGTERM, None)


@pytest.mark.django_db(transaction=True)
def test_the_postman_looks_again_and_again_until_told_to_stop():
    make_letter()
    done = postman.Postman(every=0.01).start()
    for _n in range(1000):
        if Letter.objects.filter(state="sent").exists():
            break
        threading.Event().wait(0.01)
    done.stop()

    assert Letter.objects.get().state == "sent"


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_is_logged_and_does_not_end_the_postman(monkeypatch, caplog):
    monkeypatch.setattr("fairplace.town.letters.operations.send_waiting", lambda **_: 1 / 0)

    assert postman.send_letters() == 0

    assert "could not be sent" in caplog.text
