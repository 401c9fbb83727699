"""A row a thing: its name at the left of its marks, or above them where the screen is narrow."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairplace.town.ui.charts import parts, scale, theme
from fairplace.town.ui.charts.parts import Span

# Room over a name that stands above its marks, so that it is nearer to them than to those of the row before.
ABOVE = 14


@dataclass(frozen=True)
class Listing:
    """Where rows stand. `top` is the room above the first one, `marks` the height of what is drawn in one."""

    count: int
    is_narrow: bool
    marks: float
    left: float = 206
    right: float = 96
    top: float = 0
    lines: int = 1

    @property
    def width(self) -> float:
        return theme.NARROW if self.is_narrow else theme.WIDE

    @property
    def start(self) -> float:
        return 12 if self.is_narrow else self.left + 12

    @property
    def end(self) -> float:
        return self.width - (12 if self.is_narrow else self.right + 12)

    @property
    def step(self) -> float:
        return self.marks + (ABOVE + 17 * self.lines if self.is_narrow else 0)

    @property
    def bottom(self) -> float:
        return self.top + self.step * self.count

    def middle(self, place: int) -> float:
        """Return the height of a row's marks."""
        return round(self.top + self.step * (place + 1) - self.marks / 2, 1)

    @classmethod
    def room_for(cls, names: Sequence[str], *, most: float = 200) -> float:
        """Return how wide the column of names must be, at most so wide: a longer name takes two lines."""
        return min(most, parts.room_for(names, theme.size_of(is_narrow=False)) + 8)

    @classmethod
    def lines_for(cls, names: Sequence[str], *, letters: int = 28) -> int:
        """Return how many lines a name takes over its marks where the screen is narrow."""
        return 2 if max(map(len, names), default=0) > letters else 1

    def head(self, place: int) -> float:
        """Return the height of a row's name."""
        if not self.is_narrow:
            return self.middle(place)
        return round(self.top + self.step * place + ABOVE + 8.5 * self.lines, 1)

    def span(self, values: Sequence[float | None]) -> Span:
        return Span(*scale.limits(values), self.start, self.end)

    def names(self, names: Sequence[str], bold: Sequence[bool]) -> list[dict]:
        """Return the layers of names, those that stand out in bold."""
        letters = 32 if self.is_narrow else int(self.left / (theme.size_of(is_narrow=False) * parts.LETTER))
        if self.is_narrow and self.right:
            letters = int((self.width - self.right) / (theme.size_of(is_narrow=True) * parts.LETTER))
        return [
            parts.texts(
                [
                    {"x": 0, "y": self.head(place), "words": parts.wrap(name, letters, self.most_lines)}
                    for place, name in enumerate(names)
                    if bold[place] == is_bold
                ],
                weight="bold" if is_bold else "normal",
            )
            for is_bold in (True, False)
        ]

    @property
    def most_lines(self) -> int:
        return self.lines if self.is_narrow else 2

    def at_right(self, words: Sequence[str], bold: Sequence[bool]) -> list[dict]:
        """Return the layers of what stands at the right of each row."""
        return [
            parts.texts(
                [
                    {"x": self.width - 2, "y": self.head(place), "words": told}
                    for place, told in enumerate(words)
                    if bold[place] == is_bold
                ],
                align="right",
                weight="bold" if is_bold else "normal",
            )
            for is_bold in (True, False)
        ]

    def grid(self, span: Span, title: str) -> list[dict]:
        """Return the scale below the rows."""
        most = 4 if self.is_narrow else 6
        words = self._title(title)
        return parts.grid_down(span, top=self.top, bottom=self.bottom, title=words, most=most)

    def height(self, title: str) -> float:
        """Return the height of the whole with its scale."""
        return self.bottom + (50 if title else 28) + 16 * self._title(title).count("\n")

    def _title(self, title: str) -> str:
        return parts.fit(title, is_narrow=self.is_narrow, middle=(self.start + self.end) / 2)
