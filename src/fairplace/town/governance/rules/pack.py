"""How a meeting's papers are numbered, and what a pack says it contains. Plain values, kept as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One line of a pack's contents: an item ("3") or a paper of it ("3.1"), and its first and last page."""

    kind: str
    pk: int
    number: str
    title: str
    restricted: bool = False
    because: str = ""
    first: int = 0
    last: int = 0

    @property
    def place(self) -> str:
        """Return what the page on which it begins is called while the pack is set."""
        return f"{self.kind} {self.pk}"

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def read_entries(kept: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """Return the contents of a pack as they were kept; what later versions added is as at first."""
    known = {one.name for one in fields(Entry)}
    return [Entry(**{name: value for name, value in one.items() if name in known}) for one in kept]


def number_papers(papers: Mapping[int, Sequence[int]], printed: Mapping[int, str]) -> dict[int, str]:
    """Return the number of each paper, by its key: "3.1". `papers` are those of each item, by its number.

    A number that stands in print stays, even where the agenda has changed since, and is given only once.
    """
    numbers = dict(printed)
    taken = set(printed.values())
    for item, keys in papers.items():
        count = 0
        for key in keys:
            if key in printed:
                continue
            while True:
                count += 1
                number = f"{item}.{count}"
                if number not in taken:
                    break
            numbers[key] = number
            taken.add(number)
    return numbers


def place_entries(entries: Sequence[Entry], places: Mapping[str, int], last_page: int) -> list[Entry]:
    """Return the entries with the pages on which they stand; an item ends where the next one begins.

    Entries without a place of their own, such as an item that has no papers, have no pages.
    """
    placed = []
    for i, one in enumerate(entries):
        if one.place not in places:
            placed.append(one)
            continue
        after = [
            places[other.place]
            for other in entries[i + 1 :]
            if other.place in places and not (one.kind == "item" and other.kind == "paper")
        ]
        first = places[one.place]
        # A paper may begin on the page on which the one before it ends.
        last = max(first, min(after, default=last_page + 1) - 1)
        placed.append(replace(one, first=first, last=last))
    return placed


def say_pages(first: int, last: int) -> str:
    """Return "9" or "9 to 12", or nothing."""
    if not first:
        return ""
    return str(first) if first == last else f"{first} to {last}"
