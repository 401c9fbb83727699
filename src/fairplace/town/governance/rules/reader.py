from dataclasses import dataclass


@dataclass(frozen=True)
class Reader:
    """Who reads: somebody signed in or not, who may read what is restricted in all groups, or in some."""

    is_inside: bool = False
    reads_all: bool = False
    groups: frozenset[int] = frozenset()


PUBLIC = Reader()
