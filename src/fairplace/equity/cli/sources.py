"""Bring figures in from their publishers, keep every answer unchanged, and see what was revised.

Nothing leaves this machine unless --online is typed; a file that you downloaded yourself is read with
--from-file. New figures that look odd beside the last ones are held until you accept them.
"""

import argparse
import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fairplace.equity.cli import sources_words as words
from fairplace.equity.sources import PUBLISHERS, find_publisher
from fairplace.equity.sources.by_hand import read_files
from fairplace.equity.sources.comparison import compare
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.http import open_client
from fairplace.equity.sources.journal import Journal
from fairplace.equity.sources.loading import Fetched, fetch, load
from fairplace.equity.sources.manifest import Snapshot
from fairplace.equity.sources.port import Client, Publisher, Reply
from fairplace.equity.sources.snapshot import SnapshotStore
from fairplace.equity.tables.writing import write_table

EXAMPLES = [
    "fairplace sources list",
    "fairplace sources fetch fingertips indicators=90366,92901 area_type=502 --online",
    "fairplace sources fetch nomis dataset=NM_2002_1 --from-file nomis.csv",
    "fairplace sources show fingertips --out figures.xlsx",
    "fairplace sources compare 3f2a91 b07c44 --out revised.csv",
]


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands; return 0. What cannot be brought in raises NotLoaded."""
    # A name that this terminal has no letters for is no reason to stop.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = build_parser().parse_args(arguments)
    options.run(options)
    return 0


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands about sources."""
    shape: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter, "allow_abbrev": False}
    epilog = "examples:\n" + "\n".join(f"  {example}" for example in EXAMPLES)
    parser = argparse.ArgumentParser(prog="fairplace sources", description=__doc__, epilog=epilog, **shape)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, told: str, run: Any) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=told, description=told.capitalize() + ".", **shape)
        command.add_argument(
            "--store",
            metavar="D",
            type=Path,
            default=Path("snapshots"),
            help="the folder of snapshots; default: snapshots",
        )
        command.set_defaults(run=run)
        return command

    add("list", "name the publishers, what they are asked, and how the last fetch went", _list)
    _add_fetch(add("fetch", "ask a publisher, or read its file, and keep the answer as a snapshot", _fetch))
    showing = add("show", "show a snapshot: who was asked what, when, and the figures", _show)
    showing.add_argument(
        "which", metavar="PUBLISHER_OR_DIGEST", help="the latest of a publisher, or a digest"
    )
    showing.add_argument("asked", metavar="NAME=VALUE", nargs="*", help="which question to the publisher")
    showing.add_argument(
        "--out", metavar="FILE", type=Path, help="write the figures: .csv, .parquet or .xlsx"
    )
    comparing = add("compare", "compare a snapshot with the one before it, or with another", _compare)
    comparing.add_argument("after", metavar="DIGEST", help="the newer one")
    comparing.add_argument(
        "before", metavar="DIGEST", nargs="?", help="the older; the one before unless said"
    )
    comparing.add_argument("--out", metavar="FILE", type=Path, help="write what was revised")
    accepting = add("accept", "let a snapshot count that was held because it looked odd", _accept)
    accepting.add_argument("digest", metavar="DIGEST")
    return parser


def _add_fetch(command: argparse.ArgumentParser) -> None:
    command.add_argument("publisher", metavar="PUBLISHER", help=f"one of {', '.join(PUBLISHERS)}")
    command.add_argument(
        "asked", metavar="NAME=VALUE", nargs="*", help="what to ask: see fairplace sources list"
    )
    command.add_argument("--online", action="store_true", help="ask over the internet")
    command.add_argument("--from-file", metavar="FILE", type=Path, action="append", default=[],
                         help="read this file instead; may be given several times, in order")  # fmt: skip
    command.add_argument("--base", metavar="URL", help="another address of the publisher")
    command.add_argument(
        "--key-file", metavar="FILE", type=Path, help="holds the key of your account; never kept"
    )


