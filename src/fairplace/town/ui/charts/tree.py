"""A tree as SVG, drawn on the server: who stands under whom, from left to right, in boxes with their names.

The same stands as nested lists beside it, always: those have the links, and are what phones and screen
readers get.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BOX_WIDTH, BOX_HEIGHT = 252, 46
STEP_ACROSS, STEP_DOWN = 320, 58
MARGIN = 8
LETTERS_A_LINE, MOST_LINES = 27, 2
LINE_HEIGHT = 17


@dataclass(frozen=True)
class Branch:
    """Something with what stands under it."""

    code: str
    name: str
    kind: str = ""
    url: str = ""
    note: str = ""
    below: "tuple[Branch, ...]" = ()


@dataclass(frozen=True)
class Words:
    """One line of a name, and where it begins."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    branch: Branch
    x: float
    y: float
    lines: tuple[Words, ...]
    width: int = BOX_WIDTH
    height: int = BOX_HEIGHT

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True)
class Tree:
    width: int
    height: int
    boxes: tuple[Box, ...]
    path: str


def grow(rows: Iterable[tuple[Branch, str]]) -> tuple[Branch, ...]:
    """Return what stands at the top, each with what stands under it, from (branch, code of the one above).

    What stands under something that is not there, or under itself by some way round, stands at the top.
    """
    found = {branch.code: (branch, above) for branch, above in rows}
    below: dict[str, list[str]] = {}
    for code, (_branch, above) in found.items():
        below.setdefault(above if above in found else "", []).append(code)
    seen: set[str] = set()

    def build(code: str) -> Branch:
        seen.add(code)
        branch = found[code][0]
        under = tuple(build(one) for one in below.get(code, ()) if one not in seen)
        return Branch(branch.code, branch.name, branch.kind, branch.url, branch.note, under)

    roots = [build(code) for code in below.get("", ())]
    return (*roots, *(build(code) for code in found if code not in seen))


def draw_tree(roots: Sequence[Branch]) -> Tree:
    """Return boxes and the lines between them; those with something under them come first."""
    boxes: list[Box] = []
    lines: list[str] = []
    rows = 0

    def place(branch: Branch, depth: int) -> Box:
        nonlocal rows
        under = [place(one, depth + 1) for one in branch.below]
        if under:
            y = (under[0].y + under[-1].y) / 2
        else:
            y, rows = MARGIN + rows * STEP_DOWN, rows + 1
        box = _box(branch, MARGIN + depth * STEP_ACROSS, y)
        boxes.append(box)
        lines.extend(_line(box, one) for one in under)
        return box

    for root in sorted(roots, key=lambda one: not one.below):
        place(root, 0)
    width = max((box.x + box.width for box in boxes), default=0) + MARGIN
    return Tree(int(width), MARGIN * 2 + max(rows * STEP_DOWN - 12, 0), tuple(boxes), "".join(lines))


def _box(branch: Branch, x: float, y: float) -> Box:
    words = textwrap.wrap(branch.name, LETTERS_A_LINE, max_lines=MOST_LINES, placeholder="…")
    first = y + BOX_HEIGHT / 2 - (len(words) - 1) * LINE_HEIGHT / 2 + 5
    set_words = (Words(text, x + 12, first + n * LINE_HEIGHT) for n, text in enumerate(words))
    return Box(branch, x, y, tuple(set_words))


def _line(above: Box, below: Box) -> str:
    """Return the way from the right of one box to the left of another, in straight pieces."""
    start, end = above.x + above.width, below.x
    turn = (start + end) / 2
    return f"M{start:.0f} {above.middle:.1f}H{turn:.0f}V{below.middle:.1f}H{end:.0f}"
