"""What a publisher says when it refuses: plain words, or problem details (RFC 9457)."""

import json
from typing import Any


def said_in(kind: str, body: bytes) -> str:
    """Return the words of a refusal by its content type; nothing where it is a web page or unknown."""
    text = body.decode("utf-8", "replace")
    if kind.startswith("text/plain"):
        return text
    if "json" not in kind:
        return ""
    try:
        said = json.loads(text)
    except ValueError:
        return ""
    return ". ".join(_words(said)) if isinstance(said, dict) else ""


def _words(said: dict[str, Any]) -> list[str]:
    errors = said.get("errors") or []
    # Some servers list errors, some keep them by field.
    listed = errors if isinstance(errors, list) else [
        {"path": field, "message": " ".join(map(str, found if isinstance(found, list) else [found]))}
        for field, found in errors.items()
    ]  # fmt: skip
    found = [_error(error) for error in listed if isinstance(error, dict)]
    # The errors say it better than the title above them, which is always the same.
    return [one for one in found if one] or [
        str(said[key]).rstrip(".") for key in ("title", "detail") if said.get(key)
    ]


def _error(error: dict[str, Any]) -> str:
    message, path = str(error.get("message") or "").rstrip("."), error.get("path")
    return f"{path}: {message}" if path and message else message