def _list(options: argparse.Namespace) -> None:
    store = SnapshotStore(options.store)
    for code in PUBLISHERS:
        kept, held = store.list(code), store.list(code, held=True)
        attempts = Journal(store.folder).read(code)
        print("\n".join(words.list_publisher(find_publisher(code), kept, held, attempts)))


def _fetch(options: argparse.Namespace) -> None:
    if not options.online and not options.from_file:
        raise NotLoaded("Nothing is fetched unless you say --online, or give a file with --from-file.")
    publisher, asked, store = _find(options), _pairs(options.asked), SnapshotStore(options.store)
    if options.from_file:
        fetched = load(publisher, asked, read_files(options.from_file), store=store)
    else:
        with open_client(publisher) as client:
            fetched = fetch(publisher, asked, client=_Telling(client, publisher.title), store=store)
    _tell(fetched)


def _tell(fetched: Fetched) -> None:
    print("\n".join(words.tell_outcome(fetched)))


def _find(options: argparse.Namespace) -> Publisher:
    settings: dict[str, str] = {"base": options.base} if options.base else {}
    if options.key_file:
        if not hasattr(find_publisher(options.publisher), "key"):
            raise NotLoaded(f"{options.publisher} takes no key: leave --key-file out.")
        settings["key"] = _read_key(options.key_file)
    return find_publisher(options.publisher, **settings)


def _read_key(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NotLoaded(f"The key in {path} cannot be read.") from error


def _show(options: argparse.Namespace) -> None:
    store = SnapshotStore(options.store)
    snapshot = _pick(store, options.which, _pairs(options.asked))
    table = store.table(snapshot, find_publisher(snapshot.publisher))
    print("\n".join(words.show_snapshot(snapshot, table)))
    if options.out:
        write_table(words.with_plain_days(table), options.out, sys.stdout)


def _pick(store: SnapshotStore, which: str, asked: Mapping[str, str]) -> Snapshot:
    if which not in PUBLISHERS:
        return store.get(which)
    found = store.list(which, asked or None)
    if not found:
        raise NotLoaded(f"Nothing of {which} has been kept in {store.folder} yet.")
    return max(found, key=lambda one: one.taken_at)


def _compare(options: argparse.Namespace) -> None:
    store = SnapshotStore(options.store)
    after = store.get(options.after)
    if not (options.before or after.previous):
        raise NotLoaded(f"{after.digest[:12]} is the first of its question. Name another to compare it with.")
    before = store.get(options.before or after.previous)
    tables = [store.table(one, find_publisher(one.publisher)) for one in (before, after)]
    comparison = compare(*tables)
    print("\n".join(words.tell_comparison(comparison)))
    if options.out:
        write_table(comparison.revised, options.out, sys.stdout)


def _accept(options: argparse.Namespace) -> None:
    snapshot = SnapshotStore(options.store).accept(options.digest)
    print(f"{snapshot.digest[:12]} of {snapshot.title} now counts.")


def _pairs(given: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not (name.strip() and equals and value.strip()):
            raise NotLoaded(f"“{one}” must be like area_type=502.")
        pairs[name.strip()] = value.strip()
    return pairs


class _Telling:
    """A client that says on stderr how far it is."""

    def __init__(self, client: Client, title: str):
        self.client, self.title = client, title

    def remember(self, replies: Sequence[Reply]) -> None:
        self.client.remember(replies)

    def get(self, address: str, *, params: Mapping[str, str] | None = None) -> Reply:
        self._say(f"Asking {self.title} for {address.partition('?')[0]} …")
        return self._told(self.client.get(address, params=params))

    def post(self, address: str, *, form: Mapping[str, str] | None = None, json: object = None) -> Reply:
        self._say(f"Asking {self.title} for {address} …")
        return self._told(self.client.post(address, form=form, json=json))

    def _told(self, reply: Reply) -> Reply:
        self._say("  unchanged" if reply.status == 304 else f"  {len(reply.body):,} bytes")
        return reply

    @staticmethod
    def _say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)
