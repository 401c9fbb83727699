"""Secrets of links: handed out once, and kept as a digest only."""

import hashlib
import secrets


def make_secret() -> str:
    """Return a secret that nobody can guess, and that stands in an address as it is."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
