"""What every publisher looks like from here: what it is asked, how it is fetched, how it is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import pyarrow as pa


@dataclass(frozen=True)
class Setting:
    """One thing that must be said to ask a publisher: an indicator's number, a list of areas."""

    code: str
    name: str
    help: str
    is_needed: bool = True


@dataclass(frozen=True)
class Reply:
    """One answer over HTTP, or one file: its bytes and what is known of where they came from.

    `address` holds no key. `tag` and `modified` are the publisher's ETag and Last-Modified; `updated` is the
    publisher's own word on when the figures last changed.
    """

    address: str
    body: bytes
    retrieved_at: datetime
    status: int = 200
    tag: str = ""
    modified: str = ""
    updated: str = ""


class Client(Protocol):
    """Asks a publisher, politely: retries, waits, keeps to limits, and raises NotLoaded with a sentence."""

    def remember(self, replies: Sequence[Reply]) -> None:
        """Ask from now on whether these have changed, rather than for all of them again."""
        ...

    def get(self, address: str, *, params: Mapping[str, str] | None = None) -> Reply:
        """Return the answer to a GET. `address` stands relative to the publisher's base."""
        ...

    def post(self, address: str, *, form: Mapping[str, str] | None = None, json: object = None) -> Reply:
        """Return the answer to a POST of a form or of JSON."""
        ...


class Publisher(Protocol):
    """A publisher of figures. One file each in this folder, registered in PUBLISHERS."""

    code: str
    title: str
    base: str
    licence: str
    attribution: str
    settings: tuple[Setting, ...]

    def fetch(self, asked: Mapping[str, str], client: Client) -> Iterator[Reply]:
        """Yield every page of the answer, in order. Raises NotLoaded where the answer is cut or odd."""
        ...

    def read(self, replies: Sequence[Reply], asked: Mapping[str, str]) -> pa.Table:
        """Return the figures as the tidy table FIGURES. Raises NotLoaded naming the row or column."""
        ...
