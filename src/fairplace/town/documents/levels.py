"""Puts headings that people wrote below ours, without skipping a level on the way down."""

from collections.abc import Iterable
from dataclasses import replace

from fairplace.town.documents.values import Block, Heading

LOWEST = 6


def put_below(blocks: Iterable[Block], level: int) -> tuple[Block, ...]:
    """Return the blocks with their highest headings one below `level`, the others in order beneath."""
    blocks = list(blocks)
    written = [block.level for block in blocks if isinstance(block, Heading)]
    highest, last = min(written, default=1), level
    placed: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            last = min(level + 1 + block.level - highest, last + 1, LOWEST)
            block = replace(block, level=last)  # noqa: PLW2901  # the same heading, in its place
        placed.append(block)
    return tuple(placed)
