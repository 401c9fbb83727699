"""A network as SVG: marks for who is in it, lines for who is tied to whom, and as many names as have room.

Where the marks stand depends on nothing but the network, and is kept under a digest of it: a picture is
worked out once, and a page reads it. The same content stands in a table beside it, always.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from django.core.cache import cache

from fairplace.town.ui.charts.labels import Box, place_labels
from fairplace.town.ui.charts.marks import outline

# Counted up when the same network would stand elsewhere, so that what was kept is not taken for new.
EDITION = 1
KEPT_FOR = 7 * 24 * 3600
SEED = 7
type_of_points = np.ndarray


@dataclass(frozen=True)
class Node:
    """Somebody in the network. `weight` gives its size and its right to a name."""

    code: str
    label: str
    kind: str
    shape: str
    weight: int
    url: str
    is_loud: bool = False


@dataclass(frozen=True)
class Line:
    one: str
    other: str
    is_dashed: bool = False


@dataclass(frozen=True)
class Frame:
    """How large the picture is, how many names it may hold, and how many it holds even over marks."""

    width: int
    height: int
    margin: int
    labels: int
    certain: int
    letter: float


@dataclass(frozen=True)
class Mark:
    """A node as drawn: its outline, where it stands, and its name if there was room."""

    node: Node
    path: str
    x: float
    y: float
    label: Box | None


@dataclass(frozen=True)
class Picture:
    """A drawn network: lines as one path for each style, marks in the order in which they lie."""

    frame: Frame
    plain: str
    dashed: str
    loud: str
    marks: tuple[Mark, ...]


WIDE = Frame(960, 680, 30, labels=45, certain=12, letter=13)
NARROW = Frame(340, 420, 16, labels=8, certain=3, letter=12)


def draw_network(nodes: Sequence[Node], lines: Sequence[Line], frame: Frame) -> Picture:
    """Return the network as drawn in a frame, the loud and the heavy in front."""
    places = _get_places([node.code for node in nodes], lines, frame)
    at = {node.code: places[n] for n, node in enumerate(nodes)}
    sizes = np.array([_size_of(node, frame) for node in nodes])
    boxes = place_labels(
        points=places,
        sizes=sizes,
        words=[node.label for node in nodes],
        order=sorted(range(len(nodes)), key=lambda n: (not nodes[n].is_loud, -nodes[n].weight, n)),
        most=frame.labels,
        certain=frame.certain,
        letter=frame.letter,
        width=frame.width,
        height=frame.height,
    )
    marks = []
    for n, node in enumerate(nodes):
        x, y = map(float, places[n])
        marks.append(Mark(node, outline(node.shape, x, y, float(sizes[n])), x, y, boxes.get(n)))
    loud = {node.code for node in nodes if node.is_loud}
    return Picture(
        frame,
        plain=_path(lines, at, lambda line: not line.is_dashed and not {line.one, line.other} & loud),
        dashed=_path(lines, at, lambda line: line.is_dashed),
        loud=_path(lines, at, lambda line: not line.is_dashed and bool({line.one, line.other} & loud)),
        marks=tuple(sorted(marks, key=lambda mark: (mark.node.is_loud, mark.node.weight))),
    )


def _size_of(node: Node, frame: Frame) -> float:
    """Return the radius: its area grows with the number of ties, within what can still be told apart."""
    small, large = (4.0, 9.0) if frame.width < 500 else (5.0, 12.0)
    return min(large, small + 1.1 * np.sqrt(node.weight)) + (1.5 if node.is_loud else 0)


def _path(lines: Sequence[Line], at: dict[str, np.ndarray], is_wanted: Callable[[Line], bool]) -> str:
    """Return one path for many lines: a fortieth of the elements, and the browser draws it at once."""
    return "".join(
        "M{:.0f} {:.0f}L{:.0f} {:.0f}".format(*at[line.one], *at[line.other])
        for line in lines
        if is_wanted(line)
    )


def _get_places(codes: list[str], lines: Sequence[Line], frame: Frame) -> type_of_points:
    told = json.dumps([EDITION, codes, sorted((line.one, line.other) for line in lines)])
    key = f"network:{hashlib.sha256(told.encode()).hexdigest()}"

    def spread() -> type_of_points:
        place = {code: n for n, code in enumerate(codes)}
        tied = np.zeros((len(codes), len(codes)), dtype=np.float32)
        for line in lines:
            one, other = place[line.one], place[line.other]
            tied[one, other] = tied[other, one] = 1
        return _spread(tied)

    # One layout serves every frame.
    return _keep(f"{key}:{frame.width}", lambda: _fit(_keep(key, spread), frame))


def _keep(key: str, work_out: Callable[[], type_of_points]) -> type_of_points:
    kept = cache.get(key)
    if kept is None:
        kept = work_out()
        cache.set(key, kept, KEPT_FOR)
    return kept


def _spread(tied: type_of_points, rounds: int = 100) -> type_of_points:
    """Return places where the tied are near and others apart (Fruchterman and Reingold 1991).

    A pull to the middle keeps parts that do not hang together on one sheet. The seed is fixed: the same
    network looks the same every time.
    """
    size = len(tied)
    points = np.random.default_rng(SEED).random((size, 2), dtype=np.float32) - 0.5
    apart = float(np.sqrt(1 / max(size, 1)))
    for heat in np.linspace(0.1, 0.002, rounds).tolist():
        far = _distances(points)
        push = apart**2 / far**2 - tied * far / apart
        force = points * push.sum(axis=1, keepdims=True) - push @ points - points * (0.6 / apart)
        length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1e-9)
        points = points + force / length * np.minimum(length, heat)
    return points


def _fit(points: type_of_points, frame: Frame) -> type_of_points:
    """Return the places in the frame, moved apart until no mark hides another."""
    room = np.array([frame.width, frame.height]) - 2 * frame.margin
    low, high = points.min(axis=0), points.max(axis=0)
    points = frame.margin + (points - low) / np.maximum(high - low, 1e-9) * room
    if len(points) == 1:
        return points * 0 + room / 2 + frame.margin
    apart = min(70.0, 0.8 * np.sqrt(room.prod() / len(points)))
    for _ in range(40):
        push = np.clip(apart / _distances(points) - 1, 0, 1) * 0.35
        np.fill_diagonal(push, 0)
        points = points + points * push.sum(axis=1, keepdims=True) - push @ points
        points = np.clip(points, frame.margin, frame.margin + room)
    return points


def _distances(points: type_of_points) -> type_of_points:
    squares = (points**2).sum(axis=1)
    found = squares[:, None] + squares[None, :] - 2 * points @ points.T
    return np.sqrt(np.maximum(found, 1e-6))
