"""What people wrote, made fit for a document: no letters that files cannot hold, and its direction."""

import unicodedata

from fairplace.town.documents.values import Run, Words


def tidy(text: object) -> str:
    """Return the text composed, with one kind of line end, without control characters, which break files."""
    composed = unicodedata.normalize("NFC", str(text)).replace("\r\n", "\n").replace("\r", "\n")
    plain = composed.replace("\t", " ")
    return "".join(letter for letter in plain if letter == "\n" or not _is_control(letter))


def list_runs(words: Words) -> list[Run]:
    """Return the words as runs, tidied."""
    runs = [Run(words)] if isinstance(words, str) else words
    return [Run(tidy(run.text), run.bold, run.italic, run.url) for run in runs]


def in_plain(words: Words) -> str:
    return "".join(run.text for run in list_runs(words))


def runs_right_to_left(text: str) -> bool:
    """Return whether the first letter with a direction belongs to Arabic, Urdu, Hebrew and their like."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _is_control(letter: str) -> bool:
    # Unpaired surrogates and the two non-characters at the end of each plane are no text either.
    return unicodedata.category(letter) in ("Cc", "Cs") or ord(letter) & 0xFFFE == 0xFFFE
