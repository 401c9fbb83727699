"""Where everything stands in the drawing of a logic model: plain sums over a state, the same every time.

Columns are the kinds, in their order; a kind without steps takes no room. Within a column the steps stand in
the order in which they were put, from the top, and nothing is ever shuffled to save a crossing: a reader
finds a step where it was yesterday. Fewer crossings are offered as a change of its own, in tidying.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fairplace.town.logicmodels.rules.lettering import BOLD, measure, wrap
from fairplace.town.logicmodels.rules.state import Kind, Link, State, Step

WHAT_WE_DO = (Kind.INPUT, Kind.ACTIVITY, Kind.OUTPUT)


@dataclass(frozen=True)
class Frame:
    """How wide boxes and the room between columns are, and how large the letters; all in pixels.

    `face` is how wide the letters may be beside Arial's: nobody knows whether a reader has DejaVu or Verdana.
    On paper, which nobody edits, shorter columns are `spread` over the height, and links run straighter.
    """

    box: float = 164
    gutter: float = 46
    letter: float = 14
    small: float = 12
    padding: float = 10
    gap: float = 14
    margin: float = 12
    head: float = 76
    face: float = 1.13
    spread: bool = False

    @property
    def line(self) -> float:
        return self.letter * 1.3

    @property
    def small_line(self) -> float:
        return self.small * 1.35

    def wrap(self, words: str, room: float, size: float) -> tuple[str, ...]:
        return wrap(words, room / self.face, size)

    def measure(self, words: str, size: float) -> float:
        return measure(words, size) * self.face


SCREEN = Frame()


@dataclass(frozen=True)
class Box:
    """A step as it stands: its words in lines, then what is said below it in smaller letters.

    `mark` is the number of lines that the mark of its state takes; they come last.
    """

    step: Step
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    mark: tuple[str, ...]

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True)
class Curve:
    """A link as drawn through its points, level at both ends; `heading` is 1 to the right, -1 back."""

    link: Link
    points: tuple[tuple[float, float], ...]
    heading: int
    kind: str  # "forward", "within" its column, or "back"


@dataclass(frozen=True)
class Column:
    kind: Kind
    x: float
    width: float
    bottom: float


@dataclass(frozen=True)
class Layout:
    frame: Frame
    width: float
    height: float
    columns: tuple[Column, ...]
    boxes: Mapping[str, Box]
    curves: tuple[Curve, ...]


def lay_out(
    state: State,
    frame: Frame = SCREEN,
    *,
    notes: Mapping[str, Sequence[str]] | None = None,
    marks: Mapping[str, str] | None = None,
) -> Layout:
    """Return where steps and links stand. `notes` and `marks` are words below steps, by key."""
    columns, boxes = [], {}
    x = frame.margin
    for kind in Kind:
        steps = state.column(kind)
        if not steps:
            continue
        y = frame.margin + frame.head
        for step in steps:
            box = _box(step, (x, y), frame, (notes or {}).get(step.key, ()), (marks or {}).get(step.key, ""))
            boxes[step.key] = box
            y = box.bottom + frame.gap
        columns.append(Column(kind, x, frame.box, y - frame.gap))
        x += frame.box + frame.gutter
    if frame.spread:
        boxes = _spread(columns, boxes)
    curves = _Router(frame, columns, boxes).route(list(state.links.values()))
    lowest = max((y for curve in curves for _, y in curve.points), default=0)
    bottom = max([lowest, *(one.bottom for one in columns), frame.margin + frame.head])
    # A link within the last column bows out to its right.
    bow = max((px for curve in curves for px, _ in curve.points), default=0)
    width = max(x - frame.gutter, bow) + frame.margin
    return Layout(frame, width, bottom + frame.margin, tuple(columns), boxes, tuple(curves))


def _spread(columns: Sequence[Column], boxes: Mapping[str, Box]) -> dict[str, Box]:
    """Return the boxes with the room that a column has left put evenly around each of them."""
    bottom = max((one.bottom for one in columns), default=0)
    spread = {}
    for column in columns:
        own = [box for box in boxes.values() if box.x == column.x]
        room = (bottom - column.bottom) / len(own)
        for n, box in enumerate(own):
            spread[box.step.key] = replace(box, y=round(box.y + room * (n + 0.5), 1))
    return spread


def _box(step: Step, at: tuple[float, float], frame: Frame, notes: Sequence[str], mark: str) -> Box:
    x, y = at
    room = frame.box - 2 * frame.padding
    lines = frame.wrap(step.text, room, frame.letter)
    below = tuple(line for note in notes for line in frame.wrap(note, room, frame.small))
    # The shape of a mark stands before its words.
    marked = frame.wrap(mark, (room - frame.small * 1.5) / BOLD, frame.small) if mark else ()
    height = 2 * frame.padding + len(lines) * frame.line + (len(below) + len(marked)) * frame.small_line
    height += 4 * (bool(below) + bool(marked))
    return Box(step, x, y, frame.box, round(height, 1), lines, below, marked)


class _Router:
    """Leads links from edge to edge, through the gaps between the boxes of the columns that they pass."""

    def __init__(self, frame: Frame, columns: list[Column], boxes: dict[str, Box]) -> None:
        self.frame, self.columns, self.boxes = frame, columns, boxes
        self.place = {one.kind: n for n, one in enumerate(columns)}
        self.gaps = [self._list_gaps(column) for column in columns]
        self.taken: dict[tuple[int, int], int] = {}
        self.bows: dict[int, int] = {}

    def route(self, links: list[Link]) -> list[Curve]:
        ordered = sorted(links, key=self._rank)
        ports = self._list_ports(ordered)
        return [self._route_one(one, ports[one.key, one.start], ports[one.key, one.end]) for one in ordered]

    def _rank(self, link: Link) -> tuple:
        start, end = self.boxes[link.start], self.boxes[link.end]
        return (start.x, start.y, end.x, end.y, link.key)

    def _list_gaps(self, column: Column) -> list[float]:
        """Return the middle of each gap of a column, from above its first box to below its last."""
        own = sorted((one for one in self.boxes.values() if one.x == column.x), key=lambda one: one.y)
        between = [(one.bottom + other.y) / 2 for one, other in pairwise(own)]
        half = self.frame.gap / 2
        return [own[0].y - half, *between, own[-1].bottom + half]

    def _columns_of(self, link: Link) -> tuple[int, int]:
        return self.place[self.boxes[link.start].step.kind], self.place[self.boxes[link.end].step.kind]

    def _list_ports(self, links: list[Link]) -> dict[tuple[str, str], tuple[float, float]]:
        """Return where each link touches its boxes, spread over the edge in the order of the other ends."""
        edges: dict[tuple[str, bool], list[tuple]] = {}
        for link in links:
            first, last = self._columns_of(link)
            for key, other, is_start in ((link.start, link.end, True), (link.end, link.start, False)):
                is_right = (first <= last) if is_start else (first >= last)
                far = self.boxes[other]
                edges.setdefault((key, is_right), []).append((far.y + far.height / 2, link.key, is_start))
        ports = {}
        for (key, is_right), ends in edges.items():
            box = self.boxes[key]
            for n, (_, link, _) in enumerate(sorted(ends), start=1):
                y = box.y + box.height * n / (len(ends) + 1)
                ports[link, key] = (box.right if is_right else box.x, round(y, 1))
        return ports

    def _route_one(self, link: Link, start: tuple[float, float], end: tuple[float, float]) -> Curve:
        first, last = self._columns_of(link)
        if first == last:
            return Curve(link, (start, self._bow(first, start, end), end), -1, "within")
        step = 1 if last > first else -1
        points = [start]
        for place in range(first + step, last, step):
            column = self.columns[place]
            # Where a straight line would pass the column, taken to the nearest gap between its boxes.
            share = (column.x + column.width / 2 - start[0]) / (end[0] - start[0])
            y = self._pass(place, start[1] + (end[1] - start[1]) * share)
            sides = (column.x, column.x + column.width)
            points += [(x, y) for x in sides[::step]]
        return Curve(link, (*points, end), step, "forward" if step > 0 else "back")

    def _pass(self, place: int, wanted: float) -> float:
        gaps = self.gaps[place]
        n = min(range(len(gaps)), key=lambda n: (abs(gaps[n] - wanted), n))
        if n == len(gaps) - 1 and wanted > gaps[n]:
            return round(wanted, 1)  # below the last box is room for everything
        used = self.taken.get((place, n), 0)
        self.taken[place, n] = used + 1
        # The first runs through the middle, the next beside it: 0, 3, -3, 6, -6 and again.
        beside = (0, 3, -3, 5, -5)[used % 5]
        return round(gaps[n] + beside, 1)

    def _bow(self, place: int, start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
        used = self.bows.get(place, 0)
        self.bows[place] = used + 1
        out = self.frame.gutter * (0.45 + 0.12 * (used % 4))
        return (round(start[0] + out, 1), round((start[1] + end[1]) / 2, 1))
