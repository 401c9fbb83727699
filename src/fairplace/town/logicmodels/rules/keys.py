"""Names for new steps and links: random, so that two people who add one at a time never take the same."""

import secrets


def new_key(letter: str) -> str:
    """Return a key that no other step or link has: s1f0c22ab."""
    return f"{letter}{secrets.token_hex(4)}"
