"""A town on one day, with a group, Ada who runs it and Ben who contributes."""

from datetime import date

import pytest

DAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _day(day):
    """Let every test here be on that day."""


def read(client, address):
    page = client.get(address)
    assert page.status_code == 200, address
    return " ".join(page.content.decode().split())
