"""Which neighbourhoods made the fifths of a gap: kept once for all gaps that share them, under a digest."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fairplace.town.reviews.rules.canonical import digest_of, write_canonical

# The codes of the neighbourhoods of each fifth, the most deprived first.
Fifths = Sequence[Sequence[str]]


def digest_fifths(fifths: Fifths) -> str:
    """Return the digest of who is in which fifth, in whatever order a fifth names them."""
    return digest_of(write_canonical([sorted(one) for one in fifths]))


def keep_fifths(used: Iterable[tuple[str, Fifths]]) -> list[dict[str, Any]]:
    """Return the fifths of each edition as they are kept, each once, from pairs of edition and fifths."""
    found = {(edition, digest_fifths(fifths)): fifths for edition, fifths in used}
    return [
        {"edition": edition, "digest": digest, "neighbourhoods": [sorted(one) for one in fifths]}
        for (edition, digest), fifths in sorted(found.items(), key=lambda one: one[0])
    ]


def read_fifths(bodies: Iterable[Mapping[str, Any]]) -> dict[str, Fifths]:
    """Return all fifths that snapshots kept, by digest. Those frozen before this was kept have none."""
    return {one["digest"]: one["neighbourhoods"] for body in bodies for one in body.get("fifths", ())}
