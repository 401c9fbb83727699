"""The editions of the English Indices of Deprivation, each with the boundaries it stands on."""

from dataclasses import dataclass

from fairplace.equity.sources.errors import NotLoaded


@dataclass(frozen=True)
class Edition:
    """One publication. `neighbourhoods_of` and `authorities_of` are the years of its boundaries."""

    code: str
    neighbourhoods_of: int
    neighbourhoods: int
    authorities_of: int
    authorities: int


EDITIONS = {
    edition.code: edition
    for edition in (
        Edition("2010", 2001, 32_482, 2009, 326),
        Edition("2015", 2011, 32_844, 2013, 326),
        Edition("2019", 2011, 32_844, 2019, 317),
        Edition("2025", 2021, 33_755, 2024, 296),
    )
}


def edition_of(code: str) -> Edition:
    """Return an edition by its year. Raises NotLoaded where there is none."""
    if code not in EDITIONS:
        raise NotLoaded(f"There is no edition {code or 'without a year'}; there are {', '.join(EDITIONS)}.")
    return EDITIONS[code]
