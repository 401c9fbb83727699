"""Finds which paragraphs of a Word document are items of a list, how deep, and with numbers or without."""

from typing import Any

from docx.oxml.ns import qn

from fairplace.town.documents.values import Bullets, Words


class Lists:
    """The list being read. Word has no lists, only paragraphs that say they are numbered."""

    def __init__(self, word: Any) -> None:
        self.word = word
        self.items: list[tuple[int, bool, Words]] = []
        self.formats = _read_formats(word)

    def find(self, element: Any, style: str) -> tuple[int, bool] | None:
        """Return how deep an item stands and whether it is numbered; None for other paragraphs."""
        if style.startswith("heading ") or style == "title":
            return None
        numbers = element.pPr.numPr if element.pPr is not None else None
        tail = style[-1:] if style.startswith("list ") else ""
        styled = int(tail) - 1 if tail.isdigit() else 0
        if numbers is not None and numbers.numId is not None:
            depth = numbers.ilvl.val if numbers.ilvl is not None else 0
            if not depth and styled:
                # Word's own styles for deeper lists are lists of one level each.
                return styled, self._is_numbered(numbers.numId.val, 0)
            # Number zero takes a paragraph out of the list that its style puts it in.
            return (depth, self._is_numbered(numbers.numId.val, depth)) if numbers.numId.val else None
        for name, numbered in (("list bullet", False), ("list number", True)):
            if style.startswith(name):
                return styled, numbered
        return None

    def add(self, place: tuple[int, bool], words: Words) -> None:
        self.items.append((*place, words))

    def take(self) -> Bullets | None:
        """Return the list that was read, and begin anew."""
        items, self.items = self.items, []
        return _nest(items) if items else None

    def _is_numbered(self, number: int, depth: int) -> bool:
        return self.formats.get((number, depth), "bullet") not in ("bullet", "none")


def _nest(items: list[tuple[int, bool, Words]]) -> Bullets:
    """Return items with their depths as lists inside lists."""
    top = min(depth for depth, _, _ in items)
    made: list[Words | Bullets] = []
    deeper: list[tuple[int, bool, Words]] = []
    for depth, numbered, words in items:
        if depth > top and made:
            deeper.append((depth, numbered, words))
            continue
        if deeper:
            made.append(_nest(deeper))
            deeper = []
        made.append(words)
    if deeper:
        made.append(_nest(deeper))
    numbered = next(numbered for depth, numbered, _ in items if depth == top)
    return Bullets(tuple(made), numbered=numbered)


def _read_formats(word: Any) -> dict[tuple[int, int], str]:
    """Return how each level of each list is numbered: "bullet", "decimal", …"""
    try:
        root = word.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    layouts = {
        layout.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): _format(level) for level in layout.iter(qn("w:lvl"))
        }
        for layout in root.iterchildren(qn("w:abstractNum"))
    }
    found = {}
    for one in root.iterchildren(qn("w:num")):
        layout = layouts.get(one.find(qn("w:abstractNumId")).get(qn("w:val")), {})
        for depth, kind in layout.items():
            found[int(one.get(qn("w:numId"))), depth] = kind
    return found


def _format(level: Any) -> str:
    found = level.find(qn("w:numFmt"))
    return found.get(qn("w:val")) if found is not None else "decimal"
