"""What a chart is made of."""

from dataclasses import dataclass

from fairplace.town.ui.tables import Table


@dataclass(frozen=True)
class Point:
    """One published number on a line. `x` is where it stands in time, `label` what the publisher calls it."""

    x: float
    label: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    flag: str = ""

    @property
    def has_limits(self) -> bool:
        return None not in (self.value, self.lower, self.upper)


@dataclass(frozen=True)
class Mark:
    """Something to know at one time: a break, a notice, the start of a proxy, or a target with its value."""

    kind: str
    x: float
    text: str
    value: float | None = None


@dataclass(frozen=True)
class Line:
    """One place over time. The role is town, country, region or similar."""

    name: str
    points: tuple[Point, ...]
    role: str = "similar"


@dataclass(frozen=True)
class Row:
    """One place or subgroup at one time."""

    name: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    role: str = "similar"


@dataclass(frozen=True)
class Chart:
    """A drawing for wide and for narrow screens, its table, and what it shows in one sentence.

    The notes say how to read marks that are not plain, such as a hollow point. `figures` are the table's
    numbers one a row, for files, where a cell of the table says more than one. The source is written into
    pictures that leave the page.
    """

    title: str
    finding: str
    spec: dict
    narrow_spec: dict
    table: Table
    notes: tuple[str, ...] = ()
    figures: Table | None = None
    source: str = ""
