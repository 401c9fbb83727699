import gzip
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.port import Reply
from fairplace.equity.sources.snapshot import SnapshotStore

from .rows import figures

MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
ASKED = {"indicators": "1"}


class Plain:
    """A publisher that reads one row out of whatever it sent."""

    code, title, base, settings = "plain", "Plain", "http://127.0.0.1/", ()
    licence, attribution = "OGL v3.0", "Source: nobody"
    read_times = 0

    def fetch(self, asked, client):
        yield client.get("data.csv")

    def read(self, replies, asked):
        self.read_times += 1
        return figures({"value": float(replies[0].body)})


def reply(body=b"20.5", **more):
    return Reply(
        **{"address": "http://127.0.0.1/data.csv", "retrieved_at": MARCH, "tag": '"a"'} | more, body=body
    )


@pytest.fixture
def store(tmp_path):
    return SnapshotStore(tmp_path)


def test_a_snapshot_says_who_was_asked_what_when_and_gives_every_byte_back(store):
    kept = store.put(Plain(), ASKED, [reply(b"20.5"), reply(b"\x00\xff", updated="2026-02")])

    assert (kept.publisher, kept.asked, kept.number, kept.previous) == ("plain", ASKED, 1, "")
    assert (kept.licence, kept.attribution) == ("OGL v3.0", "Source: nobody")
    assert kept.taken == MARCH
    assert [one.bytes for one in kept.replies] == [4, 2]
    assert store.get(kept.digest) == store.get(kept.digest[:8]) == kept
    assert list(store.replies(kept)) == [reply(b"20.5"), reply(b"\x00\xff", updated="2026-02")]


def test_the_latest_is_the_one_that_came_last_for_the_same_question(store):
    first = store.put(Plain(), ASKED, [reply(b"1")])
    second = store.put(Plain(), ASKED, [reply(b"2")])
    other = store.put(Plain(), {"indicators": "2"}, [reply(b"3")])

    assert store.latest("plain", ASKED) == second
    assert (second.number, second.previous) == (2, first.digest)
    assert list(store.list("plain", ASKED)) == [first, second]
    assert {one.digest for one in store.list()} == {first.digest, second.digest, other.digest}
    assert store.latest("plain", {"indicators": "3"}) is None


def test_the_same_bytes_are_kept_once(store):
    first = store.put(Plain(), ASKED, [reply(b"1")])
    second = store.put(Plain(), ASKED, [reply(b"1")])

    assert first.content == second.content
    assert first.digest != second.digest
    assert len(list(store.folder.glob("bodies/*/*"))) == 1


def test_what_is_held_counts_when_somebody_accepts_it(store):
    good = store.put(Plain(), ASKED, [reply(b"1")])
    odd = store.put(Plain(), ASKED, [reply(b"2")], held=True)

    assert store.latest("plain", ASKED) == good
    assert list(store.list(held=True)) == [odd]

    store.accept(odd.digest)
    store.accept(odd.digest)

    assert store.latest("plain", ASKED) == odd
    assert list(store.list(held=True)) == []


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(path.read_bytes()[:-9]), os.unlink])
def test_a_body_that_was_changed_or_lost_is_refused_and_fetched_again_is_whole(store, spoil):
    kept = store.put(Plain(), ASKED, [reply()])
    spoil(next(store.folder.glob("bodies/*/*")))

    with pytest.raises(NotLoaded, match="What Plain sent on 2 March 2026 is missing, or was changed since"):
        store.verify(kept)

    store.put(Plain(), ASKED, [reply()])
    store.verify(kept)


def test_one_changed_byte_inside_a_body_is_refused(store):
    kept = store.put(Plain(), ASKED, [reply(b"20.5")])
    path = next(store.folder.glob("bodies/*/*"))
    path.write_bytes(gzip.compress(b"20.6"))

    with pytest.raises(NotLoaded, match="was changed since"):
        store.replies(kept)


