"""Reads files that somebody downloaded by hand, as if their publisher had just sent them."""

import gzip
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.port import Reply


def read_files(paths: Sequence[Path]) -> list[Reply]:
    """Return a reply a file, in order; those that end in .gz are unpacked. The folder is not kept."""
    return [_read(path) for path in paths]


def _read(path: Path) -> Reply:
    try:
        body = path.read_bytes()
        changed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        body = gzip.decompress(body) if path.suffix.lower() == ".gz" else body
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise NotLoaded(
            f"{path.name} cannot be unpacked: it is damaged or not whole. Download it again."
        ) from error
    except OSError as error:
        raise NotLoaded(f"{path} cannot be read: {error.strerror}.") from error
    return Reply(
        address=f"file:{path.name}",
        body=body,
        retrieved_at=datetime.now(UTC),
        modified=format_datetime(changed_at, usegmt=True),
    )
