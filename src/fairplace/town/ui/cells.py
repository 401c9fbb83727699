"""Keeps text text where a spreadsheet opens it."""

from typing import Any

# What a spreadsheet would take for a formula. An apostrophe before it keeps it text.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def keep_text(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs: text that begins like a formula gets an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
