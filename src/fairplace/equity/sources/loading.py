"""Brings figures in: asks, compares with what was there, keeps. What is good is never replaced by less."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa

from fairplace.equity.sources.cards import cards_of, terms_of
from fairplace.equity.sources.comparison import Comparison, compare
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.journal import FAILED, HELD, NEW, UNCHANGED, Attempt, Journal
from fairplace.equity.sources.manifest import Snapshot, content_of, digest_of_body
from fairplace.equity.sources.port import Client, Publisher, Reply
from fairplace.equity.sources.snapshot import SnapshotStore


@dataclass(frozen=True)
class Fetched:
    """What came of asking. `outcome` is new, unchanged, or held until somebody accepts it.

    `comparison` is with the snapshot before; None for the first one, and when nothing has changed.
    """

    outcome: str
    snapshot: Snapshot
    table: pa.Table
    comparison: Comparison | None = None

    @property
    def is_held(self) -> bool:
        """Return whether somebody must look: the snapshot before still counts."""
        return self.outcome == HELD


def fetch(publisher: Publisher, asked: Mapping[str, str], *, client: Client, store: SnapshotStore) -> Fetched:
    """Ask a publisher and keep what it answers; return what came of it.

    Raises NotLoaded when there is no whole, sensible answer. What was kept before stays the latest.
    """
    refuse_incomplete(publisher, asked)
    latest = store.latest(publisher.code, asked)

    def ask() -> Fetched:
        client.remember(_known(store, latest))
        return _keep(publisher, asked, list(publisher.fetch(asked, client)), store)

    return _noted(publisher, asked, store, ask)


def load(
    publisher: Publisher, asked: Mapping[str, str], replies: Sequence[Reply], *, store: SnapshotStore
) -> Fetched:
    """Keep files that somebody fetched by hand, with the same care as an answer over HTTP."""
    return _noted(publisher, asked, store, lambda: _keep(publisher, asked, replies, store))


def refuse_incomplete(publisher: Publisher, asked: Mapping[str, str]) -> None:
    """Raise NotLoaded when something must be said that was not."""
    missing = [one for one in publisher.settings if one.is_needed and not asked.get(one.code)]
    if missing:
        words = "; ".join(f"{one.code}=… ({one.help})" for one in missing)
        raise NotLoaded(f"{publisher.title} must also be asked for {words}.")


def _noted(
    publisher: Publisher, asked: Mapping[str, str], store: SnapshotStore, work: Callable[[], Fetched]
) -> Fetched:
    journal, at = Journal(store.folder), datetime.now(UTC).isoformat()
    try:
        fetched = work()
    except NotLoaded as refusal:
        # On a disk that cannot be written, the first refusal is the one to tell.
        with suppress(NotLoaded):
            journal.note(Attempt(at, publisher.code, dict(asked), FAILED, said=str(refusal)))
        raise
    journal.note(Attempt(at, publisher.code, dict(asked), fetched.outcome, digest=fetched.snapshot.digest))
    return fetched


def _known(store: SnapshotStore, latest: Snapshot | None) -> Sequence[Reply]:
    """Return the replies of the latest; nothing where a body is damaged, so that it is sent again."""
    try:
        return store.replies(latest) if latest else ()
    except NotLoaded:
        return ()


def _keep(
    publisher: Publisher, asked: Mapping[str, str], replies: Sequence[Reply], store: SnapshotStore
) -> Fetched:
    latest = store.latest(publisher.code, asked)
    if not replies:
        raise NotLoaded(f"{publisher.title} sent nothing. What was loaded before is untouched.")
    content = content_of(publisher.code, asked, [digest_of_body(reply.body) for reply in replies])
    if latest and latest.content == content:
        store.mend(replies)
        return Fetched(UNCHANGED, latest, store.table(latest, publisher))
    table = publisher.read(replies, asked)
    if not table.num_rows:
        raise NotLoaded(f"{publisher.title} sent no figures. What was loaded before is untouched.")
    before = _table(store, publisher, latest)
    comparison = compare(before, table) if before is not None else None
    held = comparison is not None and comparison.is_blocked
    terms = terms_of(cards_of(publisher, replies))
    waiting = [one for one in store.list(publisher.code, asked, held=True) if one.content == content]
    if held and waiting:
        return Fetched(HELD, waiting[-1], table, comparison)
    snapshot = store.put(publisher, asked, replies, terms=terms, held=held)
    store.keep_table(snapshot, table)
    return Fetched(HELD if held else NEW, snapshot, table, comparison)


def _table(store: SnapshotStore, publisher: Publisher, latest: Snapshot | None) -> pa.Table | None:
    """Return the figures before; None without any, or where they are damaged and nothing can be compared."""
    try:
        return store.table(latest, publisher) if latest else None
    except NotLoaded:
        return None
