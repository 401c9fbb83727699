"""A path to a target: a straight line from where it began to where it should end."""

from dataclasses import dataclass

import fairplace.equity as eq
from fairplace.town.measures.rules.judgement import even_year


@dataclass(frozen=True)
class Path:
    """Where a number should stand in a year, from where it started, and who said so."""

    base_year: float
    base_value: float
    year: int
    value: float
    is_adopted: bool
    source: str = ""

    @property
    def due(self) -> float:
        """Return when the target falls due: in the middle of its year, where points of whole years stand."""
        return self.year + 0.5

    def at(self, year: float) -> float:
        """Return where the path stands at a time; before its base and after its end it goes on level."""
        share = (year - self.base_year) / (self.due - self.base_year)
        return self.base_value + min(max(share, 0), 1) * (self.value - self.base_value)


def later_way(
    level: eq.Estimate, now: float, path: Path, *, starts_in: float
) -> tuple[tuple[float, float], ...]:
    """Return a later start as times and values: level until then, and from there straight to the target.

    Empty where nothing is put off, or no year is left.
    """
    starts = even_year(now) + starts_in
    if starts_in <= 0 or starts >= path.due:
        return ()
    return (now, level.value), (starts, level.value), (path.due, path.value)


def required_change(
    level: eq.Estimate, now: float, path: Path, *, starts_in: float = 0
) -> eq.Estimate | None:
    """Return the change a year that leads from the level now to the target; None where no year is left."""
    try:
        return eq.required_yearly_change(level, path.value, even_year(now), path.due, starts_in=starts_in)
    except eq.NotComputable:
        return None
