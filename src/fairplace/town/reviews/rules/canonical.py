"""Facts as bytes that are the same wherever they are written, and the digest of those bytes.

Numbers are written as RFC 8785 writes them: a whole one without a point, so that a database, a browser and
we agree; text in one normal form (NFC); keys by the alphabet.
"""

import hashlib
import json
import math
import unicodedata
from collections.abc import Mapping
from typing import Any

# From here on a float no longer knows every whole number.
WHOLE_UP_TO = 2**53


def write_canonical(facts: Any) -> bytes:
    """Return facts as canonical JSON. What JSON cannot hold, such as a number that is none, is refused."""
    plain = make_plain(facts)
    return json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def make_plain(one: Any) -> Any:
    """Return facts as plain values: text normalised, whole numbers whole, lists for tuples."""
    if isinstance(one, str):
        return unicodedata.normalize("NFC", str(one))
    if isinstance(one, Mapping):
        return {make_plain(str(name)): make_plain(value) for name, value in one.items()}
    if isinstance(one, list | tuple):
        return [make_plain(value) for value in one]
    if isinstance(one, bool) or one is None:
        return one
    if isinstance(one, int | float):
        return _number(one)
    raise TypeError(f"A {type(one).__name__} is no plain value.")


def _number(one: float) -> float:
    number = float(one)
    if not math.isfinite(number):
        raise ValueError("A number that is none is kept as nothing.")
    return int(number) if number.is_integer() and abs(number) < WHOLE_UP_TO else number
