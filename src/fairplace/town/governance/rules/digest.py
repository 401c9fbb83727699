"""A digest of facts, by which anybody can tell whether they were changed since they were kept."""

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Any

DIGEST = "digest"


def write_canonical(facts: Any) -> str:
    """Return facts as JSON that is the same however a database kept them.

    PostgreSQL gives 1e16 back as a whole number and orders keys its own way, so every number is written
    as the float it is, and keys by the alphabet.
    """
    return json.dumps(_plain(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(one: Any) -> Any:
    if isinstance(one, Mapping):
        return {str(name): _plain(value) for name, value in one.items()}
    if isinstance(one, list | tuple):
        return [_plain(value) for value in one]
    if isinstance(one, bool) or not isinstance(one, int | float):
        return one
    assert math.isfinite(one), "A number that is none is kept as nothing."
    # Zero has a sign that nobody means.
    return float(one) + 0.0


def seal(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts with their digest (SHA-256)."""
    own = {name: value for name, value in facts.items() if name != DIGEST}
    return {**own, DIGEST: hashlib.sha256(write_canonical(own).encode()).hexdigest()}


def is_intact(facts: Mapping[str, Any]) -> bool:
    """Return whether the facts are those that were sealed."""
    return bool(facts.get(DIGEST)) and seal(facts)[DIGEST] == facts[DIGEST]
