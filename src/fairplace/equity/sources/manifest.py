"""Says what a snapshot is: who was asked what, when, and which bytes were the answer."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fairplace.equity.sources.errors import NotLoaded


@dataclass(frozen=True)
class KeptReply:
    """What is known of one reply; `digest` is the SHA-256 of its body, and `bytes` its length."""

    address: str
    status: int
    retrieved_at: str
    tag: str
    modified: str
    updated: str
    digest: str
    bytes: int


@dataclass(frozen=True)
class Snapshot:
    """One answer of a publisher, as it was on one day.

    `content` is the same for the same question with the same bytes in answer; `digest` names this snapshot
    and covers everything else in it. `number` counts the snapshots of one question. `terms` are what single
    indicators say of their re-use, where that differs from the licence.
    """

    publisher: str
    title: str
    asked: dict[str, str]
    replies: tuple[KeptReply, ...]
    licence: str
    attribution: str
    terms: dict[str, str]
    taken_at: str
    number: int
    previous: str
    content: str
    digest: str = ""

    @property
    def taken(self) -> datetime:
        """Return when it was taken, in UTC."""
        return datetime.fromisoformat(self.taken_at)


def content_of(publisher: str, asked: Mapping[str, str], digests: Sequence[str]) -> str:
    """Return the digest of a question and the bytes in answer, whenever they came."""
    return _sha256([publisher, dict(asked), list(digests)])


def digest_of(snapshot: Snapshot) -> str:
    """Return the digest of everything a snapshot says, except its own."""
    return _sha256({name: value for name, value in asdict(snapshot).items() if name != "digest"})


def digest_of_body(body: bytes) -> str:
    """Return the SHA-256 of a body, under which it is kept."""
    return hashlib.sha256(body).hexdigest()


def _sha256(value: Any) -> str:
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()


def write_manifest(snapshot: Snapshot) -> bytes:
    return (json.dumps(asdict(snapshot), indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def read_manifest(path: Path) -> Snapshot:
    """Return a snapshot. One that says something else than it did is refused."""
    try:
        said = json.loads(path.read_bytes())
        snapshot = Snapshot(**{**said, "replies": tuple(KeptReply(**one) for one in said["replies"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise _changed(path) from error
    if digest_of(snapshot) != snapshot.digest or path.stem != snapshot.digest:
        raise _changed(path)
    return snapshot


def _changed(path: Path) -> NotLoaded:
    return NotLoaded(
        f"The snapshot {path.stem[:12]} of {path.parent.name} was changed after it was taken. Bring the "
        "folder of snapshots back from a backup, or remove that file and fetch again."
    )
