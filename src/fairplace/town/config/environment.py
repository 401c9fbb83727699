"""Reads the environment once, and says plainly what is wrong with it."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """Return the variable; without a default it must be set.

    A secret may stand in a file instead: NAME_FILE holds the path (systemd, containers).
    """
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names {path}, which cannot be read: {error}.") from error
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it in the environment; dotenv-sample lists them all."
        )
    return value


def flag(name: str, default: bool = False) -> bool:
    """Return whether the variable says yes: 1, true, yes, on."""
    value = text(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}. Write 1 or 0.")


def number(name: str, default: int) -> int:
    """Return the variable as a whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    """Return the variable split at commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, choices: tuple[str, ...]) -> str:
    """Return the variable, one of these words; the first where it is not set."""
    value = text(name, choices[0]).lower()
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write {' or '.join(choices)}.")
    return value


def addresses(name: str) -> dict[str, str]:
    """Return the variable as addresses by name: fingertips=https://mirror.example/api/,nomis=https://…"""
    found = {}
    for word in words(name):
        key, _sign, address = word.partition("=")
        if not address.startswith(("https://", "http://")):
            raise ImproperlyConfigured(f"{name} has {word!r}. Write name=https://… for each, with commas.")
        found[key.strip()] = address if address.endswith("/") else f"{address}/"
    return found
