"""Replies for tests: what is typed here, and real downloads, packed as they are."""

from datetime import UTC, datetime

from fairplace.equity.sources.port import Reply

from .beside import DATA


def reply(body, address="https://example.org/file"):
    """Return typed text or bytes as a reply."""
    return Reply(
        address, body.encode() if isinstance(body, str) else body, datetime(2026, 3, 2, 9, tzinfo=UTC)
    )


def published(*names):
    """Return real files as replies."""
    return [reply((DATA / name).read_bytes()) for name in names]
