from dataclasses import dataclass


@dataclass(frozen=True)
class Reader:
    """Who reads a list: somebody signed in or not, who may read what is restricted in all groups, or in some.

    `person` is who they are: what they own or help with they may always read.
    """

    is_inside: bool = False
    reads_all: bool = False
    groups: frozenset[int] = frozenset()
    person: int | None = None


PUBLIC = Reader()
