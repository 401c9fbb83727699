"""Settings for every test: a data folder of its own, no network beyond loopback."""

import os
import socket
import tempfile

# Before Django reads them. A database may be named from outside: the suite runs on PostgreSQL too.
os.environ["FAIRPLACE_DATA_DIR"] = tempfile.mkdtemp(prefix="fairplace-tests-")
os.environ["FAIRPLACE_SECRET_KEY"] = "only-for-tests-only-for-tests-only-for-tests-only"
os.environ.pop("FAIRPLACE_SMTP_HOST", None)

import pytest

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_connect = socket.socket.connect


@pytest.fixture(autouse=True)
def _closed_network(monkeypatch):
    """Refuse every connection that leaves this machine."""

    def connect(self, address):
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise AssertionError(f"A test tried to reach {address[0]}.")
        return _connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
