"""How much a year it takes to reach a target."""

import numpy as np

from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import Numbers, as_floats, as_given

NO_TIME = "There is no year left to reach the target in."


def required_yearly_change(
    level_now: Numbers | Estimate,
    target: Numbers,
    year_now: Numbers,
    year_target: Numbers,
    *,
    starts_in: Numbers = 0,
) -> Estimate:
    """Return the change a year, alike each year, that leads from the level now to the target.

    With `starts_in=2` nothing changes for two years first. A level with an interval gives the
    change one. Any shapes that broadcast; zero means that the level is the target. Where no year
    is left a single place is refused, and one of many is nan, with a note.
    """
    now = level_now if isinstance(level_now, Estimate) else Estimate(as_floats(level_now, "Levels"))
    goal, first = as_floats(target, "Targets"), as_floats(year_now, "Years")
    years = as_floats(year_target, "Years") - first - as_floats(starts_in, "Years until the start")
    if (as_floats(starts_in, "Years until the start") < 0).any():
        withhold(True, "A start cannot lie in the past.")
    note = withhold(years <= 0, NO_TIME)
    left = np.where(years > 0, years, np.nan)
    # The higher the level may be, the lower the change that is needed.
    ends = (now.value, now.upper, now.lower) if now.has_interval else (now.value,)
    changes = [as_given(np.asarray((goal - end) / left)) for end in ends]
    return Estimate(
        *changes,
        confidence=now.confidence,
        method="from the level now to the target, alike each year",
        note=note,
    )
