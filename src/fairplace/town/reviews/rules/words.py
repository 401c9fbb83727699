"""Text as it is kept: one form of letters, one kind of line ending, no space around it."""

import unicodedata


def tidy(text: str) -> str:
    """Return what somebody typed as it is kept, so that the same words are the same text.

    Browsers send other line endings than records write: without this, saving a form untouched would change
    what was signed.
    """
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()
