"""Reads real downloads that stand beside the checkout where they exist: the fakes are verified with them."""

import gzip
from datetime import UTC, datetime

import pytest

from fairplace.equity.sources.port import Reply
from tests.equity.vectors import FOLDER

DATA = FOLDER.parent / "data"
needs_downloads = pytest.mark.skipif(not DATA.is_dir(), reason="The real downloads are not on this machine.")


def read_bytes(name):
    """Return a download, unpacked."""
    content = (DATA / name).read_bytes()
    return gzip.decompress(content) if name.endswith(".gz") else content


def reply_of(name):
    return Reply(name, read_bytes(name), datetime(2026, 3, 2, tzinfo=UTC))


def header_of(body):
    return [name.strip('"') for name in body.split(b"\n", 1)[0].decode("utf-8-sig").split(",")]
