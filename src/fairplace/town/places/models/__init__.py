from fairplace.town.places.models.deprivation import AuthorityRank, DeprivationEdition, NeighbourhoodRank
from fairplace.town.places.models.geography import (
    Area,
    AreaPart,
    Boundary,
    BoundarySet,
    ComparatorGroup,
    Postcode,
    Succession,
)
from fairplace.town.places.models.place import Lookup, Place
from fairplace.town.places.models.town import Appointment, Comparator, Town
from fairplace.town.places.models.versioned import Versioned

__all__ = [
    "Appointment",
    "Area",
    "AreaPart",
    "AuthorityRank",
    "Boundary",
    "BoundarySet",
    "Comparator",
    "ComparatorGroup",
    "DeprivationEdition",
    "Lookup",
    "NeighbourhoodRank",
    "Place",
    "Postcode",
    "Succession",
    "Town",
    "Versioned",
]
