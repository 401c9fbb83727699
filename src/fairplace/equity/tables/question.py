"""What is asked: one statistic, of one table, in one way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fairplace.equity.tables.reading import Source
from fairplace.equity.tables.statistic import Statistic


@dataclass(frozen=True)
class Question:
    """A statistic, the table it is asked of, and the columns and options it is asked with.

    `names` says what our columns are called in the table, `progress` is told the share that is done.
    """

    statistic: Statistic
    source: Source
    names: dict[str, str]
    by: list[str]
    options: dict[str, Any]
    progress: Callable[[float], None]
