"""Reads real downloads, which stand beside the checkout where they exist, and what is typed, as replies."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fairplace.equity.sources.port import Reply

BESIDE = Path(__file__).resolve().parents[3] / "shared"
FOLDER = Path(os.environ.get("FAIRPLACE_SHARED", BESIDE)) / "data"
needs_data = pytest.mark.skipif(not FOLDER.is_dir(), reason="The real downloads are not on this machine.")


def reply(body, address="https://example.org/file"):
    """Return typed text or bytes as a reply."""
    return Reply(
        address, body.encode() if isinstance(body, str) else body, datetime(2026, 3, 2, 9, tzinfo=UTC)
    )


def published(*names):
    """Return real files as replies."""
    return [reply((FOLDER / name).read_bytes()) for name in names]
