from fairplace.town.places.models.deprivation import AuthorityRank, DeprivationEdition, NeighbourhoodRank
from fairplace.town.places.models.place import Lookup, Place
from fairplace.town.places.models.town import Appointment, Comparator, Town

__all__ = [
    "Appointment",
    "AuthorityRank",
    "Comparator",
    "DeprivationEdition",
    "Lookup",
    "NeighbourhoodRank",
    "Place",
    "Town",
]
