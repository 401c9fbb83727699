"""Files of geography that somebody brought: what they are handed on as, and why they are refused."""

from collections.abc import Sequence

from django.utils import timezone

from fairplace.equity.sources.port import Reply


class GeographyRefused(ValueError):
    """A file of geography was not taken in; the message names the row or field, and what to do."""


def as_replies(content: bytes | Sequence[bytes]) -> list[Reply]:
    """Return a file, or the pages of an answer, as the library reads what a publisher answered."""
    pages = [content] if isinstance(content, bytes) else content
    return [Reply(address="", body=page, retrieved_at=timezone.now()) for page in pages]
