"""The life table: who passes through each age band, and the years they live there."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from fairplace.equity.stats.numbers import Floats

# Those who die in their first year die early in it; in any other band, half way.
FIRST_YEAR, ANY_OTHER = 0.1, 0.5


@dataclass(frozen=True)
class LifeTable:
    """Deaths and people by age band, the last band open; bands last, any leading axes.

    Nothing here is divided by the number of survivors, so that an age which nobody reaches does no harm.
    Source: Chiang (1968) II, abridged; ONS and PHE conventions.
    """

    deaths: Floats
    people: Floats
    starts: Floats

    @cached_property
    def widths(self) -> Floats:
        """Return the years in each closed band."""
        return np.diff(self.starts)

    @cached_property
    def lost(self) -> Floats:
        """Return the years of each closed band that those who die in it do not live."""
        is_first_year = (self.starts[:-1] == 0) & (self.widths == 1)
        return self.widths * (1 - np.where(is_first_year, FIRST_YEAR, ANY_OTHER))

    @cached_property
    def per_death(self) -> Floats:
        """Return what each death adds to the chance of dying in its closed band."""
        return self.widths / (self.people[..., :-1] + self.lost * self.deaths[..., :-1])

    @cached_property
    def dying(self) -> Floats:
        """Return the chance of dying in each closed band of those who reach it.

        It is 1 where there are more deaths than the band's people could have lived through.
        """
        return np.minimum(self.deaths[..., :-1] * self.per_death, 1.0)

    @cached_property
    def passing(self) -> Floats:
        """Return the chance of living through each closed band."""
        return 1 - self.dying

    @cached_property
    def lived(self) -> Floats:
        """Return the years that each who reaches a band lives in it."""
        years = np.empty(self.deaths.shape)
        years[..., :-1] = self.widths - self.lost * self.dying
        years[..., -1] = self.people[..., -1] / self.deaths[..., -1]
        return years

    @cached_property
    def surviving(self) -> Floats:
        """Return the share of those born who reach each band."""
        shares = np.ones(self.deaths.shape)
        np.cumprod(self.passing, axis=-1, out=shares[..., 1:])
        return shares

    @cached_property
    def expectancy(self) -> Floats:
        """Return the years that those who reach each band have before them."""
        return from_oldest(self.lived, self.passing)

    def variance(self, years_ahead: Floats, shares: Floats | float = 1.0) -> Floats:
        """Return the variance of the years ahead that comes from the deaths.

        With the shares of each band's years lived in good health, that of the healthy years ahead.
        Nobody dead in a band adds nothing. The open band's is Silcocks's.
        Source: Chiang (1968); Silcocks and others (2001); Mathers (1991) for healthy years.
        """
        shares = np.broadcast_to(shares, years_ahead.shape)
        parts = np.empty(years_ahead.shape)
        parts[..., :-1] = (self.lost * shares[..., :-1] + years_ahead[..., 1:]) ** 2
        # The variance of the chance of dying, q²(1 - q)/D, without dividing by no deaths.
        parts[..., :-1] *= self.per_death * self.dying * self.passing
        parts[..., -1] = (shares[..., -1] * self.lived[..., -1]) ** 2 / self.deaths[..., -1]
        return from_oldest(parts, self.passing**2)


def from_oldest(parts: Floats, passing: Floats) -> Floats:
    """Return what each who reaches a band gathers there and later; only some pass to the next band."""
    gathered = parts.copy()
    for band in reversed(range(passing.shape[-1])):
        gathered[..., band] += passing[..., band] * gathered[..., band + 1]
    return gathered


def sum_from_oldest(parts: Floats) -> Floats:
    """Return the sum over each band and all older ones."""
    return np.cumsum(parts[..., ::-1], axis=-1)[..., ::-1]