@pytest.mark.parametrize("change", [('"OGL v3.0"', '"CC0"'), ("{", "["), ('"number"', '"nummer"')])
def test_a_changed_manifest_is_refused(store, change):
    kept = store.put(Plain(), ASKED, [reply()])
    path = next(store.folder.glob("snapshots/*/*"))
    path.write_text(path.read_text().replace(*change))

    with pytest.raises(
        NotLoaded, match=f"The snapshot {kept.digest[:12]} of plain was changed after it was taken"
    ):
        store.latest("plain", ASKED)


def test_a_digest_that_is_none_is_told(store):
    with pytest.raises(NotLoaded, match="There is no snapshot whose digest begins with ab"):
        store.get("ab")
    with pytest.raises(NotLoaded, match="is not the digest of a snapshot"):
        store.get("../x")


def test_the_table_is_read_once_and_then_from_beside_the_snapshot(store):
    publisher, kept = Plain(), store.put(Plain(), ASKED, [reply()])

    first, second = store.table(kept, publisher), store.table(kept, publisher)

    assert first == second == figures({"value": 20.5})
    assert publisher.read_times == 1


def test_a_table_that_was_changed_is_made_again(store):
    publisher, kept = Plain(), store.put(Plain(), ASKED, [reply()])
    store.table(kept, publisher)
    path = next(store.folder.glob("tables/*"))
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    assert store.table(kept, publisher) == figures({"value": 20.5})
    assert publisher.read_times == 2


def test_a_table_of_another_fairplace_is_made_again(store, monkeypatch):
    publisher, kept = Plain(), store.put(Plain(), ASKED, [reply()])
    store.table(kept, publisher)
    monkeypatch.setattr("fairplace.equity.sources.parquet.__version__", "99")

    store.table(kept, publisher)

    assert publisher.read_times == 2


def test_a_disk_that_cannot_be_written_is_told(store):
    store.folder.joinpath("unfinished").write_text("a file where a folder should be")

    with pytest.raises(NotLoaded, match=r"The snapshot cannot be kept in .* Nothing was changed"):
        store.put(Plain(), ASKED, [reply()])


def test_what_a_killed_process_left_is_swept_away_after_a_day(store):
    store.unfinished.mkdir()
    old, young = store.unfinished / "old", store.unfinished / "young"
    old.write_text("half")
    young.write_text("half")
    os.utime(old, (0, 0))

    store.put(Plain(), ASKED, [reply()])

    assert list(store.unfinished.iterdir()) == [young]


# Puts a second snapshot into each folder, and is killed before the nth thing that it does to the disk.
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from fairplace.equity.sources.port import Reply
from fairplace.equity.sources.snapshot import SnapshotStore

plain = SimpleNamespace(code="plain", title="Plain", licence="OGL v3.0", attribution="Source: nobody")
when = datetime(2026, 4, 2, tzinfo=UTC)
replies = [Reply("http://x/1", b"new 1", when), Reply("http://x/2", b"new 2", when)]
done = 0

def killing(what, step):
    def deed(*given, **more):
        global done
        if done == step:
            os.kill(os.getpid(), signal.SIGKILL)
        done += 1
        return what(*given, **more)
    return deed

for step in range(int(sys.argv[2])):
    child = os.fork()
    if not child:
        os.fsync, os.replace = killing(os.fsync, step), killing(os.replace, step)
        SnapshotStore(Path(sys.argv[1], str(step))).put(plain, {"indicators": "1"}, replies)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9.")
def test_a_kill_at_any_moment_leaves_the_last_snapshot_or_a_whole_new_one(tmp_path):
    stores = [SnapshotStore(tmp_path / str(step)) for step in range(10)]
    before = [store.put(Plain(), ASKED, [reply()]) for store in stores]

    killed = [sys.executable, "-W", "ignore", "-c", KILLED, str(tmp_path), str(len(stores))]
    run = subprocess.run(killed, capture_output=True, text=True, check=True)

    # Three files, each with its bytes, its name and its folder made safe: nine steps, and one without a kill.
    assert run.stdout.split() == ["-9"] * 9 + ["0"]
    latest = [store.latest("plain", ASKED) for store in stores]
    assert [(one.number, len(one.replies)) for one in latest] == [(1, 1)] * 8 + [(2, 2)] * 2
    for store, old, new in zip(stores, before, latest, strict=True):
        store.verify(old)
        store.verify(new)
