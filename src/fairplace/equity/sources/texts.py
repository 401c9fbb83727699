"""Looks at the text that a publisher sent before it is read: nothing, a web page, or no text at all."""

import json
from typing import Any

from fairplace.equity.sources.errors import NotLoaded

KEPT = "What was loaded before is untouched."
AS_IT_CAME = "as it was downloaded, not saved again in a spreadsheet"
BOM = b"\xef\xbb\xbf"


def refuse_other(body: bytes, wanted: str, called: str) -> bytes:
    """Return the body without the mark of UTF-8. Raises NotLoaded when it cannot be what was wanted."""
    body = body.removeprefix(BOM)
    start = body[:200].lstrip()
    if not start:
        raise NotLoaded(f"{called} sent an empty answer. {KEPT}")
    if start.startswith(b"<"):
        raise NotLoaded(
            f"{called} sent a web page instead of {wanted}. Look at its address in a browser. {KEPT}"
        )
    try:
        is_text = b"\0" not in body and body.decode("utf-8") != ""
    except UnicodeDecodeError:
        is_text = False
    if not is_text:
        raise NotLoaded(
            f"What {called} sent is not {wanted} in UTF-8. Look at its address in a browser; a file has "
            f"to be brought {AS_IT_CAME}. {KEPT}"
        )
    return body


def read_json(body: bytes, called: str) -> Any:
    """Return what the JSON says. Raises NotLoaded for nothing, a web page, or JSON that breaks off."""
    try:
        return json.loads(refuse_other(body, "JSON", called))
    except (ValueError, RecursionError) as error:
        if isinstance(error, NotLoaded):
            raise
        raise NotLoaded(
            f"What {called} sent is not whole JSON, as if it broke off. Try again. {KEPT}"
        ) from error
