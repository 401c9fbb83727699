"""Where everything stands in the drawing of a logic model: plain sums over a state, the same every time.

Columns are the kinds, in their order; a kind without steps takes no room. Within a column the steps stand in
the order in which they were put, from the top, and nothing is ever shuffled to save a crossing: a reader
finds a step where it was yesterday. Fewer crossings are offered as a change of its own, in tidying.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fairplace.town.logicmodels.rules.boxes import SCREEN, Box, Column, Curve, Frame
from fairplace.town.logicmodels.rules.lettering import BOLD
from fairplace.town.logicmodels.rules.routing import Router
from fairplace.town.logicmodels.rules.state import Kind, State, Step

WHAT_WE_DO = (Kind.INPUT, Kind.ACTIVITY, Kind.OUTPUT)


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
    curves = Router(frame, columns, boxes).route(list(state.links.values()))
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
