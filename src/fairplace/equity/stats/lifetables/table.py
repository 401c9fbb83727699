"""The life table: of 100,000 born, how many reach each age, and the years they live there."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from fairplace.equity.stats.numbers import Floats

BORN = 100_000
# Those who die in their first year die early in it.
FIRST_YEAR, ANY_OTHER = 0.1, 0.5
FEWEST_PEOPLE = 5_000


@dataclass(frozen=True)
class LifeTable:
    """Deaths and people by age band, the last band open; bands last, any leading axes.

    Source: Chiang (1968), abridged; Eayres and Williams (2004); ONS and PHE conventions.
    """

    deaths: Floats
    people: Floats
    starts: Floats

    @cached_property
    def widths(self) -> Floats:
        """Return the years in each band but the open one, which is nan."""
        return np.append(np.diff(self.starts), np.nan)

    @cached_property
    def fractions(self) -> Floats:
        """Return the share of a band that those who die in it have lived of it."""
        return np.where((self.starts == 0) & (self.widths == 1), FIRST_YEAR, ANY_OTHER)

    @cached_property
    def rates(self) -> Floats:
        """Return the death rate in each band."""
        return self.deaths / self.people

    @cached_property
    def chances(self) -> Floats:
        """Return the chance of dying in each band of those who reach it."""
        yearly = self.widths * self.rates
        chances = np.minimum(yearly / (1 + (1 - self.fractions) * yearly), 1.0)
        # More deaths than the band's people could have lived through: nobody gets out of it.
        chances = np.where(self.deaths > self.people / (self.widths * self.fractions), 1.0, chances)
        chances[..., -1] = 1.0
        return chances

    @cached_property
    def survivors(self) -> Floats:
        """Return how many of those born reach each band."""
        surviving = np.ones_like(self.chances)
        np.cumprod(1 - self.chances[..., :-1], axis=-1, out=surviving[..., 1:])
        return BORN * surviving

    @cached_property
    def years(self) -> Floats:
        """Return the years lived in each band by all who reach it."""
        reach = self.survivors
        dying = reach * self.chances
        years = np.empty_like(reach)
        closed = slice(None, -1)
        years[..., closed] = self.widths[closed] * (
            reach[..., 1:] + self.fractions[closed] * dying[..., closed]
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            years[..., -1] = reach[..., -1] / self.rates[..., -1]
        return years

    @cached_property
    def expectancy(self) -> Floats:
        """Return the years that those who reach each band have before them."""
        return self.ahead(self.years)

    def ahead(self, years: Floats) -> Floats:
        """Return years in each band added up from the oldest, for each who reaches the band."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return sum_from_oldest(years) / self.survivors

    @cached_property
    def chance_variances(self) -> Floats:
        """Return the variance of the chances of dying; 0 where nobody dies, nan in the open band."""
        chances = self.chances
        with np.errstate(divide="ignore", invalid="ignore"):
            variances = chances**2 * (1 - chances) / self.deaths
        return np.where(self.deaths > 0, variances, 0.0)

    def spread(self, shares: Floats | float = 1.0) -> Floats:
        """Return the part of each band in the variance of the years ahead, times the survivors squared.

        With the shares of each band's years that are lived in good health, that of healthy years.
        The open band is Silcocks's. Source: Chiang (1968); Silcocks and others (2001); Mathers (1991).
        """
        shares = np.broadcast_to(shares, self.years.shape)
        ahead = self.ahead(self.years * shares)
        parts = np.empty_like(self.years)
        closed = slice(None, -1)
        lost = (1 - self.fractions[closed]) * self.widths[closed] * shares[..., closed] + ahead[..., 1:]
        # Beyond an age that nobody reaches there is nothing ahead, and nothing to vary.
        lost = np.where(self.survivors[..., 1:] > 0, lost, 0.0)
        parts[..., closed] = self.survivors[..., closed] ** 2 * lost**2 * self.chance_variances[..., closed]
        with np.errstate(divide="ignore", invalid="ignore"):
            oldest = self.survivors[..., -1] * shares[..., -1] / self.rates[..., -1]
            parts[..., -1] = oldest**2 / self.deaths[..., -1]
        return parts


def sum_from_oldest(parts: Floats) -> Floats:
    """Return the sum over each band and all older ones."""
    return np.cumsum(parts[..., ::-1], axis=-1)[..., ::-1]
