"""Keeps what publishers answered, unchanged for ever, in a folder."""

import gzip
import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from fairplace.equity.sources.atomic import sweep, sync_folder, write_whole
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.manifest import (
    KeptReply,
    Snapshot,
    content_of,
    digest_of,
    digest_of_body,
    read_manifest,
    write_manifest,
)
from fairplace.equity.sources.parquet import read_table, write_table
from fairplace.equity.sources.port import Publisher, Reply


class SnapshotStore:
    """A folder of snapshots. Nothing in it is ever changed.

    `bodies/` holds each body once, packed, under its SHA-256; `snapshots/` a manifest each; `held/` those
    that somebody must look at before they count; `tables/` the tidy tables, which can be made again.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.unfinished = folder / "unfinished"

    def put(
        self,
        publisher: Publisher,
        asked: Mapping[str, str],
        replies: Sequence[Reply],
        *,
        terms: Mapping[str, str] | None = None,
        held: bool = False,
    ) -> Snapshot:
        """Keep the replies and return their snapshot. `held` keeps it aside until `accept`."""
        sweep(self.unfinished)
        kept = tuple(self._keep(reply) for reply in replies)
        latest = self.latest(publisher.code, asked)
        snapshot = Snapshot(
            publisher=publisher.code,
            title=publisher.title,
            asked=dict(asked),
            replies=kept,
            licence=publisher.licence,
            attribution=publisher.attribution,
            terms=dict(terms or {}),
            taken_at=max(reply.retrieved_at for reply in replies).astimezone(UTC).isoformat(),
            number=latest.number + 1 if latest else 1,
            previous=latest.digest if latest else "",
            content=content_of(publisher.code, asked, [one.digest for one in kept]),
        )
        snapshot = replace(snapshot, digest=digest_of(snapshot))
        self._write(self._manifest(snapshot, held=held), write_manifest(snapshot))
        return snapshot

    def mend(self, replies: Sequence[Reply]) -> None:
        """Put bodies back that are kept already and were lost or damaged."""
        for reply in replies:
            self._keep(reply)

    def accept(self, digest: str) -> Snapshot:
        """Let a snapshot count that was held; accepting twice changes nothing."""
        snapshot = self.get(digest)
        held, kept = self._manifest(snapshot, held=True), self._manifest(snapshot, held=False)
        if held.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            os.replace(held, kept)
            sync_folder(kept.parent)
            sync_folder(held.parent)
        return snapshot

    def get(self, digest: str) -> Snapshot:
        """Return the snapshot whose digest begins so, held or not."""
        found = [
            path
            for place in ("snapshots", "held")
            for path in (self.folder / place).glob(f"*/{_only_hex(digest)}*.json")
        ]
        if len(found) != 1:
            many = "more than one snapshot" if found else "no snapshot"
            raise NotLoaded(
                f"There is {many} whose digest begins with {digest}. List them and copy the digest."
            )
        return read_manifest(found[0])

    def list(
        self, publisher: str = "*", asked: Mapping[str, str] | None = None, *, held: bool = False
    ) -> Sequence[Snapshot]:
        """Return snapshots, oldest first: of one publisher, and of one question, or of all."""
        place = self.folder / ("held" if held else "snapshots")
        found = [read_manifest(path) for path in sorted(place.glob(f"{publisher}/*.json"))]
        wanted = [one for one in found if asked is None or one.asked == dict(asked)]
        return sorted(wanted, key=lambda one: (one.publisher, one.number, one.taken_at, one.digest))

    def latest(self, publisher: str, asked: Mapping[str, str]) -> Snapshot | None:
        """Return the last snapshot of a question that counts, or None."""
        return next(reversed(self.list(publisher, asked)), None)

    def replies(self, snapshot: Snapshot) -> Sequence[Reply]:
        """Return the replies with their bodies. A byte that has changed since is refused."""
        return [
            Reply(
                address=kept.address,
                body=self._body(kept, snapshot),
                retrieved_at=datetime.fromisoformat(kept.retrieved_at),
                status=kept.status,
                tag=kept.tag,
                modified=kept.modified,
                updated=kept.updated,
            )
            for kept in snapshot.replies
        ]

    def verify(self, snapshot: Snapshot) -> None:
        """Read every byte and raise NotLoaded if one has changed."""
        for kept in snapshot.replies:
            self._body(kept, snapshot)

    def table(self, snapshot: Snapshot, publisher: Publisher) -> pa.Table:
        """Return the figures of a snapshot: from the table beside it, or read anew and kept there."""
        there = read_table(self.folder / "tables", snapshot.digest)
        if there is not None:
            return there
        table = publisher.read(self.replies(snapshot), snapshot.asked)
        self.keep_table(snapshot, table)
        return table

    def keep_table(self, snapshot: Snapshot, table: pa.Table) -> None:
        """Write the tidy table beside the snapshot."""
        write_table(table, self.folder / "tables", snapshot.digest, unfinished=self.unfinished)

    def _keep(self, reply: Reply) -> KeptReply:
        digest = digest_of_body(reply.body)
        if self._read_body(digest) is None:
            packed = gzip.compress(reply.body, 6, mtime=0)
            self._write(self._path_of(digest), packed)
        return KeptReply(
            address=reply.address,
            status=reply.status,
            retrieved_at=reply.retrieved_at.astimezone(UTC).isoformat(),
            tag=reply.tag,
            modified=reply.modified,
            updated=reply.updated,
            digest=digest,
            bytes=len(reply.body),
        )

    def _body(self, kept: KeptReply, snapshot: Snapshot) -> bytes:
        body = self._read_body(kept.digest)
        if body is None:
            day = f"{snapshot.taken.day} {snapshot.taken:%B %Y}"
            raise NotLoaded(
                f"What {snapshot.title} sent on {day} is missing, or was changed since. "
                "Bring the folder of snapshots back from a backup, or fetch again."
            )
        return body

    def _read_body(self, digest: str) -> bytes | None:
        """Return a body; None where there is none, or not the one it was."""
        try:
            body = gzip.decompress(self._path_of(digest).read_bytes())
        except (OSError, EOFError, zlib.error):
            return None
        return body if digest_of_body(body) == digest else None

    def _path_of(self, digest: str) -> Path:
        return self.folder / "bodies" / digest[:2] / f"{digest}.gz"

    def _manifest(self, snapshot: Snapshot, *, held: bool) -> Path:
        place = "held" if held else "snapshots"
        return self.folder / place / snapshot.publisher / f"{snapshot.digest}.json"

    def _write(self, path: Path, content: bytes) -> None:
        try:
            write_whole(path, content, unfinished=self.unfinished)
        except OSError as error:
            raise NotLoaded(
                f"The snapshot cannot be kept in {self.folder}: {error.strerror}. Nothing was changed."
            ) from error


def _only_hex(digest: str) -> str:
    if not digest or set(digest) - set("0123456789abcdef"):
        raise NotLoaded(f"“{digest}” is not the digest of a snapshot: those are of 0 to 9 and a to f.")
    return digest
