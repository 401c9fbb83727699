"""What a drawing of a logic model is made of, as plain values: its frame, boxes, curves and columns."""

from dataclasses import dataclass

from fairplace.town.logicmodels.rules.lettering import measure, wrap
from fairplace.town.logicmodels.rules.state import Kind, Link, Step


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
