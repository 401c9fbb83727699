"""Strategies as lines of text: a name, and after it perhaps the address of its page."""

from collections.abc import Iterable


def read_strategies(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return (name, address) of every line that says something, each name once."""
    found: dict[str, str] = {}
    for line in lines:
        *words, last = line.split() or [""]
        is_address = last.startswith(("https://", "http://")) and bool(words)
        name = " ".join(words if is_address else [*words, last])
        if name:
            found.setdefault(name, last if is_address else "")
    return list(found.items())


def write_strategies(told: Iterable[tuple[str, str]]) -> list[str]:
    """Return the lines that read_strategies() reads."""
    return [f"{name} {address}".strip() for name, address in told]
