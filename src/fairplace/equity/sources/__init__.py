"""Brings figures in: asks a publisher, keeps the answer as a snapshot, reads it as one tidy table.

A publisher is one file here and one line in PUBLISHERS. Nothing of this is loaded with `fairplace.equity`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from fairplace.equity.sources.errors import NotLoaded

if TYPE_CHECKING:
    from fairplace.equity.sources.port import Publisher

__all__ = ["PUBLISHERS", "NotLoaded", "find_publisher"]

# Code: where it is. One line each.
PUBLISHERS: dict[str, str] = {
    "explore-education-statistics": "explore_education_statistics:ExploreEducationStatistics",
    "explore-local-statistics": "explore_local_statistics:ExploreLocalStatistics",
    "fingertips": "fingertips:Fingertips",
    "fingertips-next": "fingertips_next:FingertipsNext",
    "heat-plus": "heat_plus:HeatPlus",
    "indices-of-deprivation": "indices_of_deprivation:IndicesOfDeprivation",
    "local-figures": "template:LocalFigures",
    "nomis": "nomis:Nomis",
}


def find_publisher(code: str, **settings: Any) -> "Publisher":
    """Return the publisher. `settings` are its own, such as another `base`."""
    if code not in PUBLISHERS:
        raise NotLoaded(f"There is no publisher “{code}”. There are: {', '.join(PUBLISHERS)}.")
    module, name = PUBLISHERS[code].split(":")
    return getattr(import_module(f"{__name__}.{module}"), name)(**settings)
