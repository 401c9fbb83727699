"""Files of geography that somebody brought: what they are handed on as, and why they are refused."""

from django.utils import timezone

from fairplace.equity.sources.port import Reply


class GeographyRefused(ValueError):
    """A file of geography was not taken in; the message names the row or field, and what to do."""


def as_reply(content: bytes) -> Reply:
    """Return the bytes of a file as the library reads what a publisher answered."""
    return Reply(address="", body=content, retrieved_at=timezone.now())
