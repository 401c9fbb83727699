"""What holds for every test: no network beyond loopback, and nothing fails for being slow."""

import os
import socket

import pytest
from hypothesis import settings

# Speed is measured in bench/, not here: a busy machine breaks no test.
# With CI set, as Hypothesis itself has it, each run tries the same examples: a build says what a change
# did, and the search for new examples goes on with every run by hand.
settings.register_profile("unhurried", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("unhurried")

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
