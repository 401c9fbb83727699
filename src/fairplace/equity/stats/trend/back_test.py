"""How well a projection would have done in years that are known by now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats, Numbers
from fairplace.equity.stats.trend.projection import FAN, group_on, project
from fairplace.equity.stats.trend.scale import Scale
from fairplace.equity.stats.trend.series import FEWEST_POINTS, Group


@dataclass(frozen=True)
class BackTest:
    """Projections of known years beside the last value carried on; one entry for each forecast.

    `origins` are the last years that each projection knew, `years` those it was asked for. `inside`
    says of each band (first axis, as in `fan`) whether it held the figure.
    """

    origins: Floats
    years: Floats
    observed: Floats
    projected: Floats
    naive: Floats
    inside: Any
    fan: tuple[float, ...]

    @property
    def error(self) -> float:
        """Return the mean distance between projection and figure."""
        return float(np.abs(self.projected - self.observed).mean())

    @property
    def naive_error(self) -> float:
        """Return the mean distance between the last value then known and the figure."""
        return float(np.abs(self.naive - self.observed).mean())

    @property
    def coverage(self) -> dict[float, float]:
        """Return for each band the share of figures that it held; it should be near the band's own."""
        return {band: float(held.mean()) for band, held in zip(self.fan, self.inside, strict=True)}


def back_test(
    years: Numbers,
    values: Numbers,
    lowers: Numbers = None,
    uppers: Numbers = None,
    flags: Sequence[Any] | None = None,
    *,
    ahead: int | None = None,
    scale: str = "plain",
    per: float = 1,
    fan: Sequence[float] = FAN,
) -> BackTest:
    """Return how projections from the earlier years of one series did, up to so many years `ahead`.

    Each start has five points or more. Forecasts from one series overlap, so their errors are not
    independent: of a short series the coverage says little.
    """
    on, bands = Scale(scale, per), tuple(sorted(fan))
    group = group_on(on, years, values, (lowers, uppers), flags)
    found = [
        forecast
        for known in range(FEWEST_POINTS, len(group.years))
        for forecast in _forecasts(group, known, on, bands, ahead)
    ]
    if not found:
        raise NotComputable("A back-test needs six values or more, and one within the years ahead.")
    table = np.array(found, dtype=float)
    origins, asked, observed, projected, naive = table[:, :5].T
    return BackTest(origins, asked, observed, projected, naive, table[:, 5:].T.astype(bool), bands)


def _forecasts(
    group: Group, known: int, on: Scale, bands: tuple[float, ...], ahead: int | None
) -> list[tuple[float, ...]]:
    """Return origin, year, figure, projected, naive, and whether each band held it, for each later year."""
    origin, naive = group.years[known - 1], float(on.back(group.values[0, known - 1 : known])[0])
    asked = np.flatnonzero(
        (group.years > origin) & (group.years <= origin + (np.inf if ahead is None else ahead))
    )
    errors = None if group.errors is None else group.errors[:, :known]
    before = replace(group, years=group.years[:known], values=group.values[:, :known], errors=errors)
    try:
        told = project(before, on, group.years[asked], bands)
    except NotComputable:
        # From a start without any scatter there is no fan to be right or wrong.
        return []
    figures = on.back(group.values[0, asked])
    held = [(band.lower <= figures) & (figures <= band.upper) for band in told.bands]
    columns = (
        np.full(len(asked), origin),
        group.years[asked],
        figures,
        told.middle,
        np.full(len(asked), naive),
    )
    return list(zip(*columns, *held, strict=True))
