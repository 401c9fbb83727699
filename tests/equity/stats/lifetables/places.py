"""Invented places for the tests of life tables, and the textbook's table, slow and plain."""

import numpy as np
from hypothesis import strategies as st

from fairplace.equity.stats.lifetables.bands import USUAL

STARTS = USUAL[20]
PEOPLE = np.array([1200, 4800, *[6000] * 12, 5000, 4000, 3000, 2500, 1500, 900], dtype=float)
# Forty in ten thousand in the first year, then rising from one in ten thousand to one in four.
DEATHS = np.round(PEOPLE * np.array([0.004, 0.0002, *np.geomspace(0.0002, 0.25, 18)])) + 1
# Rates at which somebody dies in the oldest band and nobody's life table ends early.
RATES = st.lists(st.floats(0.0, 0.3), min_size=19, max_size=19).flatmap(
    lambda younger: st.floats(0.05, 0.9).map(lambda oldest: np.array([*younger, oldest]))
)


def textbook(deaths, people, starts, shares=None):
    """Return years ahead and their variance by the columns of a printed table: l, d, L, T, e."""
    size = len(deaths)
    shares = [1.0] * size if shares is None else shares
    widths = [starts[i + 1] - starts[i] for i in range(size - 1)]
    a = [0.1 if starts[i] == 0 and widths[i] == 1 else 0.5 for i in range(size - 1)]
    reaching, lived, dying = [100_000.0], [], []
    for i in range(size - 1):
        m = deaths[i] / people[i]
        dying.append(min(widths[i] * m / (1 + widths[i] * (1 - a[i]) * m), 1.0))
        reaching.append(reaching[i] * (1 - dying[i]))
        lived.append(widths[i] * (reaching[i + 1] + a[i] * (reaching[i] - reaching[i + 1])))
    lived.append(reaching[-1] * people[-1] / deaths[-1])
    ahead = [
        sum(y * s for y, s in zip(lived[i:], shares[i:], strict=True)) / reaching[i] for i in range(size)
    ]
    parts = [
        reaching[i] ** 2
        * ((1 - a[i]) * widths[i] * shares[i] + ahead[i + 1]) ** 2
        * (dying[i] ** 2 * (1 - dying[i]) / deaths[i] if deaths[i] else 0.0)
        for i in range(size - 1)
    ]
    parts.append((reaching[-1] * shares[-1] * people[-1] / deaths[-1]) ** 2 / deaths[-1])
    return ahead, [sum(parts[i:]) / reaching[i] ** 2 for i in range(size)]
