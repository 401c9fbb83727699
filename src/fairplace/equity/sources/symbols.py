"""The letters that stand in official tables where a number should be, and what they mean.

Source: Government Analysis Function, Symbols in tables: definitions and help.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Symbol:
    """What a letter says of a number: always a note, a flag where we have one, a value where it gives one."""

    note: str
    flag: str = ""
    value: float | None = None


SYMBOLS: dict[str, Symbol] = {
    "b": Symbol("Break in the series.", "break"),
    "c": Symbol("Confidential: withheld by the publisher.", "suppressed"),
    "e": Symbol("Estimated by the publisher.", "modelled"),
    "f": Symbol("A forecast.", "modelled"),
    "k": Symbol("Low: more than nothing, but rounds to nought.", value=0.0),
    "low": Symbol("Low: more than nothing, but rounds to nought.", value=0.0),
    "p": Symbol("Provisional.", "provisional"),
    "r": Symbol("Revised by the publisher."),
    "u": Symbol("Of low reliability."),
    "w": Symbol("None recorded in the survey."),
    "x": Symbol("Not available."),
    "z": Symbol("Not applicable."),
}


def read_symbol(text: str) -> Symbol | None:
    """Return what a symbol means, written c, [c] or C; None where the text is no symbol."""
    return SYMBOLS.get(text.strip().strip("[]").lower())


def join_notes(*notes: str) -> str:
    """Return the notes that say something, in order, each once."""
    return " ".join(dict.fromkeys(note.strip() for note in notes if note.strip()))
