"""One statistic as it stands in the register: what it reads, how it is asked for, how to read it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

# sums: one number a group, from added columns.    cells: subgroups or ages across each group.
# breakdowns: as cells, of one dimension each.      rows: one number a row.
# each: the rows of one group at a time.
Shape = Literal["sums", "cells", "breakdowns", "rows", "each"]


@dataclass(frozen=True)
class Option:
    """One thing that may be asked for differently."""

    name: str
    words: str
    kind: Callable[[str], Any]
    default: Any = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statistic:
    """One statistic of a table: what it reads, what it computes with, and where it is explained."""

    name: str
    title: str
    shape: Shape
    needs: tuple[str, ...]
    compute: Callable[..., Any]
    may: tuple[str, ...] = ()
    along: str = ""
    options: tuple[Option, ...] = ()
    family: str = ""
    reading: str = ""
    source: str = ""
